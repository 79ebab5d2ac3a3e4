package si.paka.adapter.lorawan.server;

import si.paka.model.access.LorawanKeys;

/** A device whose keys are on record. @param devEui 16 hex digits in lower case */
record KnownDevice(String devEui, LorawanKeys keys, DeviceRadio radio) {}
