// Milesight EM310-TILT: tilt about three axes, e.g. of a pole, a cover or a retaining wall.
// Uplink, any port (85 as delivered): records of channel (u8) | type (u8) | value; numbers little endian
//   01 75 battery (u8, %)   03 cf angles X, Y, Z (3 i16, 0.01°) | limits crossed (bit 0 X, 1 Y, 2 Z)
//   ff 01 protocol (u8)  ff 09 hardware (u16)  ff 0a firmware (u16)  ff ff tsl (u16)  ff 16 serial number (8)
//   ff 0b switched on    ff fe restarted       ff 0f class (u8)
//   fe/ff 03 and 10 repeat what a downlink has set
// Downlink, port 85: ff 03 report interval (u16, s) | ff 10 ff restart
// Source: Milesight IoT, SensorDecoders, em-series/em310-tilt/README.md, https://github.com/Milesight-IoT/SensorDecoders
function u16(b, i) { return b[i] | (b[i + 1] << 8); }
function i16(b, i) { return (u16(b, i) << 16) >> 16; }
function hex(b, i, n) {
  var text = '';
  for (var k = i; k < i + n; k++) { text += ('0' + b[k].toString(16)).slice(-2); }
  return text;
}

function angles(b, i, d) {
  d.angleX = i16(b, i) / 100;
  d.angleY = i16(b, i + 2) / 100;
  d.angleZ = i16(b, i + 4) / 100;
  d.limitX = (b[i + 6] & 1) !== 0;
  d.limitY = (b[i + 6] & 2) !== 0;
  d.limitZ = (b[i + 6] & 4) !== 0;
  d.limitCrossed = (b[i + 6] & 7) !== 0;
}
function reportInterval(b, i, d) { d.reportInterval = u16(b, i); }
function restarting(b, i, d) { d.restarting = true; }

var RECORDS = {
  0x0175: [1, function (b, i, d) { d.battery = b[i]; }],
  0x03cf: [7, angles],
  0xff01: [1, function (b, i, d) { d.protocol = (b[i] >> 4) + '.' + (b[i] & 15); }],
  0xff09: [2, function (b, i, d) { d.hardware = b[i].toString(16) + '.' + (b[i + 1] >> 4); }],
  0xff0a: [2, function (b, i, d) { d.firmware = b[i].toString(16) + '.' + b[i + 1].toString(16); }],
  0xffff: [2, function (b, i, d) { d.tsl = b[i] + '.' + b[i + 1]; }],
  0xff16: [8, function (b, i, d) { d.serialNumber = hex(b, i, 8); }],
  0xff0b: [1, function (b, i, d) { d.switchedOn = true; }],
  0xfffe: [1, function (b, i, d) { d.restarted = true; }],
  0xff0f: [1, function (b, i, d) { d.deviceClass = ['A', 'B', 'C', 'C to B'][b[i]] || 'unknown'; }],
  0xff03: [2, reportInterval],
  0xfe03: [2, reportInterval],
  0xff10: [1, restarting],
  0xfe10: [1, restarting]
};

function decodeUplink(input) {
  var b = input.bytes;
  var data = {};
  if (b.length === 0) { return { errors: ['message is empty, expected records'] }; }
  for (var at = 0; at < b.length;) {
    var name = hex(b, at, Math.min(2, b.length - at));
    var record = RECORDS[parseInt(name, 16)];
    if (name.length < 4 || !record) { return { errors: ['record ' + name + ' at byte ' + at + ' is not known'] }; }
    if (at + 2 + record[0] > b.length) {
      return { errors: ['record ' + name + ' has ' + (b.length - at - 2) + ' bytes, expected ' + record[0]] };
    }
    record[1](b, at + 2, data);
    at += 2 + record[0];
  }
  return { data: data };
}

function encodeDownlink(input) {
  var d = input.data;
  if (d.reportInterval !== undefined) {
    return { fPort: 85, bytes: [0xff, 0x03, d.reportInterval & 255, (d.reportInterval >> 8) & 255] };
  }
  if (d.restart) { return { fPort: 85, bytes: [0xff, 0x10, 0xff] }; }
  return { errors: ['nothing to tell, expected reportInterval or restart'] };
}

function decodeDownlink(input) {
  var known = [0xff03, 0xff10];
  var b = input.bytes;
  return known.indexOf((b[0] << 8) | b[1]) < 0 ? { errors: ['not a command of this sensor'] } : decodeUplink(input);
}
