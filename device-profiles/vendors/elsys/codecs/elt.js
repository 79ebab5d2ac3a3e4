// ELSYS ELT-2 and ELT Ultrasonic: the maker's common format.
// Uplink, any port (5 as delivered): records of kind (u8) | value; numbers big endian
//   01 temperature (i16, 0.1 °C)     02 humidity (u8, %)           03 acceleration X, Y, Z (3 i8, 1/63 g)  04 light (u16, lx)
//   05 motion (u8)                   06 CO2 (u16, ppm)             07 battery (u16, mV)                    08, 18 analogue input (u16, mV)
//   09 place (2 i24, 0.0001°)        0a, 16 pulses since the last (u16)                                    0b, 17 pulses (u32)
//   0c, 19 probe (i16, 0.1 °C)       0d, 1a input (u8)             0e distance (u16, mm)                   0f knocks (u8)
//   10 infrared: own and seen temperature (2 i16, 0.1 °C)          11 occupancy (u8)                       12 leak (u8)
//   14 pressure (u32, 0.001 hPa)     15 sound, peak and mean (2 u8, dB)                                    1b analogue (i32, µV)
//   1c TVOC (u16, ppb)               3d debug (u32)                3e settings: length (u8) | so many bytes
// Downlink, uplink's port + 1 (6): 3e | length (u8) | settings of kind (u8) | value; 14 measuring period (u32, s)
// Source: ELSYS, LoRa payload format and Downlink payload v2.1, https://www.elsys.se/en/elsys-payload/
function u16(b, i) { return (b[i] << 8) | b[i + 1]; }
function i16(b, i) { return (u16(b, i) << 16) >> 16; }
function i8(b, i) { return (b[i] << 24) >> 24; }
function i24(b, i) { return ((u16(b, i) << 16) | (b[i + 2] << 8)) >> 8; }
function i32(b, i) { return (u16(b, i) << 16) | u16(b, i + 2); }
function u32(b, i) { return i32(b, i) >>> 0; }
function byte(name) { return [1, function (b, i, d) { d[name] = b[i]; }]; }
function flag(name) { return [1, function (b, i, d) { d[name] = b[i] !== 0; }]; }
function word(name) { return [2, function (b, i, d) { d[name] = u16(b, i); }]; }
function number(name) { return [4, function (b, i, d) { d[name] = u32(b, i); }]; }
function tenths(name) { return [2, function (b, i, d) { d[name] = i16(b, i) / 10; }]; }

var RECORDS = {
  0x01: tenths('temperature'),
  0x02: byte('humidity'),
  0x03: [3, function (b, i, d) { d.acceleration = { x: i8(b, i), y: i8(b, i + 1), z: i8(b, i + 2) }; }],
  0x04: word('light'),
  0x05: byte('motion'),
  0x06: word('co2'),
  0x07: [2, function (b, i, d) { d.batteryVoltage = u16(b, i) / 1000; }],
  0x08: word('analog1'),
  0x09: [6, function (b, i, d) { d.place = { latitude: i24(b, i) / 10000, longitude: i24(b, i + 3) / 10000 }; }],
  0x0a: word('pulses1SinceReport'),
  0x0b: number('pulses1'),
  0x0c: tenths('probeTemperature'),
  0x0d: flag('input1'),
  0x0e: word('distance'),
  0x0f: byte('knocks'),
  0x10: [4, function (b, i, d) { d.infrared = { own: i16(b, i) / 10, seen: i16(b, i + 2) / 10 }; }],
  0x11: byte('occupancy'),
  0x12: byte('leak'),
  0x14: [4, function (b, i, d) { d.pressure = u32(b, i) / 1000; }],
  0x15: [2, function (b, i, d) { d.sound = { peak: b[i], mean: b[i + 1] }; }],
  0x16: word('pulses2SinceReport'),
  0x17: number('pulses2'),
  0x18: word('analog2'),
  0x19: tenths('probe2Temperature'),
  0x1a: flag('input2'),
  0x1b: [4, function (b, i, d) { d.analogMicrovolts = i32(b, i); }],
  0x1c: word('tvoc'),
  0x3d: number('debug')
};

function hex(byte) { return ('0' + byte.toString(16)).slice(-2); }

function decodeUplink(input) {
  var b = input.bytes;
  var data = {};
  if (b.length === 0) { return { errors: ['message is empty, expected records'] }; }
  for (var at = 0; at < b.length;) {
    var record = b[at] === 0x3e && at + 1 < b.length ? [1 + b[at + 1], settings] : RECORDS[b[at]];
    if (!record) { return { errors: ['record ' + hex(b[at]) + ' at byte ' + at + ' is not known'] }; }
    if (at + 1 + record[0] > b.length) {
      return { errors: ['record ' + hex(b[at]) + ' has ' + (b.length - at - 1) + ' bytes, expected ' + record[0]] };
    }
    record[1](b, at + 1, data);
    at += 1 + record[0];
  }
  return { data: data };
}

function settings(b, i, d) { d.settings = b.slice(i + 1, i + 1 + b[i]).map(hex).join(''); }

function encodeDownlink(input) {
  var s = input.data.reportInterval;
  if (s === undefined) { return { errors: ['nothing to tell, expected reportInterval'] }; }
  return { fPort: 6, bytes: [0x3e, 5, 0x14, (s >>> 24) & 255, (s >>> 16) & 255, (s >>> 8) & 255, s & 255] };
}

function decodeDownlink(input) {
  var b = input.bytes;
  if (b.length !== 7 || b[0] !== 0x3e || b[2] !== 0x14) { return { errors: ['not a command of this sensor'] }; }
  return { data: { reportInterval: u32(b, 3) } };
}
