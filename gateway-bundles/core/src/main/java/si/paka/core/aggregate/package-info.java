/** Devices that the cabinet makes of others: parking zones of their bays or counters, groups of lamps. */
package si.paka.core.aggregate;
