/**
 * Judging what a device says by what it said before, and deriving further values from it. A device's memory is a fold over what
 * was emitted for it, so that it can be made anew from the history; there is no clock in here.
 */
package si.paka.profiles.derive;
