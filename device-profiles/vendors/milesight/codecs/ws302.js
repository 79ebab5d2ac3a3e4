// Milesight WS302: sound level meter of class 2.
// Uplink, any port (85 as delivered): records of channel (u8) | type (u8) | value; numbers little endian
//   01 75 battery (u8, %)
//   05 5b weighting (u8: bits 0..1 frequency Z A C, 2..3 time I F S) | level | equivalent level | greatest level (u16, 0.1 dB)
//   ff 01 protocol (u8)  ff 09 hardware (u16)  ff 0a firmware (u16)  ff ff tsl (u16)  ff 16 serial number (8)
//   ff 0b switched on    ff fe restarted       ff 0f class (u8)
//   fe/ff 10 repeats what a downlink has set
// Downlink, port 85: ff 10 ff restart
// Source: Milesight IoT, SensorDecoders, ws-series/ws302/README.md, https://github.com/Milesight-IoT/SensorDecoders
function u16(b, i) { return b[i] | (b[i + 1] << 8); }
function hex(b, i, n) {
  var text = '';
  for (var k = i; k < i + n; k++) { text += ('0' + b[k].toString(16)).slice(-2); }
  return text;
}

// One name per weighting, so that values of different kinds never mix.
function sound(b, i, d) {
  var frequency = ['Z', 'A', 'C'][b[i] & 3];
  var time = ['I', 'F', 'S'][(b[i] >> 2) & 3];
  if (!frequency || !time) {
    d.unknownWeighting = b[i];
    return;
  }
  d['L' + frequency + time] = u16(b, i + 1) / 10; // dB
  d['L' + frequency + 'eq'] = u16(b, i + 3) / 10;
  d['L' + frequency + time + 'max'] = u16(b, i + 5) / 10;
}
function restarting(b, i, d) { d.restarting = true; }

var RECORDS = {
  0x0175: [1, function (b, i, d) { d.battery = b[i]; }],
  0x055b: [7, sound],
  0xff01: [1, function (b, i, d) { d.protocol = (b[i] >> 4) + '.' + (b[i] & 15); }],
  0xff09: [2, function (b, i, d) { d.hardware = b[i].toString(16) + '.' + (b[i + 1] >> 4); }],
  0xff0a: [2, function (b, i, d) { d.firmware = b[i].toString(16) + '.' + b[i + 1].toString(16); }],
  0xffff: [2, function (b, i, d) { d.tsl = b[i] + '.' + b[i + 1]; }],
  0xff16: [8, function (b, i, d) { d.serialNumber = hex(b, i, 8); }],
  0xff0b: [1, function (b, i, d) { d.switchedOn = true; }],
  0xfffe: [1, function (b, i, d) { d.restarted = true; }],
  0xff0f: [1, function (b, i, d) { d.deviceClass = ['A', 'B', 'C', 'C to B'][b[i]] || 'unknown'; }],
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
  return input.data.restart ? { fPort: 85, bytes: [0xff, 0x10, 0xff] } : { errors: ['nothing to tell, expected restart'] };
}

function decodeDownlink(input) {
  return input.bytes[0] === 0xff && input.bytes[1] === 0x10 ? decodeUplink(input) : { errors: ['not a command of this sensor'] };
}
