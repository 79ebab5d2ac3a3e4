/** Proposals, decisions and commands: who wanted what, who won, what became of it. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package si.paka.model.decision;
