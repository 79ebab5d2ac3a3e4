// Citylone SL22-LR and SL32-LR luminaire controllers.
// Source: Citylone, names of the messages in the ThingPark device catalogue (citylone:generic); layout as the Jeedom LoRaWAN plug-in
// describes SL32. The units of voltage, power and temperature are taken as V, W and °C; that of the current is not published.
// Any port, little-endian: message (u8), then
//   16 outputs: lamps 11, 12, 21, 22 of the DALI lines, 0-10 V, relay (u8 each: bit 7 forced, else percent; of the relay 1 for on)
//   17 voltage (u16) | current (u16) | power (u16) | power factor (u16, 0.001) | temperature (u16) | LED voltage (u16)
//   19 failures, as flags that are not published
//   07 input 1 (u8)      0b input 2 (u8)      0e -RSSI (u16 dBm)      11 clock (u32) | offset (u16) | set by the network (u8)
//   12 longitude, latitude (u32: top bit minus, 1e-6 degree)      04 mains failed
//   0c versions, 0d other sensor, 10 calendar, 13 summer time, 15 hours, 1b settings, 22 not supported: not read
function u16(b, at) { return b[at] | (b[at + 1] << 8); }
function u32(b, at) { return (u16(b, at) | (u16(b, at + 2) << 16)) >>> 0; }
function fail(text) { return { errors: [text] }; }
function bit(value, n) { return ((value >> n) & 1) === 1; }
function degrees(b, at) { return (u32(b, at) & 0x7fffffff) / (bit(b[at + 3], 7) ? -1e6 : 1e6); }

var LAMPS = ['lamp11', 'lamp12', 'lamp21', 'lamp22', 'analog'];

// The relay cuts the lamps off; the brightest lamp counts.
function outputs(data, b) {
  var forced = false;
  data.level = 0;
  LAMPS.forEach(function (name, n) {
    data[name] = b[n + 1] & 127; // percent
    data.level = Math.max(data.level, data[name]);
    forced = forced || bit(b[n + 1], 7);
  });
  data.on = (b[6] & 127) === 1;
  if (!data.on) { data.level = 0; }
  data.mode = forced || bit(b[6], 7) ? 'manual' : 'automatic';
}

function measures(data, b) {
  data.voltage = u16(b, 1); // V
  data.currentRaw = u16(b, 3);
  data.power = u16(b, 5); // W
  data.powerFactor = u16(b, 7) / 1000;
  data.temperature = (u16(b, 9) << 16) >> 16; // °C
  data.ledVoltage = u16(b, 11); // V
}

var MESSAGES = {
  0x04: { length: 1, read: function (data) { data.mains = false; } },
  0x07: { length: 2, read: function (data, b) { data.input1 = b[1] === 1; } },
  0x0b: { length: 2, read: function (data, b) { data.input2 = b[1] === 1; } },
  0x0c: {}, 0x0d: {}, 0x10: {}, 0x13: {}, 0x15: {}, 0x1b: {}, 0x22: {},
  0x0e: { length: 3, read: function (data, b) { data.rssi = -u16(b, 1); } }, // dBm
  0x11: { length: 8, read: function (data, b) { data.clock = u32(b, 1); data.clockFromNetwork = b[7] === 1; } },
  0x12: { length: 9, read: function (data, b) { data.longitude = degrees(b, 1); data.latitude = degrees(b, 5); } },
  0x16: { length: 7, read: outputs },
  0x17: { length: 13, read: measures },
  0x19: { length: 2, read: function (data, b) { data.fault = b.slice(1).some(function (flags) { return flags !== 0; }); } }
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
