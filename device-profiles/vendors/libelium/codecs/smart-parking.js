// Libelium Plug & Sense! Smart Parking, firmware 2: parking sensor with magnetometer.
// Uplink, any port: flags (bit 7 occupied, 6 battery low, 3..0 kind) | counter (u8) | 9 bytes after the kind; numbers big endian
//   0 change:      temperature (i8, °C) | X, Y, Z (3 i16, as measured) | not used (2)
//   1 keep-alive:  hour (u8) | minute (u8) | temperature | X, Y, Z
//   2 daily:       measurements, Sigfox and LoRaWAN transmissions of 24 h (3 u16) | restarts (u8) | settings' number (u8) | not used (1)
//   3 error:       what failed, as bits and measurements whose order is not published for this firmware
//   4 start:       temperature | X, Y, Z of the empty bay | battery (u16, mV)
//   5 settings:    program (u8) | night: begins (u8, h), lasts (u8, h), measures every (u8), keep-alive (u8, h) | radio (u8) |
//                  measures every (u8) | keep-alive (u8, h) | threshold (u8)
// Source: Libelium, "Plug & Sense! Smart Parking, Technical Guide", 7.1 (and 7.2 for the order of kinds 4 and 5),
//   https://usermanual.wiki/Libelium-Comunicaciones-Distribuidas-S-L/PARKING-V1
function u16(b, i) { return (b[i] << 8) | b[i + 1]; }
function i16(b, i) { return (u16(b, i) << 16) >> 16; }
function i8(b, i) { return (b[i] << 24) >> 24; }
function hex(bytes) { return bytes.map(function (byte) { return ('0' + byte.toString(16)).slice(-2); }).join(''); }

function measured(b, i, d) {
  d.temperature = i8(b, i);
  d.field = { x: i16(b, i + 1), y: i16(b, i + 3), z: i16(b, i + 5) };
}

function daily(b, d) {
  d.measurements = u16(b, 2);
  d.sigfoxTransmissions = u16(b, 4);
  d.lorawanTransmissions = u16(b, 6);
  d.restarts = b[8];
  d.settingsNumber = b[9];
}

function settings(b, d) {
  d.program = b[2];
  d.night = { begins: b[3], lasts: b[4], measuresEvery: b[5], keepAlive: b[6] };
  d.radio = b[7];
  d.measuresEvery = b[8];
  d.keepAlive = b[9];
  d.threshold = b[10];
}

var KINDS = ['change', 'keep-alive', 'daily', 'error', 'start', 'settings'];
var READERS = [
  function (b, d) { measured(b, 2, d); },
  function (b, d) {
    d.clock = ('0' + b[2]).slice(-2) + ':' + ('0' + b[3]).slice(-2);
    measured(b, 4, d);
  },
  daily,
  function (b, d) {
    d.sensorFault = true;
    d.failed = hex(b.slice(2));
  },
  function (b, d) {
    measured(b, 2, d);
    d.batteryVoltage = u16(b, 9) / 1000;
  },
  settings
];

function decodeUplink(input) {
  var b = input.bytes;
  if (b.length !== 11) { return { errors: ['message has ' + b.length + ' bytes, expected 11'] }; }
  var kind = b[0] & 15;
  if (kind >= KINDS.length) { return { errors: ['kind is ' + kind + ', expected 0..' + (KINDS.length - 1)] }; }
  var data = { kind: KINDS[kind], occupied: (b[0] & 0x80) !== 0, batteryLow: (b[0] & 0x40) !== 0, counter: b[1] };
  READERS[kind](b, data);
  return { data: data };
}
