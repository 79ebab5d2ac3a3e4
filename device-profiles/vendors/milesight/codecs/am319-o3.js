// Milesight AM319-O3: room air with particles, ozone, CO2 and organic compounds.
// Uplink, any port (85 as delivered): records of channel (u8) | type (u8) | value; numbers little endian
//   01 75 battery (u8, %)        03 67 temperature (i16, 0.1 °C)   04 68 humidity (u8, 0.5 %)   05 00 motion (u8: 0 idle, 1 moved)
//   06 cb light (u8: level 0..5) 07 7d CO2 (u16, ppm)             08 7d TVOC (u16, 0.01 index)
//   08 e6 TVOC (u16, µg/m³)      09 73 pressure (u16, 0.1 hPa)    0b 7d PM2.5 (u16, µg/m³)     0c 7d PM10 (u16, µg/m³)
//   0d 7d ozone (u16, 0.01 ppm)  0e 01 buzzer (u8)
//   20 ce kept while unheard: time (u32, s since 1970) | temperature (i16) | humidity (u16, 0.5 %) | motion (u8) | light (u8) | CO2 |
//         TVOC (0.01 index) | pressure | PM2.5 | PM10 | ozone;  21 ce the same with TVOC in µg/m³
//   ff 01 protocol (u8)  ff 09 hardware (u16)  ff 0a firmware (u16)  ff ff tsl (u16)  ff 16 serial number (8)
//   ff 0b switched on    ff fe restarted       ff 0f class (u8)
//   fe/ff 03 and 10 repeat what a downlink has set
// Downlink, port 85: ff 03 report interval (u16, s) | ff 10 ff restart
// Source: Milesight IoT, SensorDecoders, am-series/am319-o3/README.md, https://github.com/Milesight-IoT/SensorDecoders
function u16(b, i) { return b[i] | (b[i + 1] << 8); }
function i16(b, i) { return (u16(b, i) << 16) >> 16; }
function u32(b, i) { return (u16(b, i) | (u16(b, i + 2) << 16)) >>> 0; }
function hex(b, i, n) {
  var text = '';
  for (var k = i; k < i + n; k++) { text += ('0' + b[k].toString(16)).slice(-2); }
  return text;
}

function kept(tvoc, by) {
  return function (b, i, d) {
    var point = { time: u32(b, i), temperature: i16(b, i + 4) / 10, humidity: u16(b, i + 6) / 2, motion: b[i + 8] === 1, lightLevel: b[i + 9],
      co2: u16(b, i + 10), pressure: u16(b, i + 14) / 10, pm25: u16(b, i + 16), pm10: u16(b, i + 18), o3: u16(b, i + 20) / 100 };
    point[tvoc] = u16(b, i + 12) / by;
    d.history = (d.history || []).concat(point);
  };
}
function reportInterval(b, i, d) { d.reportInterval = u16(b, i); }
function restarting(b, i, d) { d.restarting = true; }

var RECORDS = {
  0x0175: [1, function (b, i, d) { d.battery = b[i]; }],
  0x0367: [2, function (b, i, d) { d.temperature = i16(b, i) / 10; }],
  0x0468: [1, function (b, i, d) { d.humidity = b[i] / 2; }],
  0x0500: [1, function (b, i, d) { d.motion = b[i] === 1; }],
  0x06cb: [1, function (b, i, d) { d.lightLevel = b[i]; }],
  0x077d: [2, function (b, i, d) { d.co2 = u16(b, i); }],
  0x087d: [2, function (b, i, d) { d.tvocIndex = u16(b, i) / 100; }],
  0x08e6: [2, function (b, i, d) { d.tvoc = u16(b, i); }],
  0x0973: [2, function (b, i, d) { d.pressure = u16(b, i) / 10; }],
  0x0b7d: [2, function (b, i, d) { d.pm25 = u16(b, i); }],
  0x0c7d: [2, function (b, i, d) { d.pm10 = u16(b, i); }],
  0x0d7d: [2, function (b, i, d) { d.o3 = u16(b, i) / 100; }],
  0x0e01: [1, function (b, i, d) { d.buzzer = b[i] === 1; }],
  0x20ce: [22, kept('tvocIndex', 100)],
  0x21ce: [22, kept('tvoc', 1)],
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
    var seconds = Math.round(d.reportInterval);
    if (!(seconds >= 60 && seconds <= 64800)) { return { errors: ['reportInterval is ' + seconds + ', expected 60 to 64800'] }; }
    return { fPort: 85, bytes: [0xff, 0x03, seconds & 255, seconds >> 8] };
  }
  if (d.restart) { return { fPort: 85, bytes: [0xff, 0x10, 0xff] }; }
  return { errors: ['nothing to tell, expected reportInterval or restart'] };
}

function decodeDownlink(input) {
  var command = (input.bytes[0] << 8) | input.bytes[1];
  return command === 0xff03 || command === 0xff10 ? decodeUplink(input) : { errors: ['not a command of this sensor'] };
}
