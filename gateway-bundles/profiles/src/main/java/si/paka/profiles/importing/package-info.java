/** Makes profiles of what device repositories publish. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package si.paka.profiles.importing;
