// Seeed SenseCAP S2120: weather station with eight measurements.
// Source: Seeed, "SenseCAP S2120 user guide", chapter payload decoding; https://wiki.seeedstudio.com (SenseCAP S2120)
// Any port, big-endian: records of kind (u8) and value:
//   01 temperature (i16, 0.1 °C) | humidity (u8 percent) | light (u32 lx) | UV index (u8, 0.1) | wind speed (u16, 0.1 m/s)
//   02 wind direction (u16 degree) | rain (u32, 0.001 mm/h) | air pressure (u16, 10 Pa)
//   03 battery (u8 percent)   04 battery | hardware (two u8) | firmware (two u8) | measuring and positioning interval (u16 min each)
//   05 the intervals   06 sensor error (u8, 0 none)   10 state (u8) | sensor (eight bytes)
function u16(b, at) { return (b[at] << 8) | b[at + 1]; }
function u32(b, at) { return ((u16(b, at) << 16) | u16(b, at + 2)) >>> 0; }
function hex(x) { return ('0' + x.toString(16)).slice(-2); }
function fail(text) { return { errors: [text] }; }

function intervals(b, at, d) {
  d.reportInterval = u16(b, at) * 60; // s
  d.positionInterval = u16(b, at + 2) * 60;
}

var RECORDS = {
  0x01: [10, function (b, at, d) {
    d.temperature = ((u16(b, at) << 16) >> 16) / 10; // °C
    d.humidity = b[at + 2]; // percent
    d.illuminance = u32(b, at + 3); // lx
    d.uvIndex = b[at + 7] / 10;
    d.windSpeed = u16(b, at + 8) / 10; // m/s
  }],
  0x02: [8, function (b, at, d) {
    d.windDirection = u16(b, at); // degrees
    d.rain = u32(b, at + 2) / 1000; // mm/h
    d.pressure = u16(b, at + 6) / 10; // hPa
  }],
  0x03: [1, function (b, at, d) { d.battery = b[at]; }],
  0x04: [9, function (b, at, d) {
    d.battery = b[at];
    d.hardware = b[at + 1] + '.' + b[at + 2];
    d.firmware = b[at + 3] + '.' + b[at + 4];
    intervals(b, at + 5, d);
  }],
  0x05: [4, intervals],
  0x06: [1, function (b, at, d) { d.errorCode = b[at]; d.sensorFault = b[at] !== 0; }],
  0x10: [9, function (b, at, d) { d.sensorState = b[at]; d.sensor = b.slice(at + 1, at + 9).map(hex).join(''); }]
};

function decodeUplink(input) {
  var b = input.bytes;
  var data = {};
  if (b.length === 0) { return fail('message is empty, expected records'); }
  for (var at = 0; at < b.length;) {
    var record = RECORDS[b[at]];
    if (!record) { return fail('record ' + hex(b[at]) + ' at byte ' + at + ' is not known'); }
    if (at + 1 + record[0] > b.length) { return fail('record ' + hex(b[at]) + ' has ' + (b.length - at - 1) + ' bytes, expected ' + record[0]); }
    record[1](b, at + 1, data);
    at += 1 + record[0];
  }
  return { data: data };
}
