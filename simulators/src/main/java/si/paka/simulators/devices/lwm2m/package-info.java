/** Street luminaires as LwM2M clients (Leshan). */
package si.paka.simulators.devices.lwm2m;
