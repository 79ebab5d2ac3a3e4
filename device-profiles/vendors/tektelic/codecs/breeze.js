// TEKTELIC BREEZE and BREEZE-V: CO2 with temperature, humidity, air pressure and motion.
// Source: TEKTELIC, "BREEZE technical reference manual" as in its data converters; https://github.com/TektelicCommunications/data-converters
// Port 10, big-endian: records of channel (u8) | type (u8) | value:
//   00 ba battery (u16 mV)   00 d3 battery (u8 percent)   11 d3 battery of the display (u8 percent)   0b e4 CO2 (u16 ppm, for the air
//   pressure)   0e e4 CO2 (u16 ppm, raw)   0c 73 air pressure (u16, 0.1 hPa)   0a 00 motion (u8: 0 none, ff moved)   0d 04 motions (u16)
//   03 67 temperature (i16, 0.1 °C)   04 68 humidity (u8, 0.5 percent)
// Port 101, answer to a write: downlink (u8) | refused registers (u8 how many, their numbers) ...      Port 100, registers as they are
// Downlink port 100: a0 | seconds of a tick (u32): register 20 is written (80 added)
function u16(b, at) { return (b[at] << 8) | b[at + 1]; }
function fail(text) { return { errors: [text] }; }
function hex(bytes) { return bytes.map(function (x) { return ('0' + x.toString(16)).slice(-2); }).join(''); }

var RECORDS = {
  '00ba': [2, function (b, at, d) { d.batteryVoltage = u16(b, at) / 1000; }],
  '00d3': [1, function (b, at, d) { d.battery = b[at]; }],
  '11d3': [1, function (b, at, d) { d.displayBattery = b[at]; }],
  '0be4': [2, function (b, at, d) { d.co2 = u16(b, at); }],
  '0ee4': [2, function (b, at, d) { d.co2Raw = u16(b, at); }],
  '0c73': [2, function (b, at, d) { d.pressure = u16(b, at) / 10; }],
  '0a00': [1, function (b, at, d) { d.motion = b[at] === 0xff; }],
  '0d04': [2, function (b, at, d) { d.motions = u16(b, at); }],
  '0367': [2, function (b, at, d) { d.temperature = ((u16(b, at) << 16) >> 16) / 10; }],
  '0468': [1, function (b, at, d) { d.humidity = b[at] / 2; }]
};

function measurements(b) {
  var data = {};
  if (b.length === 0) { return fail('message has 0 bytes, expected records'); }
  for (var at = 0; at < b.length;) {
    var name = hex(b.slice(at, at + 2));
    var record = RECORDS[name];
    if (!record) { return fail('record ' + name + ' at byte ' + at + ' is not known'); }
    if (at + 2 + record[0] > b.length) { return fail('record ' + name + ' has ' + (b.length - at - 2) + ' bytes, expected ' + record[0]); }
    record[1](b, at + 2, data);
    at += 2 + record[0];
  }
  return { data: data };
}

function answer(b) {
  var refused = [];
  for (var at = 0; at < b.length; at += 2 + b[at + 1]) {
    if (at + 2 > b.length || at + 2 + b[at + 1] > b.length) { return fail('answer has ' + (b.length - at) + ' bytes, expected more'); }
    refused = refused.concat(b.slice(at + 2, at + 2 + b[at + 1]));
  }
  return { data: { refused: refused }, warnings: refused.map(function (register) { return 'register ' + register + ' was not written'; }) };
}

function decodeUplink(input) {
  if (input.fPort === 10) { return measurements(input.bytes); }
  if (input.fPort === 101) { return answer(input.bytes); }
  if (input.fPort === 100) { return { data: { registers: hex(input.bytes) } }; }
  return fail('port ' + input.fPort + ' is not known, expected 10, 100 or 101');
}

function encodeDownlink(input) {
  var seconds = Math.round(input.data.reportInterval);
  if (!(seconds >= 60 && seconds <= 86400)) { return fail('reportInterval is ' + seconds + ', expected 60 to 86400'); }
  return { fPort: 100, bytes: [0xa0, 0, (seconds >> 16) & 255, (seconds >> 8) & 255, seconds & 255] };
}

function decodeDownlink(input) {
  var b = input.bytes;
  if (input.fPort !== 100 || b.length !== 5 || b[0] !== 0xa0) { return fail('not a command of this sensor'); }
  return { data: { reportInterval: ((b[1] << 24) | (b[2] << 16) | u16(b, 3)) >>> 0 } };
}
