// SLS VOLC2180 luminaire controller on a NEMA socket.
// Source: The Things Network device repository, vendor slscorp, description of the codec of VOLC2180 (message numbers and fields).
// Port 2, big-endian: number (u8), then
//   58 answer to a meter request, 00 unasked: level (u8, 0.4 percent) | power (u16 W) | energy (u24 Wh) | power factor (u16, 0.001) |
//      current (u16 mA) | voltage (u32 mV) | only 00: temperature (u8 °C)
//   05 07 radio: power (u8), data rate (u8)      27 29 adaptive data rate (u8)      3f 41 join interval (u16)
//   6a light sensor (u16)      5e memory erased (u8)
//   37 39 commissioning: latitude, longitude (u32) | mode, kind (u8) | time zone (u32) | alarms (u16) | voltage high, low, current
//      high, low (u16) | power factor low (u8) | burning hours (u16) | temperature (u8)
// Downlinks, port 2: 15 | level (u8, 0.4 percent); 57 asks for the meter. That a level is set in the steps in which it is reported
// is inferred.
function u16(b, at) { return (b[at] << 8) | b[at + 1]; }
function u32(b, at) { return ((b[at] << 24) | (b[at + 1] << 16) | (b[at + 2] << 8) | b[at + 3]) >>> 0; }
function fail(text) { return { errors: [text] }; }

function meter(data, b) {
  data.level = Math.round(b[1] * 4) / 10; // percent
  data.on = b[1] > 0;
  data.power = u16(b, 2); // W
  data.energy = (b[4] << 16) | u16(b, 5); // Wh
  data.powerFactor = u16(b, 7) / 1000;
  data.current = u16(b, 9) / 1000; // A
  data.voltage = u32(b, 11) / 1000; // V
  if (b.length === 16) { data.temperature = b[15]; } // °C
}

function commissioning(data, b) {
  data.latitude = u32(b, 1) | 0;
  data.longitude = u32(b, 5) | 0;
  data.mode = b[9];
  data.kind = b[10];
  data.timeZone = u32(b, 11) | 0;
  data.alarms = u16(b, 15);
  data.voltageHigh = u16(b, 17);
  data.voltageLow = u16(b, 19);
  data.currentHigh = u16(b, 21);
  data.currentLow = u16(b, 23);
  data.powerFactorLow = b[25];
  data.burningHoursHigh = u16(b, 26);
  data.temperatureHigh = b[28];
}

var MESSAGES = {
  0x00: { length: 16, read: meter },
  0x58: { length: 15, read: meter },
  0x05: { length: 3, read: function (data, b) { data.radioPower = b[1]; data.dataRate = b[2]; } },
  0x07: { length: 3, read: function (data, b) { data.radioPower = b[1]; data.dataRate = b[2]; } },
  0x27: { length: 2, read: function (data, b) { data.adaptiveDataRate = b[1] === 1; } },
  0x29: { length: 2, read: function (data, b) { data.adaptiveDataRate = b[1] === 1; } },
  0x37: { length: 29, read: commissioning },
  0x39: { length: 29, read: commissioning },
  0x3f: { length: 3, read: function (data, b) { data.joinInterval = u16(b, 1); } },
  0x41: { length: 3, read: function (data, b) { data.joinInterval = u16(b, 1); } },
  0x5e: { length: 2, read: function (data, b) { data.erased = b[1]; } },
  0x6a: { length: 3, read: function (data, b) { data.lightSensor = u16(b, 1); } }
};

function decodeUplink(input) {
  var b = input.bytes;
  if (input.fPort !== 2) { return fail('port ' + input.fPort + ' is not known, expected 2'); }
  if (b.length === 0) { return fail('message has 0 bytes, expected at least 2'); }
  var message = MESSAGES[b[0]];
  if (!message) { return fail('message ' + b[0] + ' is not known'); }
  if (b.length !== message.length) { return fail('message has ' + b.length + ' bytes, expected ' + message.length); }
  var data = {};
  message.read(data, b);
  return { data: data };
}

function encodeDownlink(input) {
  if (input.data.readMeter) { return { fPort: 2, bytes: [0x57] }; }
  var level = input.data.dimmingLevel;
  if (!(level >= 0 && level <= 100)) { return fail('dimmingLevel is ' + level + ', expected 0 to 100'); }
  return { fPort: 2, bytes: [0x15, Math.round(level * 2.5)] };
}

function decodeDownlink(input) {
  var b = input.bytes;
  if (input.fPort === 2 && b.length === 1 && b[0] === 0x57) { return { data: { readMeter: true } }; }
  if (input.fPort === 2 && b.length === 2 && b[0] === 0x15) { return { data: { dimmingLevel: Math.round(b[1] * 4) / 10 } }; }
  return fail('not a command of this controller');
}
