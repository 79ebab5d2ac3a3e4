/** Checks data files against JSON Schemas, for what a person has to read and mend. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package si.paka.profiles.schema;
