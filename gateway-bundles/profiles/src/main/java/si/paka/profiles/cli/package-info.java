/** {@code paka profile}: trying profiles and codecs without a gateway. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package si.paka.profiles.cli;
