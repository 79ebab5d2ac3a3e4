// Milesight VS350: people passing, counted by radar or infrared without recognising anybody.
// Uplink, any port (85 as delivered): records of channel (u8) | type (u8) | value; numbers little endian
//   01 75 battery (u8, %)              03 67 temperature (i16, 0.1 °C)
//   04 cc in and out, in total (2 u16) 05 cc in and out of the interval (2 u16)   0a ef time (u32, s since 1970)
//   83 67, 84 cc and 85 cc: the same | alarm (u8: 0 over, 1 limit crossed, 3 too hot, 4 no longer too hot)
//   81 ee sensitivity (u8)
//   20 ce kept while unheard: time (u32) | kind (u8) | in and out of the interval | kind 1 only: in and out, in total
//   ff 01 protocol (u8)  ff 09 hardware (u16)  ff 0a firmware (u16)  ff 1f firmware (4 u8)  ff ff tsl (u16)  ff 16 serial number (8)
//   ff 0b switched on    ff fe restarted       ff 0f class (u8)
//   fe/ff 8e, 10, a8 and a9 repeat what a downlink has set
// Downlink, port 85: ff 8e 00 report interval (u16, min) | ff a8 01 clear the total in | ff a9 01 clear the total out | ff 10 ff restart
// Source: Milesight IoT, SensorDecoders, vs-series/vs350/README.md, https://github.com/Milesight-IoT/SensorDecoders
function u16(b, i) { return b[i] | (b[i + 1] << 8); }
function i16(b, i) { return (u16(b, i) << 16) >> 16; }
function u32(b, i) { return (u16(b, i) | (u16(b, i + 2) << 16)) >>> 0; }
function hex(b, i, n) {
  var text = '';
  for (var k = i; k < i + n; k++) { text += ('0' + b[k].toString(16)).slice(-2); }
  return text;
}

function temperature(b, i, d) { d.temperature = i16(b, i) / 10; }
function totals(b, i, d) {
  d.inTotal = u16(b, i);
  d.outTotal = u16(b, i + 2);
}
function period(b, i, d) {
  d['in'] = u16(b, i);
  d.out = u16(b, i + 2);
}
function kept(b, i, d) {
  var point = { time: u32(b, i) };
  period(b, i + 5, point);
  if (b[i + 4] === 1) { totals(b, i + 9, point); }
  d.history = (d.history || []).concat(point);
}
function keptLength(b, i) { return b[i + 4] === 1 ? 13 : 9; }
function reportInterval(b, i, d) { d.reportInterval = u16(b, i + 1) * 60; }
function restarting(b, i, d) { d.restarting = true; }
function clearedIn(b, i, d) { d.totalInCleared = true; }
function clearedOut(b, i, d) { d.totalOutCleared = true; }

var RECORDS = {
  0x0175: [1, function (b, i, d) { d.battery = b[i]; }],
  0x0367: [2, temperature],
  0x04cc: [4, totals],
  0x05cc: [4, period],
  0x0aef: [4, function (b, i, d) { d.time = u32(b, i); }],
  0x81ee: [1, function (b, i, d) { d.sensitivity = b[i]; }],
  0x8367: [3, function (b, i, d) { temperature(b, i, d); d.temperatureAlarm = b[i + 2] === 1 || b[i + 2] === 3; }],
  0x84cc: [5, function (b, i, d) { totals(b, i, d); d.totalAlarm = b[i + 4] === 1; }],
  0x85cc: [5, function (b, i, d) { period(b, i, d); d.alarm = b[i + 4] === 1; }],
  0x20ce: [9, kept, keptLength],
  0xff1f: [4, function (b, i, d) { d.firmware = b.slice(i, i + 4).join('.'); }],
  0xff01: [1, function (b, i, d) { d.protocol = (b[i] >> 4) + '.' + (b[i] & 15); }],
  0xff09: [2, function (b, i, d) { d.hardware = b[i].toString(16) + '.' + (b[i + 1] >> 4); }],
  0xff0a: [2, function (b, i, d) { d.firmware = b[i].toString(16) + '.' + b[i + 1].toString(16); }],
  0xffff: [2, function (b, i, d) { d.tsl = b[i] + '.' + b[i + 1]; }],
  0xff16: [8, function (b, i, d) { d.serialNumber = hex(b, i, 8); }],
  0xff0b: [1, function (b, i, d) { d.switchedOn = true; }],
  0xfffe: [1, function (b, i, d) { d.restarted = true; }],
  0xff0f: [1, function (b, i, d) { d.deviceClass = ['A', 'B', 'C', 'C to B'][b[i]] || 'unknown'; }],
  0xff8e: [3, reportInterval],
  0xfe8e: [3, reportInterval],
  0xff10: [1, restarting],
  0xfe10: [1, restarting],
  0xffa8: [1, clearedIn],
  0xfea8: [1, clearedIn],
  0xffa9: [1, clearedOut],
  0xfea9: [1, clearedOut]
};

function decodeUplink(input) {
  var b = input.bytes;
  var data = {};
  if (b.length === 0) { return { errors: ['message is empty, expected records'] }; }
  for (var at = 0; at < b.length;) {
    var name = hex(b, at, Math.min(2, b.length - at));
    var record = RECORDS[parseInt(name, 16)];
    if (name.length < 4 || !record) { return { errors: ['record ' + name + ' at byte ' + at + ' is not known'] }; }
    var length = record[2] ? record[2](b, at + 2) : record[0];
    if (at + 2 + length > b.length) {
      return { errors: ['record ' + name + ' has ' + (b.length - at - 2) + ' bytes, expected ' + length] };
    }
    record[1](b, at + 2, data);
    at += 2 + length;
  }
  return { data: data };
}

function encodeDownlink(input) {
  var d = input.data;
  if (d.reportInterval !== undefined) {
    var minutes = Math.round(d.reportInterval / 60);
    return { fPort: 85, bytes: [0xff, 0x8e, 0x00, minutes & 255, minutes >> 8] };
  }
  if (d.clearTotals) { return { fPort: 85, bytes: [0xff, 0xa8, 0x01, 0xff, 0xa9, 0x01] }; }
  if (d.restart) { return { fPort: 85, bytes: [0xff, 0x10, 0xff] }; }
  return { errors: ['nothing to tell, expected reportInterval, clearTotals or restart'] };
}

function decodeDownlink(input) {
  var known = [0xff8e, 0xffa8, 0xff10];
  var b = input.bytes;
  return known.indexOf((b[0] << 8) | b[1]) < 0 ? { errors: ['not a command of this sensor'] } : decodeUplink(input);
}
