// Milesight EM310-UDL, EM400-MUD and EM400-TLD: distance to the contents of a container, by ultrasound or time of flight.
// Uplink, any port (85 as delivered): records of channel (u8) | type (u8) | value; numbers little endian
//   01 75 battery (u8, %)                 03 67 temperature (i16, 0.1 °C)             83 67 the same | alarm (u8)
//   03 82 distance (u16, mm; EM310-UDL)   04 82 distance (u16, mm; EM400)             84 82 the same | alarm (u8)
//   04 00 position (u8: 0 upright, 1 tilted; EM310-UDL)                               05 00 the same (EM400)
//   ff 01 protocol (u8)  ff 09 hardware (u16)  ff 0a firmware (u16)  ff ff tsl (u16)  ff 16 serial number (8)
//   ff 0b switched on    ff fe restarted       ff 0f class (u8)
//   fe/ff 02, 03, 10, 28 and 71 repeat what a downlink has set
//   alarm: 0 over, 1 limit crossed
// Downlink, port 85: ff 03 report interval (u16, s) | ff 71 mode (u8: 0 standard, 1 bin, 2 parking; EM400) | ff 10 ff restart
// Source: Milesight IoT, SensorDecoders, em-series (em310-udl, em400-mud, em400-tld), https://github.com/Milesight-IoT/SensorDecoders
function u16(b, i) { return b[i] | (b[i + 1] << 8); }
function i16(b, i) { return (u16(b, i) << 16) >> 16; }
function hex(b, i, n) {
  var text = '';
  for (var k = i; k < i + n; k++) { text += ('0' + b[k].toString(16)).slice(-2); }
  return text;
}

var MODES = ['standard', 'bin', 'parking'];

function battery(b, i, d) { d.battery = b[i]; }
function temperature(b, i, d) { d.temperature = i16(b, i) / 10; }
function distance(b, i, d) { d.distance = u16(b, i); }
function tilted(b, i, d) { d.tilted = b[i] === 1; }
function reportInterval(b, i, d) { d.reportInterval = u16(b, i); }
function collectionInterval(b, i, d) { d.collectionInterval = u16(b, i); }
function mode(b, i, d) { d.mode = MODES[b[i]] || 'unknown'; }
function restarting(b, i, d) { d.restarting = true; }
function statusAsked(b, i, d) { d.statusAsked = true; }

var RECORDS = {
  0x0175: [1, battery],
  0x0367: [2, temperature],
  0x0382: [2, distance],
  0x0482: [2, distance],
  0x0400: [1, tilted],
  0x0500: [1, tilted],
  0x8367: [3, function (b, i, d) { temperature(b, i, d); d.temperatureAlarm = b[i + 2] === 1; }],
  0x8482: [3, function (b, i, d) { distance(b, i, d); d.distanceAlarm = b[i + 2] === 1; }],
  0xff01: [1, function (b, i, d) { d.protocol = (b[i] >> 4) + '.' + (b[i] & 15); }],
  0xff09: [2, function (b, i, d) { d.hardware = b[i].toString(16) + '.' + (b[i + 1] >> 4); }],
  0xff0a: [2, function (b, i, d) { d.firmware = b[i].toString(16) + '.' + b[i + 1].toString(16); }],
  0xffff: [2, function (b, i, d) { d.tsl = b[i] + '.' + b[i + 1]; }],
  0xff16: [8, function (b, i, d) { d.serialNumber = hex(b, i, 8); }],
  0xff0b: [1, function (b, i, d) { d.switchedOn = true; }],
  0xfffe: [1, function (b, i, d) { d.restarted = true; }],
  0xff0f: [1, function (b, i, d) { d.deviceClass = ['A', 'B', 'C', 'C to B'][b[i]] || 'unknown'; }],
  0xff02: [2, collectionInterval],
  0xfe02: [2, collectionInterval],
  0xff03: [2, reportInterval],
  0xfe03: [2, reportInterval],
  0xff71: [1, mode],
  0xfe71: [1, mode],
  0xff10: [1, restarting],
  0xfe10: [1, restarting],
  0xff28: [1, statusAsked],
  0xfe28: [1, statusAsked]
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
  if (d.mode !== undefined) {
    return MODES.indexOf(d.mode) < 0 ? { errors: ['mode is ' + d.mode + ', expected ' + MODES.join(', ')] }
      : { fPort: 85, bytes: [0xff, 0x71, MODES.indexOf(d.mode)] };
  }
  if (d.restart) { return { fPort: 85, bytes: [0xff, 0x10, 0xff] }; }
  return { errors: ['nothing to tell, expected reportInterval, mode or restart'] };
}

function decodeDownlink(input) {
  var known = [0xff03, 0xff71, 0xff10];
  var b = input.bytes;
  return known.indexOf((b[0] << 8) | b[1]) < 0 ? { errors: ['not a command of this sensor'] } : decodeUplink(input);
}
