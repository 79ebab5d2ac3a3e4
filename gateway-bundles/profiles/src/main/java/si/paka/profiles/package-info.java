/** Device profiles: from bytes to observations and NGSI-LD, and from commands to bytes. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package si.paka.profiles;
