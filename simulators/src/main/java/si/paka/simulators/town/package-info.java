/** A small town as a pure model: streets, and who walks and drives along them. */
package si.paka.simulators.town;
