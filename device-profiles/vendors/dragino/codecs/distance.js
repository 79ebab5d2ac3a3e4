// Dragino LDDS75, DDS75-LB, DDS45-LB and LDDS20: distance by ultrasound, of the LDDS20 through the bottom of a tank; numbers big endian.
// Port 2, report: battery (u16; low 14 bits, mV) | distance (u16, mm; 0 no sensor, 20 out of range) | woken by its input (u8) |
//   probe (i16, 0.1 °C; 0 without one) | ultrasonic sensor found (u8)
// Port 3, log kept while unheard, 11 bytes each: battery (u16; low 14 bits, mV) | distance (u16, mm) | probe (i16, 0.1 °C) |
//   flags (bit 0 woken by its input, 1 sensor found) | time (u32, s since 1970)
// Port 5, status: model (u8) | firmware (u16, a digit in each half byte) | band (u8) | sub-band (u8, ff none) | battery (u16, mV)
// Downlink, any port (1 here): 01 report interval (u24, s) | 04 ff restart
// Source: Dragino, user manuals of LDDS75 and DDS45-LB, https://wiki.dragino.com, and decoders, https://github.com/dragino/dragino-end-node-decoder
function u16(b, i) { return (b[i] << 8) | b[i + 1]; }
function i16(b, i) { return (u16(b, i) << 16) >> 16; }
function u32(b, i) { return ((u16(b, i) << 16) | u16(b, i + 2)) >>> 0; }

function distance(b, i, d) {
  var mm = u16(b, i);
  if (mm === 20) { d.outOfRange = true; } else if (mm !== 0) { d.distance = mm; }
}

function report(b) {
  if (b.length !== 8) { return { errors: ['report has ' + b.length + ' bytes, expected 8'] }; }
  var data = {
    batteryVoltage: (u16(b, 0) & 0x3fff) / 1000,
    wokenByInput: b[4] === 1,
    probeTemperature: i16(b, 5) / 10,
    sensorMissing: b[7] === 0
  };
  distance(b, 2, data);
  return { data: data };
}

function point(b, i) {
  var data = {
    batteryVoltage: (u16(b, i) & 0x3fff) / 1000,
    probeTemperature: i16(b, i + 4) / 10,
    wokenByInput: (b[i + 6] & 1) !== 0,
    sensorMissing: (b[i + 6] & 2) === 0,
    time: u32(b, i + 7)
  };
  distance(b, i + 2, data);
  return data;
}

function kept(b) {
  var points = [];
  if (b.length === 0 || b.length % 11 !== 0) { return { errors: ['log has ' + b.length + ' bytes, expected a multiple of 11'] }; }
  for (var i = 0; i < b.length; i += 11) { points.push(point(b, i)); }
  return { data: { history: points } };
}

var BANDS = ['', 'EU868', 'US915', 'IN865', 'AU915', 'KZ865', 'RU864', 'AS923', 'AS923-1', 'AS923-2', 'AS923-3', 'CN470', 'EU433', 'KR920', 'MA869'];

function status(b) {
  if (b.length !== 7) { return { errors: ['status has ' + b.length + ' bytes, expected 7'] }; }
  var data = {
    firmware: (b[1] & 15) + '.' + (b[2] >> 4) + '.' + (b[2] & 15),
    band: BANDS[b[3]] || 'unknown',
    batteryVoltage: u16(b, 5) / 1000
  };
  if (b[4] !== 255) { data.subBand = b[4]; }
  return { data: data };
}

function decodeUplink(input) {
  switch (input.fPort) {
    case 2: return report(input.bytes);
    case 3: return kept(input.bytes);
    case 5: return status(input.bytes);
    default: return { errors: ['port ' + input.fPort + ' is not known, expected 2, 3 or 5'] };
  }
}

function encodeDownlink(input) {
  var d = input.data;
  if (d.reportInterval !== undefined) {
    return { fPort: 1, bytes: [0x01, (d.reportInterval >> 16) & 255, (d.reportInterval >> 8) & 255, d.reportInterval & 255] };
  }
  if (d.restart) { return { fPort: 1, bytes: [0x04, 0xff] }; }
  return { errors: ['nothing to tell, expected reportInterval or restart'] };
}

function decodeDownlink(input) {
  var b = input.bytes;
  if (b.length === 4 && b[0] === 0x01) { return { data: { reportInterval: (b[1] << 16) | (b[2] << 8) | b[3] } }; }
  if (b.length === 2 && b[0] === 0x04) { return { data: { restart: true } }; }
  return { errors: ['not a command of this sensor'] };
}
