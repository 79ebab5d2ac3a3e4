// Dragino LDS02 (door) and LWL02 (leak): one contact, counted; numbers big endian.
// Port 10, report: battery (bits 13..0, mV), door open (bit 15), leak (bit 14) | mode (u8: 1 door, 2 leak, 3 both) |
//   events (u24) | length of the last (u24, min) | alarm (u8, bit 0)
// Port 7, counting mode: battery (bits 13..0, mV), counts openings (bit 15; else closings) | events (u24)
// Downlink, any port (1 here): 01 keep-alive interval (u24, s) | a6 01 clear the counter | 04 ff restart
// Source: Dragino, LoRaWAN Door Sensor User Manual, 4.3 and 4.4, https://wiki.dragino.com, and decoders, https://github.com/dragino/dragino-end-node-decoder
function u16(b, i) { return (b[i] << 8) | b[i + 1]; }
function u24(b, i) { return (u16(b, i) << 8) | b[i + 2]; }

var MODES = ['', 'door', 'leak', 'both'];

function report(b) {
  if (b.length !== 10) { return { errors: ['report has ' + b.length + ' bytes, expected 10'] }; }
  var mode = MODES[b[2]];
  if (!mode) { return { errors: ['mode is ' + b[2] + ', expected 1, 2 or 3'] }; }
  var data = { batteryVoltage: (u16(b, 0) & 0x3fff) / 1000, mode: mode, alarm: (b[9] & 1) === 1 };
  if (mode !== 'leak') { data.doorOpen = (b[0] & 0x80) !== 0; }
  if (mode !== 'door') { data.leak = (b[0] & 0x40) !== 0; }
  if (mode === 'door') {
    data.openings = u24(b, 3);
    data.lastOpenMinutes = u24(b, 6);
  }
  if (mode === 'leak') {
    data.leaks = u24(b, 3);
    data.lastLeakMinutes = u24(b, 6);
  }
  return { data: data };
}

function counts(b) {
  if (b.length !== 5) { return { errors: ['count has ' + b.length + ' bytes, expected 5'] }; }
  var data = { batteryVoltage: (u16(b, 0) & 0x3fff) / 1000 };
  data[b[0] & 0x80 ? 'openings' : 'closings'] = u24(b, 2);
  return { data: data };
}

function decodeUplink(input) {
  switch (input.fPort) {
    case 10: return report(input.bytes);
    case 7: return counts(input.bytes);
    default: return { errors: ['port ' + input.fPort + ' is not known, expected 7 or 10'] };
  }
}

function encodeDownlink(input) {
  var d = input.data;
  if (d.reportInterval !== undefined) {
    return { fPort: 1, bytes: [0x01, (d.reportInterval >> 16) & 255, (d.reportInterval >> 8) & 255, d.reportInterval & 255] };
  }
  if (d.clearCounter) { return { fPort: 1, bytes: [0xa6, 0x01] }; }
  if (d.restart) { return { fPort: 1, bytes: [0x04, 0xff] }; }
  return { errors: ['nothing to tell, expected reportInterval, clearCounter or restart'] };
}

function decodeDownlink(input) {
  var b = input.bytes;
  if (b.length === 4 && b[0] === 0x01) { return { data: { reportInterval: (b[1] << 16) | (b[2] << 8) | b[3] } }; }
  if (b.length === 2 && b[0] === 0xa6) { return { data: { clearCounter: true } }; }
  if (b.length === 2 && b[0] === 0x04) { return { data: { restart: true } }; }
  return { errors: ['not a command of this sensor'] };
}
