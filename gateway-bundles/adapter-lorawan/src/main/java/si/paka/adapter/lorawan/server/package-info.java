/**
 * The cabinet's own network server: devices, sessions, joins, uplinks, downlinks. All state belongs to one thread ({@link
 * si.paka.adapter.lorawan.server.Loop}); the classes themselves start none. Inside the bundle only.
 */
package si.paka.adapter.lorawan.server;
