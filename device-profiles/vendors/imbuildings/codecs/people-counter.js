// IMBUILDINGS People Counter, LoRaWAN: infrared beams across a passage, both directions; numbers big endian.
// Port 1:  02 | variant (u8) | device (8) | its state (u8) | battery (u16, 0.01 V) | body of the variant
// Port 26: body of variant 6 after state and battery          Port 27: body of variant 7 alone
//   variant 5: A and B in the interval (2 u16) | sensor (u8) | message counter (u8)
//   variant 6: A and B in the interval (2 u16) | sensor (u8) | A and B in total (2 u16) | message counter (u8)
//   variant 7: sensor (u8) | A and B in total (2 u16)
// Port 10: answer to a downlink, f1 01 | records of length with itself (u8) | setting (u8) | value
// Downlink, port 10: f1 01 | 03 1e report interval (u8, as the maker's manual steps it)
// Source: IMBUILDINGS' payload formatter in the device repository of The Things Network,
//   https://github.com/TheThingsNetwork/lorawan-devices/tree/master/vendor/imbuildings
function u16(b, i) { return (b[i] << 8) | b[i + 1]; }
function hex(bytes) { return bytes.map(function (byte) { return ('0' + byte.toString(16)).slice(-2); }).join(''); }
function wrong(what, b, expected) { return { errors: [what + ' has ' + b.length + ' bytes, expected ' + expected] }; }

function supply(b, i, d) {
  d.state = b[i];
  d.batteryVoltage = u16(b, i + 1) / 100;
}

var BODIES = {
  5: [6, function (b, i, d) {
    d.a = u16(b, i);
    d.b = u16(b, i + 2);
    d.sensor = b[i + 4];
    d.messages = b[i + 5];
  }],
  6: [10, function (b, i, d) {
    d.a = u16(b, i);
    d.b = u16(b, i + 2);
    d.sensor = b[i + 4];
    d.aTotal = u16(b, i + 5);
    d.bTotal = u16(b, i + 7);
    d.messages = b[i + 9];
  }],
  7: [5, function (b, i, d) {
    d.sensor = b[i];
    d.aTotal = u16(b, i + 1);
    d.bTotal = u16(b, i + 3);
  }]
};

function whole(b) {
  if (b[0] !== 2 || !BODIES[b[1]]) { return { errors: ['message is of kind ' + b[0] + ' and variant ' + b[1] + ', expected kind 2, variant 5, 6 or 7'] }; }
  var expected = 13 + BODIES[b[1]][0];
  if (b.length !== expected) { return wrong('message', b, expected); }
  var data = { variant: b[1], device: hex(b.slice(2, 10)) };
  supply(b, 10, data);
  BODIES[b[1]][1](b, 13, data);
  return { data: data };
}

function bare(b, variant, header) {
  var expected = header + BODIES[variant][0];
  if (b.length !== expected) { return wrong('message', b, expected); }
  var data = { variant: variant };
  if (header) { supply(b, 0, data); }
  BODIES[variant][1](b, header, data);
  return { data: data };
}

function settings(b) {
  if (b.length < 2 || b[0] !== 0xf1 || b[1] !== 1) { return { errors: ['answer does not begin with f1 01'] }; }
  var data = { settings: hex(b.slice(2)) };
  for (var at = 2; at < b.length; at += b[at]) {
    if (b[at] < 2 || at + b[at] > b.length) { return { errors: ['setting at byte ' + at + ' is cut'] }; }
    if (b[at + 1] === 0x1e && b[at] === 3) { data.reportSteps = b[at + 2]; }
  }
  return { data: data };
}

function decodeUplink(input) {
  var b = input.bytes;
  switch (input.fPort) {
    case 1: return whole(b);
    case 10: return settings(b);
    case 26: return bare(b, 6, 3);
    case 27: return bare(b, 7, 0);
    default: return { errors: ['port ' + input.fPort + ' is not known, expected 1, 10, 26 or 27'] };
  }
}

function encodeDownlink(input) {
  var steps = input.data.reportSteps;
  if (!(steps >= 1 && steps <= 255)) { return { errors: ['nothing to tell, expected reportSteps 1..255'] }; }
  return { fPort: 10, bytes: [0xf1, 0x01, 0x03, 0x1e, steps] };
}

function decodeDownlink(input) { return input.fPort === 10 ? settings(input.bytes) : { errors: ['not a command of this sensor'] }; }
