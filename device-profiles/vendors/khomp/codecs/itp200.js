// Khomp ITP 200 and ITP 202, photocell and dimming controllers on a NEMA socket.
// Source: Khomp, description of the uplinks of ITP 200 in its LoRaWAN device repository; https://github.com/support-khomp
// Port 14 (ITP 200) or 15 (ITP 202), big-endian: version (u8, 1) | parts (u8: bit 0 status, 1 sensors, 2 alerts, 3 errors) | of every
// part its flags: u16, of errors u8 | then what the flags of status and sensors name, lowest first:
//   status: 0 firmware (4 digits of 4 bits), 1 level (u8 percent), 2 mode (u8), 3 slot (u8), 4 lamp is on (flag only), 5 switchings
//     (u32), 6 lamp on (u32 s), 7 place is fixed (flag only), 8 clock is set (flag only), 9 with 8: clock (u32)
//   sensors: 0 temperature (u8, 0.5 °C above -15 °C), 1 light (u16 lx), 2 angle (u8, 0.4 degree), 3 frequency (u8, 0.1 Hz above 45 Hz),
//     4 power factor (u8, 0.01 above -1), 5 voltage (u16, 0.1 V), 6 current (u16 mA), 7 active energy (u32 Wh), 8 reactive energy
//     (u32 varh), 9 latitude (u32, 1e-6 degree above -90) and longitude (u32, above -180)
var MODES = ['manual', 'automatic', 'slots', 'sun'];
var ALERTS = ['pinChanged', 'overCurrent', 'underVoltage', 'overVoltage', 'underTemperature', 'overTemperature', 'overAngle', 'softReset',
  'hardReset', 'energyReset', 'powerFailure', 'noLoad', 'powerAlarm', 'relayWorn'];
var ERRORS = ['meterError', 'lightError', 'accelerometerError', 'positionError'];

function u16(b, at) { return (b[at] << 8) | b[at + 1]; }
function u32(b, at) { return ((b[at] << 24) | (b[at + 1] << 16) | (b[at + 2] << 8) | b[at + 3]) >>> 0; }
function fail(text) { return { errors: [text] }; }
function round(value, by) { return Math.round(value * by) / by; }

var STATUS = [
  { size: 2, read: function (data, b, at) { data.firmware = [b[at] >> 4, b[at] & 15, b[at + 1] >> 4, b[at + 1] & 15].join('.'); } },
  { size: 1, read: function (data, b, at) { data.level = b[at]; } }, // percent
  { size: 1, read: function (data, b, at) { data.mode = MODES[b[at]] || 'unknown'; } },
  { size: 1, read: function (data, b, at) { data.slot = b[at]; } },
  { size: 0 },
  { size: 4, read: function (data, b, at) { data.switchings = u32(b, at); } },
  { size: 4, read: function (data, b, at) { data.onSeconds = u32(b, at); } },
  { size: 0 },
  { size: 0 },
  { size: 4, read: function (data, b, at) { data.clock = u32(b, at); } }
];

var SENSORS = [
  { size: 1, read: function (data, b, at) { data.temperature = b[at] / 2 - 15; } }, // °C
  { size: 2, read: function (data, b, at) { data.illuminance = u16(b, at); } }, // lx
  { size: 1, read: function (data, b, at) { data.tilt = round(b[at] / 2.5, 10); } }, // degrees
  { size: 1, read: function (data, b, at) { data.frequency = round(b[at] / 10 + 45, 10); } }, // Hz
  { size: 1, read: function (data, b, at) { data.powerFactor = round(b[at] / 100 - 1, 100); } },
  { size: 2, read: function (data, b, at) { data.voltage = u16(b, at) / 10; } }, // V
  { size: 2, read: function (data, b, at) { data.current = u16(b, at) / 1000; } }, // A
  { size: 4, read: function (data, b, at) { data.energy = u32(b, at); } }, // Wh
  { size: 4, read: function (data, b, at) { data.reactiveEnergy = u32(b, at); } }, // varh
  { size: 8, read: function (data, b, at) {
    data.latitude = round(u32(b, at) / 1e6 - 90, 1e6);
    data.longitude = round(u32(b, at + 4) / 1e6 - 180, 1e6);
  } }
];

function fields(data, b, at, table, flags) {
  table.forEach(function (field, n) {
    if (!((flags >> n) & 1) || !field.size) { return; }
    if (at + field.size <= b.length) { field.read(data, b, at); }
    at += field.size;
  });
  return at;
}

function named(data, names, flags) {
  names.forEach(function (name, n) { data[name] = ((flags >> n) & 1) === 1; });
}

function decodeUplink(input) {
  var b = input.bytes;
  if (input.fPort !== 14 && input.fPort !== 15) { return fail('port ' + input.fPort + ' is not known, expected 14 or 15'); }
  if (b.length < 2) { return fail('message has ' + b.length + ' bytes, expected at least 2'); }
  if (b[0] !== 1) { return fail('version is ' + b[0] + ', expected 1'); }
  var at = 2;
  var flags = [0, 1, 2, 3].map(function (part) {
    if (!((b[1] >> part) & 1)) { return undefined; }
    at += part === 3 ? 1 : 2;
    return part === 3 ? b[at - 1] : u16(b, at - 2);
  });
  if (at > b.length) { return fail('message has ' + b.length + ' bytes, expected at least ' + at); }
  var data = { model: input.fPort === 14 ? 'ITP 200' : 'ITP 202' };
  if (flags[0] !== undefined) {
    data.on = ((flags[0] >> 4) & 1) === 1;
    data.placed = ((flags[0] >> 7) & 1) === 1;
    data.clockSet = ((flags[0] >> 8) & 1) === 1;
    at = fields(data, b, at, STATUS, data.clockSet ? flags[0] : flags[0] & 0x1ff);
  }
  if (flags[1] !== undefined) { at = fields(data, b, at, SENSORS, flags[1]); }
  if (at !== b.length) { return fail('message has ' + b.length + ' bytes, expected ' + at); }
  if (flags[2] !== undefined) { named(data, ALERTS, flags[2]); }
  if (flags[3] !== undefined) { named(data, ERRORS, flags[3]); }
  if (flags[2] !== undefined || flags[3] !== undefined) { data.fault = ((flags[2] || 0) & 0x3c7e) !== 0 || (flags[3] || 0) !== 0; }
  return { data: data };
}
