/** The durable ground: journal, keyed state and history. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package si.paka.model.journal;
