// Dragino LSE01 and SE01-LB: soil moisture, temperature and conductivity; numbers big endian.
// Port 2, report: battery (u16; low 14 bits, mV) | probe (i16, 0.1 °C) | moisture (u16, 0.01 %) | temperature (i16, 0.01 °C) |
//   conductivity (u16, µS/cm) | flags (bit 7 raw, bit 4 soil sensor found, bits 3..0 woken by its input)
//   raw: permittivity (u16, 0.1) | moisture as measured (u16) | conductivity as measured (u16) in their place
// Port 3, log kept while unheard, 11 bytes each: temperature (i16, 0.01 °C) | moisture (u16, 0.01 %) | conductivity (bits 11..0, µS/cm) |
//   flags (u8) | time (u32, s since 1970)
// Port 5, status: model (u8) | firmware (u16, a digit in each half byte) | band (u8) | sub-band (u8, ff none) | battery (u16, mV)
// Downlink, any port (1 here): 01 report interval (u24, s) | 04 ff restart
// Source: Dragino, LSE01 and SE01-LB user manuals, https://wiki.dragino.com, and decoders, https://github.com/dragino/dragino-end-node-decoder
function u16(b, i) { return (b[i] << 8) | b[i + 1]; }
function i16(b, i) { return (u16(b, i) << 16) >> 16; }
function u32(b, i) { return ((u16(b, i) << 16) | u16(b, i + 2)) >>> 0; }

function report(b) {
  if (b.length !== 11) { return { errors: ['report has ' + b.length + ' bytes, expected 11'] }; }
  var data = {
    batteryVoltage: (u16(b, 0) & 0x3fff) / 1000,
    probeTemperature: i16(b, 2) / 10,
    sensorMissing: (b[10] & 0x10) === 0,
    wokenByInput: (b[10] & 0x0f) !== 0
  };
  if (b[10] & 0x80) {
    data.permittivity = u16(b, 4) / 10;
    data.rawMoisture = u16(b, 6);
    data.rawConductivity = u16(b, 8);
  } else {
    data.moisture = u16(b, 4) / 100;
    data.soilTemperature = i16(b, 6) / 100;
    data.conductivity = u16(b, 8);
  }
  return { data: data };
}

function point(b, i) {
  return { soilTemperature: i16(b, i) / 100, moisture: u16(b, i + 2) / 100, conductivity: u16(b, i + 4) & 0x0fff, time: u32(b, i + 7) };
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
