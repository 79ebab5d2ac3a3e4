/** Two ways to speak MQTT: a comfortable one for the simulators and a lean one for load. */
package si.paka.simulators.mqtt;
