/** Units of measurement and how they convert. */
package si.paka.profiles.units;
