// Milesight EM300-DI: pulses of a water meter, with temperature and humidity.
// Uplink, any port (85 as delivered): records of channel (u8) | type (u8) | value; numbers little endian
//   01 75 battery (u8, %)     03 67 temperature (i16, 0.1 °C)   04 68 humidity (u8, 0.5 %)
//   05 00 input (u8: 0 low, 1 high)                            85 00 the same | alarm (u8: 0 over, 1 on)
//   05 c8 pulses (u32)
//   05 e1 amount of water (u16, 0.1) for so many pulses (u16, 0.1) | water counted (f32, in that amount's unit)
//   85 e1 the same | alarm (u8: 1 no water, 2 water again, 3 water runs on, 4 ran on and ended)
//   20 ce kept while unheard: time (u32, s since 1970) | temperature | humidity | kind (u8: 1 input, 2 pulses) | input (u8) | pulses (u32)
//   21 ce kept while unheard: time | temperature | humidity | alarm (u8) | kind | input | amount | for pulses | water (f32)
//   ff 01 protocol (u8)  ff 09 hardware (u16)  ff 0a firmware (u16)  ff ff tsl (u16)  ff 16 serial number (8)
//   ff 0b switched on    ff fe restarted       ff 0f class (u8)
//   fe/ff 03 and 10 repeat what a downlink has set
// Downlink, port 85: ff 03 report interval (u16, s) | ff 4e 01 00 clear the counter | ff 10 ff restart
// Source: Milesight IoT, SensorDecoders, em-series/em300-di/README.md, https://github.com/Milesight-IoT/SensorDecoders
function u16(b, i) { return b[i] | (b[i + 1] << 8); }
function i16(b, i) { return (u16(b, i) << 16) >> 16; }
function u32(b, i) { return (u16(b, i) | (u16(b, i + 2) << 16)) >>> 0; }
function hex(b, i, n) {
  var text = '';
  for (var k = i; k < i + n; k++) { text += ('0' + b[k].toString(16)).slice(-2); }
  return text;
}

// IEEE 754 binary32; the meter's register is a float
function f32(b, i) { return new DataView(new Uint8Array(b.slice(i, i + 4)).buffer).getFloat32(0, true); }

function climate(b, i, d) {
  d.temperature = i16(b, i) / 10;
  d.humidity = b[i + 2] / 2;
}
function input(b, i, d) { d.inputHigh = b[i] === 1; }
function water(b, i, d) {
  d.waterPerPulses = u16(b, i) / 10;
  d.pulsesPerWater = u16(b, i + 2) / 10;
  d.water = Math.round(f32(b, i + 4) * 1000) / 1000;
}
function waterAlarm(b, i, d) {
  water(b, i, d);
  d.outage = b[i + 8] === 1;
  d.runsOn = b[i + 8] === 3;
}
function kept(b, i, d) {
  var point = { time: u32(b, i) };
  climate(b, i + 4, point);
  if (b[i + 7] === 1) { input(b, i + 8, point); } else { point.pulses = u32(b, i + 9); }
  d.history = (d.history || []).concat(point);
}
function keptWater(b, i, d) {
  var point = { time: u32(b, i) };
  climate(b, i + 4, point);
  point.alarm = b[i + 7];
  if (b[i + 8] === 1) { input(b, i + 9, point); } else { water(b, i + 10, point); }
  d.history = (d.history || []).concat(point);
}
function cleared(b, i, d) { d.counterCleared = true; }
function reportInterval(b, i, d) { d.reportInterval = u16(b, i); }
function restarting(b, i, d) { d.restarting = true; }

var RECORDS = {
  0x0175: [1, function (b, i, d) { d.battery = b[i]; }],
  0x0367: [2, function (b, i, d) { d.temperature = i16(b, i) / 10; }],
  0x0468: [1, function (b, i, d) { d.humidity = b[i] / 2; }],
  0x0500: [1, input],
  0x8500: [2, function (b, i, d) { input(b, i, d); d.inputAlarm = b[i + 1] === 1; }],
  0x05c8: [4, function (b, i, d) { d.pulses = u32(b, i); }],
  0x05e1: [8, water],
  0x85e1: [9, waterAlarm],
  0x20ce: [13, kept],
  0x21ce: [18, keptWater],
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
  0xff4e: [2, cleared],
  0xfe4e: [2, cleared]
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
  if (d.clearCounter) { return { fPort: 85, bytes: [0xff, 0x4e, 0x01, 0x00] }; }
  if (d.restart) { return { fPort: 85, bytes: [0xff, 0x10, 0xff] }; }
  return { errors: ['nothing to tell, expected reportInterval, clearCounter or restart'] };
}

function decodeDownlink(input) {
  var known = [0xff03, 0xff4e, 0xff10];
  var b = input.bytes;
  return known.indexOf((b[0] << 8) | b[1]) < 0 ? { errors: ['not a command of this sensor'] } : decodeUplink(input);
}
