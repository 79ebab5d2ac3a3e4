// Dragino SW3L-LB: water flow by a turbine's pulses; numbers big endian.
// Port 2, report: flags (bit 0 regular, bit 1 alarm, bits 5..2 kind of turbine: 0 450, 1 390, 2 64, 3 12 pulses a litre) | pulses (u32) |
//   inputs (bit 7 PA4, bit 6 PB15) and mode (bits 5..0: 1 pulses since the last report, else since the start) | not used (u8) | time (u32, s since 1970)
// Port 3, log kept while unheard, 11 bytes each: flags | inputs and mode | not used (u8) | pulses (u32) | time (u32)
// Port 4, settings: report interval (u24, s) | not used (u8) | flow ended after (u8, s) | alarm after (u16, min)
// Port 5, status: model (u8) | firmware (u16, a digit in each half byte) | band (u8) | sub-band (u8, ff none) | battery (u16, mV)
// Downlink, any port (1 here): 01 report interval (u24, s) | 04 ff restart
// Source: Dragino, SW3L-LB user manual, https://wiki.dragino.com, and decoder, https://github.com/dragino/dragino-end-node-decoder
function u16(b, i) { return (b[i] << 8) | b[i + 1]; }
function u24(b, i) { return (u16(b, i) << 8) | b[i + 2]; }
function u32(b, i) { return ((u16(b, i) << 16) | u16(b, i + 2)) >>> 0; }

var PULSES_A_LITRE = [450, 390, 64, 12];

function counted(flags, inputs, pulses, time) {
  var rate = PULSES_A_LITRE[(flags >> 2) & 15];
  var since = (inputs & 63) === 1 ? 'SinceReport' : '';
  var data = {
    regular: (flags & 1) === 1,
    alarm: (flags & 2) === 2,
    inputA: (inputs & 0x80) !== 0,
    inputB: (inputs & 0x40) !== 0,
    time: time
  };
  data['pulses' + since] = pulses;
  if (rate) { data['litres' + since] = Math.round(pulses / rate * 10) / 10; }
  return data;
}

function report(b) {
  if (b.length !== 11) { return { errors: ['report has ' + b.length + ' bytes, expected 11'] }; }
  return { data: counted(b[0], b[5], u32(b, 1), u32(b, 7)) };
}

function point(b, i) { return counted(b[i], b[i + 1], u32(b, i + 3), u32(b, i + 7)); }

function kept(b) {
  var points = [];
  if (b.length === 0 || b.length % 11 !== 0) { return { errors: ['log has ' + b.length + ' bytes, expected a multiple of 11'] }; }
  for (var i = 0; i < b.length; i += 11) { points.push(point(b, i)); }
  return { data: { history: points } };
}

function settings(b) {
  if (b.length !== 7) { return { errors: ['settings have ' + b.length + ' bytes, expected 7'] }; }
  return { data: { reportInterval: u24(b, 0), flowEndsAfter: b[4], alarmAfterMinutes: u16(b, 5) } };
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
    case 4: return settings(input.bytes);
    case 5: return status(input.bytes);
    default: return { errors: ['port ' + input.fPort + ' is not known, expected 2..5'] };
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
