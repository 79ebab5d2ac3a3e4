// Milesight VS133: people crossing up to four lines and standing in up to four regions, counted by a time-of-flight camera.
// Uplink, any port (85 as delivered): records of channel (u8) | type (u8) | value; numbers little endian
//   line n = 1..4: channel 3n d2 in, in total (u32)    3n+1 d2 out, in total (u32)    3n+2 cc in and out of the interval (2 u16)
//   children alone: channel 14+3n d2, 15+3n d2 and 16+3n cc in the same way
//   0f e3 people in regions 1..4 (4 u8)                1d e3 children there
//   10 e4 region (u8) | mean and longest stay (2 u16, s)                              1e e4 children there
//   50 fc cause (u8) | node (u8: 0 this one) | view covered (u8: 1 yes)
//   20 ce kept while unheard: time (u32, s since 1970) | channel (u8) | its value (4)
//   ff 01 protocol (u8)  ff 09 hardware (u16)  ff 0a firmware (u16)  ff 1f firmware (4 u8)  ff ff tsl (u16)  ff 16 serial number (8)
//   ff 0b switched on    ff fe restarted       ff 0f class (u8)
//   fe/ff 03, 10 and 51 repeat what a downlink has set
// Downlink, port 85: ff 03 report interval (u16, s) | ff 51 ff clear the totals | ff 10 ff restart
// Source: Milesight IoT, SensorDecoders, vs-series/vs133/README.md, https://github.com/Milesight-IoT/SensorDecoders
function u16(b, i) { return b[i] | (b[i + 1] << 8); }
function i16(b, i) { return (u16(b, i) << 16) >> 16; }
function u32(b, i) { return (u16(b, i) | (u16(b, i + 2) << 16)) >>> 0; }
function hex(b, i, n) {
  var text = '';
  for (var k = i; k < i + n; k++) { text += ('0' + b[k].toString(16)).slice(-2); }
  return text;
}

function inTotal(name) { return function (b, i, d) { d[name + 'InTotal'] = u32(b, i); }; }
function outTotal(name) { return function (b, i, d) { d[name + 'OutTotal'] = u32(b, i); }; }
function period(name) {
  return function (b, i, d) {
    d[name + 'In'] = u16(b, i);
    d[name + 'Out'] = u16(b, i + 2);
  };
}
function regions(name) { return function (b, i, d) { d[name] = b.slice(i, i + 4); }; }
function stay(name) {
  return function (b, i, d) {
    d[name + b[i] + 'MeanStay'] = u16(b, i + 1);
    d[name + b[i] + 'LongestStay'] = u16(b, i + 3);
  };
}
function kept(b, i, d) {
  var point = { time: u32(b, i) };
  var record = RECORDS[(b[i + 4] << 8) | 0xd2] || RECORDS[(b[i + 4] << 8) | 0xcc];
  if (record) { record[1](b, i + 5, point); } else { point.channel = b[i + 4]; }
  d.history = (d.history || []).concat(point);
}
function cleared(b, i, d) { d.totalsCleared = true; }
function reportInterval(b, i, d) { d.reportInterval = u16(b, i); }
function restarting(b, i, d) { d.restarting = true; }

var RECORDS = {
  0x0fe3: [4, regions('inRegions')],
  0x1de3: [4, regions('childrenInRegions')],
  0x10e4: [5, stay('region')],
  0x1ee4: [5, stay('childrenRegion')],
  0x50fc: [3, function (b, i, d) { d.viewCovered = b[i + 2] === 1; }],
  0x20ce: [9, kept],
  0xff1f: [4, function (b, i, d) { d.firmware = b.slice(i, i + 4).join('.'); }],
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
  0xfe10: [1, restarting],
  0xff51: [1, cleared],
  0xfe51: [1, cleared]
};
for (var line = 1; line <= 4; line++) {
  RECORDS[(3 * line << 8) | 0xd2] = [4, inTotal('line' + line)];
  RECORDS[((3 * line + 1) << 8) | 0xd2] = [4, outTotal('line' + line)];
  RECORDS[((3 * line + 2) << 8) | 0xcc] = [4, period('line' + line)];
  RECORDS[((3 * line + 14) << 8) | 0xd2] = [4, inTotal('line' + line + 'Children')];
  RECORDS[((3 * line + 15) << 8) | 0xd2] = [4, outTotal('line' + line + 'Children')];
  RECORDS[((3 * line + 16) << 8) | 0xcc] = [4, period('line' + line + 'Children')];
}

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
  if (d.clearTotals) { return { fPort: 85, bytes: [0xff, 0x51, 0xff] }; }
  if (d.restart) { return { fPort: 85, bytes: [0xff, 0x10, 0xff] }; }
  return { errors: ['nothing to tell, expected reportInterval, clearTotals or restart'] };
}

function decodeDownlink(input) {
  var known = [0xff03, 0xff51, 0xff10];
  var b = input.bytes;
  return known.indexOf((b[0] << 8) | b[1]) < 0 ? { errors: ['not a command of this sensor'] } : decodeUplink(input);
}
