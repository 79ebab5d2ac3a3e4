// Milesight EM500-SMTC: soil moisture, temperature and conductivity.
// Uplink, any port (85 as delivered): records of channel (u8) | type (u8) | value; numbers little endian
//   01 75 battery (u8, %)              03 67 temperature (i16, 0.1 °C)
//   04 68 moisture (u8, 0.5 %)         04 ca moisture (u16, 0.01 %)         05 7f conductivity (u16, µS/cm)
//   83 d7 temperature (i16, 0.1 °C) | its change (i16, 0.1 °C) | alarm (u8: 0 over, 1 limit crossed, 2 changed too fast)
//   20 ce kept while unheard: time (u32, s since 1970) | conductivity | temperature | moisture (u16, 0.01 %)
//   ffff and fffd in place of a u16: the probe was not read, or is beyond its range
//   ff 01 protocol (u8)  ff 09 hardware (u16)  ff 0a firmware (u16)  ff ff tsl (u16)  ff 16 serial number (8)
//   ff 0b switched on    ff fe restarted       ff 0f class (u8)
//   fe/ff 03 and 10 repeat what a downlink has set
// Downlink, port 85: ff 03 report interval (u16, s) | ff 10 ff restart
// Source: Milesight IoT, SensorDecoders, em-series/em500-smtc/README.md, https://github.com/Milesight-IoT/SensorDecoders
function u16(b, i) { return b[i] | (b[i + 1] << 8); }
function i16(b, i) { return (u16(b, i) << 16) >> 16; }
function u32(b, i) { return (u16(b, i) | (u16(b, i + 2) << 16)) >>> 0; }
function hex(b, i, n) {
  var text = '';
  for (var k = i; k < i + n; k++) { text += ('0' + b[k].toString(16)).slice(-2); }
  return text;
}

function probe(b, i, d, name, scale) {
  var raw = u16(b, i);
  if (raw === 0xffff || raw === 0xfffd) { d.probeFault = true; } else { d[name] = raw / scale; }
}
function temperature(b, i, d) { d.temperature = i16(b, i) / 10; }
function moisture(b, i, d) { probe(b, i, d, 'moisture', 100); }
function conductivity(b, i, d) { probe(b, i, d, 'conductivity', 1); }
function changed(b, i, d) {
  temperature(b, i, d);
  d.temperatureChange = i16(b, i + 2) / 10;
  d.temperatureAlarm = b[i + 4] !== 0;
}
function kept(b, i, d) {
  var point = { time: u32(b, i) };
  conductivity(b, i + 4, point);
  temperature(b, i + 6, point);
  moisture(b, i + 8, point);
  d.history = (d.history || []).concat(point);
}
function reportInterval(b, i, d) { d.reportInterval = u16(b, i); }
function restarting(b, i, d) { d.restarting = true; }

var RECORDS = {
  0x0175: [1, function (b, i, d) { d.battery = b[i]; }],
  0x0367: [2, temperature],
  0x0468: [1, function (b, i, d) { d.moisture = b[i] / 2; }],
  0x04ca: [2, moisture],
  0x057f: [2, conductivity],
  0x83d7: [5, changed],
  0x20ce: [10, kept],
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
