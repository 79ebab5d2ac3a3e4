// Citylone SLB-LR, controller of a lighting cabinet with four outputs, two inputs and the meter's customer port.
// Source: Citylone, names of the messages in the ThingPark device catalogue (citylone:generic); layout as the Jeedom LoRaWAN plug-in
// describes the box.
// Any port, little-endian: message (u8), then
//   09 outputs on (u8: bits 0..3) | outputs forced (u8: bits 0..3)
//   01 meter: three registers (u32 Wh)      02 inputs 1, 2 (u8) | meter (13 characters) | tariff (5 characters) | three registers
//   03 currents: single phase, L1, L2, L3 (u16 A), the same at most, power at most (u16 W), threshold (u16), apparent power (u16 VA)
//   07 input 1 (u8)      0b input 2 (u8)      0e -RSSI (u16 dBm)      11 clock (u32) | offset (u16) | set by the network (u8)
//   12 longitude, latitude (u32: top bit minus, 1e-6 degree)      04 mains failed
//   0c versions, 0d other sensor, 10 calendar, 13 summer time, 15 hours, 1b settings, 22 not supported: not read
function u16(b, at) { return b[at] | (b[at + 1] << 8); }
function u32(b, at) { return (u16(b, at) | (u16(b, at + 2) << 16)) >>> 0; }
function fail(text) { return { errors: [text] }; }
function bit(value, n) { return ((value >> n) & 1) === 1; }
function degrees(b, at) { return (u32(b, at) & 0x7fffffff) / (bit(b[at + 3], 7) ? -1e6 : 1e6); }

function registers(data, b, at) {
  data.energy = u32(b, at) + u32(b, at + 4) + u32(b, at + 8); // Wh
}

function text(b, from, to) {
  return String.fromCharCode.apply(null, b.slice(from, to).filter(function (c) { return c !== 0; })).trim();
}

function outputs(data, b) {
  [1, 2, 3, 4].forEach(function (n) { data['output' + n] = bit(b[1], n - 1); });
  data.on = (b[1] & 15) !== 0;
  data.mode = (b[2] & 15) !== 0 ? 'manual' : 'automatic';
}

function meter(data, b) {
  data.input1 = b[1] === 1;
  data.input2 = b[2] === 1;
  data.meter = text(b, 3, 16);
  data.tariff = text(b, 16, 21);
  registers(data, b, 21);
}

function loads(data, b) {
  ['current', 'currentL1', 'currentL2', 'currentL3', 'currentMax', 'currentMaxL1', 'currentMaxL2', 'currentMaxL3', 'powerMax', 'threshold',
    'apparentPower'].forEach(function (name, n) { data[name] = u16(b, 1 + 2 * n); });
}

var MESSAGES = {
  0x01: { length: 13, read: function (data, b) { registers(data, b, 1); } },
  0x02: { length: 33, read: meter },
  0x03: { length: 23, read: loads },
  0x04: { length: 1, read: function (data) { data.mains = false; } },
  0x07: { length: 2, read: function (data, b) { data.input1 = b[1] === 1; } },
  0x0b: { length: 2, read: function (data, b) { data.input2 = b[1] === 1; } },
  0x0c: {}, 0x0d: {}, 0x10: {}, 0x13: {}, 0x15: {}, 0x1b: {}, 0x22: {},
  0x0e: { length: 3, read: function (data, b) { data.rssi = -u16(b, 1); } }, // dBm
  0x11: { length: 8, read: function (data, b) { data.clock = u32(b, 1); data.clockFromNetwork = b[7] === 1; } },
  0x12: { length: 9, read: function (data, b) { data.longitude = degrees(b, 1); data.latitude = degrees(b, 5); } },
  0x09: { length: 3, read: outputs }
};

function decodeUplink(input) {
  var b = input.bytes;
  if (b.length === 0) { return fail('message has 0 bytes, expected at least 1'); }
  var message = MESSAGES[b[0]];
  if (!message) { return fail('message ' + b[0] + ' is not known'); }
  if (!message.read) { return { data: { message: b[0] } }; }
  if (b.length < message.length) { return fail('message has ' + b.length + ' bytes, expected ' + message.length); }
  var data = {};
  message.read(data, b);
  return { data: data };
}
