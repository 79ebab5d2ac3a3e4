/** Payload codecs in JavaScript, fenced in. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package si.paka.profiles.codec;
