// ELSYS ERS: room sensors for CO2 (ERS CO2) and sound (ERS Sound).
// Source: ELSYS, "LoRa payload format" and "Downlink payload v2.1"; https://www.elsys.se/en/elsys-payload/
// Any port (5 as delivered), big-endian: records of kind (u8) and value:
//   01 temperature (i16, 0.1 °C)   02 humidity (u8 percent)   04 light (u16 lx)   05 motions (u8)   06 CO2 (u16 ppm)   07 battery (u16 mV)
//   11 occupancy (u8: 0 free, 1 pending, 2 occupied)   14 air pressure (u32, 0.001 hPa)   15 sound, peak and mean (two u8, dB)
//   1c organic compounds (u16 ppb)   3d debug (u32)   3e settings: length (u8) and so many bytes
// Downlink, the port of the uplinks and one (6): 3e | length (u8) | settings of kind (u8) and value: 14 measuring period (u32 s)
function u16(b, at) { return (b[at] << 8) | b[at + 1]; }
function u32(b, at) { return ((u16(b, at) << 16) | u16(b, at + 2)) >>> 0; }
function hex(x) { return ('0' + x.toString(16)).slice(-2); }

var RECORDS = {
  0x01: [2, function (b, at, d) { d.temperature = ((u16(b, at) << 16) >> 16) / 10; }],
  0x02: [1, function (b, at, d) { d.humidity = b[at]; }],
  0x04: [2, function (b, at, d) { d.illuminance = u16(b, at); }],
  0x05: [1, function (b, at, d) { d.motions = b[at]; d.motion = b[at] > 0; }],
  0x06: [2, function (b, at, d) { d.co2 = u16(b, at); }],
  0x07: [2, function (b, at, d) { d.batteryVoltage = u16(b, at) / 1000; }],
  0x11: [1, function (b, at, d) { d.occupancy = b[at]; d.motion = b[at] > 0; }],
  0x14: [4, function (b, at, d) { d.pressure = u32(b, at) / 1000; }],
  0x15: [2, function (b, at, d) { d.soundPeak = b[at]; d.soundMean = b[at + 1]; }],
  0x1c: [2, function (b, at, d) { d.tvoc = u16(b, at); }],
  0x3d: [4, function (b, at, d) { d.debug = u32(b, at); }]
};

function settings(b, at, d) { d.settings = b.slice(at + 1, at + 1 + b[at]).map(hex).join(''); }

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

function encodeDownlink(input) {
  var seconds = Math.round(input.data.reportInterval);
  if (!(seconds >= 60 && seconds <= 86400)) { return { errors: ['reportInterval is ' + seconds + ', expected 60 to 86400'] }; }
  return { fPort: 6, bytes: [0x3e, 5, 0x14, 0, (seconds >> 16) & 255, (seconds >> 8) & 255, seconds & 255] };
}

function decodeDownlink(input) {
  var b = input.bytes;
  if (b.length !== 7 || b[0] !== 0x3e || b[2] !== 0x14) { return { errors: ['not a command of this sensor'] }; }
  return { data: { reportInterval: u32(b, 3) } };
}
