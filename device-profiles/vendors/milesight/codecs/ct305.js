// Milesight CT303, CT305 and CT310: three-phase current transformers, fed by the current itself.
// Uplink, any port (85 as delivered): records of channel (u8) | type (u8) | value; numbers little endian
//   03, 05, 07 97 charge through L1, L2, L3 in all (u32, 0.01 Ah)   04, 06, 08 99 current of L1, L2, L3 (u16, 0.1 A; ffff not read)
//   09 67 temperature (i16, 0.1 °C; fffd too hot or cold, ffff not read)
//   84, 86, 88 99 greatest | least | present current of L1, L2, L3 | alarm (u8: bit 0 threshold, 1 over, 2 range, 3 over)
//   89 67 temperature | alarm (u8: 0 over, 1 on)
//   ff 01 protocol (u8)  ff 09 hardware (u16)  ff 0a firmware (u16)  ff ff tsl (u16)  ff 16 serial number (8)
//   ff 0b switched on    ff fe restarted       ff 0f class (u8)
//   fe/ff 8e and 10 repeat what a downlink has set
// Downlink, port 85: ff 8e 00 report interval (u16, min) | ff 10 ff restart
// Source: Milesight IoT, SensorDecoders, ct-series/ct305/README.md, https://github.com/Milesight-IoT/SensorDecoders
function u16(b, i) { return b[i] | (b[i + 1] << 8); }
function i16(b, i) { return (u16(b, i) << 16) >> 16; }
function u32(b, i) { return (u16(b, i) | (u16(b, i + 2) << 16)) >>> 0; }
function hex(b, i, n) {
  var text = '';
  for (var k = i; k < i + n; k++) { text += ('0' + b[k].toString(16)).slice(-2); }
  return text;
}

function charge(phase) { return function (b, i, d) { d['charge' + phase] = u32(b, i) / 100; }; } // Ah
function current(phase) {
  return function (b, i, d) {
    if (u16(b, i) === 0xffff) { d.sensorFault = true; } else { d['current' + phase] = u16(b, i) / 10; } // A
  };
}
function temperature(b, i, d) {
  if (u16(b, i) === 0xfffd || u16(b, i) === 0xffff) { d.sensorFault = true; } else { d.temperature = i16(b, i) / 10; }
}
function extremes(phase) {
  return function (b, i, d) {
    d['currentMax' + phase] = u16(b, i) / 10;
    d['currentMin' + phase] = u16(b, i + 2) / 10;
    d['current' + phase] = u16(b, i + 4) / 10;
    d.alarm = (b[i + 6] & 5) !== 0;
  };
}
function reportInterval(b, i, d) { d.reportInterval = u16(b, i + 1) * 60; }
function restarting(b, i, d) { d.restarting = true; }

var RECORDS = {
  0x0397: [4, charge('L1')],
  0x0597: [4, charge('L2')],
  0x0797: [4, charge('L3')],
  0x0499: [2, current('L1')],
  0x0699: [2, current('L2')],
  0x0899: [2, current('L3')],
  0x0967: [2, temperature],
  0x8499: [7, extremes('L1')],
  0x8699: [7, extremes('L2')],
  0x8899: [7, extremes('L3')],
  0x8967: [3, function (b, i, d) { temperature(b, i, d); d.alarm = b[i + 2] === 1; }],
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
    var minutes = Math.round(d.reportInterval / 60);
    if (!(minutes >= 1 && minutes <= 1440)) { return { errors: ['reportInterval is ' + d.reportInterval + ', expected 60 to 86400'] }; }
    return { fPort: 85, bytes: [0xff, 0x8e, 0, minutes & 255, minutes >> 8] };
  }
  if (d.restart) { return { fPort: 85, bytes: [0xff, 0x10, 0xff] }; }
  return { errors: ['nothing to tell, expected reportInterval or restart'] };
}

function decodeDownlink(input) {
  var command = (input.bytes[0] << 8) | input.bytes[1];
  return command === 0xff8e || command === 0xff10 ? decodeUplink(input) : { errors: ['not a command of this sensor'] };
}
