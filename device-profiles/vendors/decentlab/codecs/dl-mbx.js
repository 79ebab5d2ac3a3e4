// Decentlab DL-MBX: distance by ultrasound (MaxBotix), e.g. to water or to the contents of a container.
// Uplink, any port (1 as delivered): version (u8, 2) | device (u16) | flags (u16) | values that the flags announce, u16 big endian
//   flag bit 0: distance (mm) | valid samples      flag bit 1: battery (mV)
// Downlink, any port (1 here): 00 02 period (u16, s), kept | CRC-16 (polynomial a001, start ffff) of these four bytes, high byte first
// Source: Decentlab, DL-MBX data sheet, https://www.decentlab.com/products/ultrasonic-distance-/-level-sensor-for-lorawan,
//   and https://github.com/decentlab/decentlab-decoders
function u16(b, i) { return (b[i] << 8) | b[i + 1]; }

var PARTS = [
  [2, function (b, i, d) {
    d.validSamples = u16(b, i + 2);
    d.sensorFault = d.validSamples === 0;
    if (!d.sensorFault) { d.distance = u16(b, i); }
  }],
  [1, function (b, i, d) { d.batteryVoltage = u16(b, i) / 1000; }]
];

function decodeUplink(input) {
  var b = input.bytes;
  if (b.length < 5) { return { errors: ['message has ' + b.length + ' bytes, expected 5 and more'] }; }
  if (b[0] !== 2) { return { errors: ['version is ' + b[0] + ', expected 2'] }; }
  var flags = u16(b, 3);
  var data = { device: u16(b, 1) };
  var at = 5;
  if (flags >> PARTS.length) { return { errors: ['flags are ' + flags + ', expected 0..' + ((1 << PARTS.length) - 1)] }; }
  for (var part = 0; part < PARTS.length; part++) {
    if (!(flags & (1 << part))) { continue; }
    if (at + 2 * PARTS[part][0] > b.length) { return { errors: ['message has ' + b.length + ' bytes, its flags announce more'] }; }
    PARTS[part][1](b, at, data);
    at += 2 * PARTS[part][0];
  }
  return at === b.length ? { data: data } : { errors: ['message has ' + b.length + ' bytes, expected ' + at] };
}

function crc(bytes) {
  var sum = 0xffff;
  bytes.forEach(function (byte) {
    sum ^= byte;
    for (var bit = 0; bit < 8; bit++) { sum = sum & 1 ? (sum >> 1) ^ 0xa001 : sum >> 1; }
  });
  return sum;
}

function encodeDownlink(input) {
  var s = input.data.reportInterval;
  if (s === undefined) { return { errors: ['nothing to tell, expected reportInterval'] }; }
  var bytes = [0x00, 0x02, s >> 8, s & 255];
  var sum = crc(bytes);
  return { fPort: 1, bytes: bytes.concat(sum >> 8, sum & 255) };
}

function decodeDownlink(input) {
  var b = input.bytes;
  if (b.length !== 6 || u16(b, 0) !== 2) { return { errors: ['not a command of this sensor'] }; }
  if (crc(b.slice(0, 4)) !== u16(b, 4)) { return { errors: ['checksum is wrong'] }; }
  return { data: { reportInterval: u16(b, 2) } };
}
