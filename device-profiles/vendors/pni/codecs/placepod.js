// PNI PlacePod, in the ground or on it: parking sensor.
// Uplink, any port: records of channel (u8) | type (u8) | value; numbers big endian
//   01 01 recalibrated (u8)        02 67 temperature (i16, 0.1 °C)   03 02 battery (i16, 0.01 V)   15 66 state (u8: 0 vacant, 1 occupied)
//   1c 01 deactivated (u8)         21 00 vehicles (u8)               37 66 keep-alive, state       37 00 keep-alive, vehicles
//   3f 01 restarted (u8)
// Source: PNI Sensor, "PlacePod Sensor Communications Protocol", 2.1, https://scribd.com/document/579156335/PNI-PlacePod-Sensor-Communications-Protocol
function i16(b, i) { return ((b[i] << 24) >> 16) | b[i + 1]; }
function hex(byte) { return ('0' + byte.toString(16)).slice(-2); }
function occupied(b, i, d) { d.occupied = b[i] === 1; }

var RECORDS = {
  0x0101: [1, function (b, i, d) { d.recalibrated = b[i] === 1; }],
  0x0267: [2, function (b, i, d) { d.temperature = i16(b, i) / 10; }],
  0x0302: [2, function (b, i, d) { d.batteryVoltage = i16(b, i) / 100; }],
  0x1566: [1, occupied],
  0x1c01: [1, function (b, i, d) { d.deactivated = b[i] === 1; }],
  0x2100: [1, function (b, i, d) { d.vehicles = b[i]; }],
  0x3766: [1, function (b, i, d) { occupied(b, i, d); d.keepAlive = true; }],
  0x3700: [1, function (b, i, d) { d.vehicles = b[i]; d.keepAlive = true; }],
  0x3f01: [1, function (b, i, d) { d.restarted = b[i] === 1; }]
};

function decodeUplink(input) {
  var b = input.bytes;
  var data = {};
  if (b.length < 2) { return { errors: ['message has ' + b.length + ' bytes, expected records'] }; }
  for (var at = 0; at < b.length;) {
    var name = b.slice(at, at + 2).map(hex).join('');
    var record = name.length === 4 && RECORDS[parseInt(name, 16)];
    if (!record) { return { errors: ['record ' + name + ' at byte ' + at + ' is not known'] }; }
    if (at + 2 + record[0] > b.length) {
      return { errors: ['record ' + name + ' has ' + (b.length - at - 2) + ' bytes, expected ' + record[0]] };
    }
    record[1](b, at + 2, data);
    at += 2 + record[0];
  }
  return { data: data };
}
