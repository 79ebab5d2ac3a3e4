/** The town's side: a broker, and a platform that checks what the cabinet sends. */
package si.paka.simulators.platform;
