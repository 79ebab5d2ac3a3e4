// MOKOSMART LW009-SM: parking sensor with radar and magnetometer, surface-mounted.
// Port 1: head (u8) | protocol (u8) | time (u32, s since 1970) | counter (u16) | length (u16) | instruction (u8) | encrypted (u8) |
//   so many bytes of records: tag (u8) | length (u8) | value; numbers big endian
//   02 cause (00 heartbeat, 0b left, 0c arrived, 0d strong magnetic field, 0e battery low, 10 magnetometer failed,
//      11 temperature sensor failed, 12 radar failed)
//   03 device (85 LW009-SM)       05 version            06 heartbeat interval (30 s)    0b temperature (i8 or i16, °C)
//   22 sensitivity                23 radar, raw         24 battery (%)                  25 magnetic field X, Y, Z (3 i16, raw)
//   29 battery (mV)               32 state (1 car)      35 humidity (%)
// Source: MOKOSMART's LW009-SM parser in the TagoIO decoders, https://github.com/tago-io/decoders
function unsigned(v) { return v.reduce(function (sum, byte) { return sum * 256 + byte; }, 0); }
function signed(v) {
  var n = unsigned(v);
  var span = Math.pow(256, v.length);
  return n >= span / 2 ? n - span : n;
}
function hex(v) { return v.map(function (byte) { return ('0' + byte.toString(16)).slice(-2); }).join(''); }

var CAUSES = {
  0x00: 'heartbeat', 0x0b: 'left', 0x0c: 'arrived', 0x0d: 'strong magnetic field', 0x0e: 'battery low',
  0x10: 'magnetometer failed', 0x11: 'temperature sensor failed', 0x12: 'radar failed'
};

function cause(v, d) {
  var code = unsigned(v);
  d.cause = CAUSES[code] || 'unknown';
  d.sensorFault = code >= 0x10;
}

function field(v, d) {
  if (v.length === 6) { d.field = { x: signed(v.slice(0, 2)), y: signed(v.slice(2, 4)), z: signed(v.slice(4, 6)) }; }
}

var TAGS = {
  0x02: cause,
  0x03: function (v, d) { d.device = hex(v); },
  0x05: function (v, d) { d.version = unsigned(v); },
  0x06: function (v, d) { d.heartbeatInterval = unsigned(v) * 30; },
  0x0b: function (v, d) { d.temperature = signed(v); },
  0x22: function (v, d) { d.sensitivity = unsigned(v); },
  0x23: function (v, d) { d.radar = hex(v); },
  0x24: function (v, d) { d.battery = unsigned(v); },
  0x25: field,
  0x29: function (v, d) { d.batteryVoltage = unsigned(v) / 1000; },
  0x32: function (v, d) { d.occupied = unsigned(v) === 1; },
  0x35: function (v, d) { d.humidity = unsigned(v); }
};

function decodeUplink(input) {
  var b = input.bytes;
  if (input.fPort !== 1) { return { errors: ['port ' + input.fPort + ' is not known, expected 1'] }; }
  if (b.length < 12) { return { errors: ['message has ' + b.length + ' bytes, expected 12 and more'] }; }
  var end = 12 + unsigned(b.slice(8, 10));
  if (b.length < end) { return { errors: ['message has ' + b.length + ' bytes, expected ' + end] }; }
  if (b[11] !== 0) { return { errors: ['message is encrypted, expected plain records'] }; }
  var data = { protocol: b[1], time: unsigned(b.slice(2, 6)), counter: unsigned(b.slice(6, 8)) };
  var warnings = [];
  for (var at = 12; at < end; at += 2 + b[at + 1]) {
    if (at + 2 > end || at + 2 + b[at + 1] > end) { return { errors: ['record at byte ' + at + ' is cut'] }; }
    var value = b.slice(at + 2, at + 2 + b[at + 1]);
    if (TAGS[b[at]]) { TAGS[b[at]](value, data); } else { warnings.push('tag ' + hex([b[at]]) + ' is not known'); }
  }
  return { data: data, warnings: warnings };
}
