/** Our words as records: what a device said, and what the cabinet knows. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package si.paka.model;
