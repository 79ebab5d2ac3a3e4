// Dragino AQS01-L: CO2 with temperature, humidity and air pressure.
// Source: Dragino, "AQS01-L user manual", chapter uplink payload, as in its decoders; https://github.com/dragino/dragino-end-node-decoder
// Big-endian. Port 2, 11 bytes: battery (u16 mV) | temperature (i16, 0.1 °C) | humidity (u16, 0.1 percent) | air pressure (u16, 0.1 hPa) |
// CO2 (u16 ppm) | alarms (u8: bit 0 CO2 high, 1 CO2 low, 2 hot, 3 cold)
// Port 3, kept: records of 11: CO2 | humidity | temperature | alarms (u8: bit 7 not acknowledged) | time (u32)
// Port 5, 7 bytes: kind (u8, 37) | firmware (u16: three 4-bit digits) | band, sub-band (u8) | battery (u16 mV)
// Downlinks port 1: 01 | interval (u24 s); 04 ff restart; 26 01 asks for port 5
function u16(b, at) { return (b[at] << 8) | b[at + 1]; }
function i16(b, at) { return (u16(b, at) << 16) >> 16; }
function fail(text) { return { errors: [text] }; }
function short(b, expected) { return fail('message has ' + b.length + ' bytes, expected ' + expected); }

function measurements(b) {
  if (b.length !== 11) { return short(b, 11); }
  return { data: { batteryVoltage: u16(b, 0) / 1000, temperature: i16(b, 2) / 10, humidity: u16(b, 4) / 10, pressure: u16(b, 6) / 10, co2: u16(b, 8),
    co2High: (b[10] & 1) !== 0, co2Low: (b[10] & 2) !== 0, hot: (b[10] & 4) !== 0, cold: (b[10] & 8) !== 0, alarm: (b[10] & 15) !== 0 } };
}

function kept(b) {
  if (b.length === 0 || b.length % 11 !== 0) { return short(b, 'records of 11'); }
  var history = [];
  for (var at = 0; at < b.length; at += 11) {
    history.push({ time: ((u16(b, at + 7) << 16) | u16(b, at + 9)) >>> 0, co2: u16(b, at), humidity: u16(b, at + 2) / 10, temperature: i16(b, at + 4) / 10 });
  }
  return { data: { history: history } };
}

function state(b) {
  if (b.length !== 7) { return short(b, 7); }
  if (b[0] !== 0x37) { return fail('kind is ' + b[0] + ', expected 55'); }
  return { data: { firmware: [b[1] & 15, b[2] >> 4, b[2] & 15].join('.'), band: b[3], batteryVoltage: u16(b, 5) / 1000 } };
}

function decodeUplink(input) {
  switch (input.fPort) {
    case 2: return measurements(input.bytes);
    case 3: return kept(input.bytes);
    case 5: return state(input.bytes);
    default: return fail('port ' + input.fPort + ' is not known, expected 2, 3 or 5');
  }
}

function encodeDownlink(input) {
  if (input.data.restart) { return { fPort: 1, bytes: [4, 0xff] }; }
  var seconds = Math.round(input.data.reportInterval);
  if (!(seconds >= 60 && seconds <= 0xffffff)) { return fail('reportInterval is ' + seconds + ', expected 60 to 16777215'); }
  return { fPort: 1, bytes: [1, seconds >> 16, (seconds >> 8) & 255, seconds & 255] };
}

function decodeDownlink(input) {
  var b = input.bytes;
  if (b.length === 4 && b[0] === 1) { return { data: { reportInterval: (b[1] << 16) | u16(b, 2) } }; }
  if (b.length === 2 && b[0] === 4) { return { data: { restart: true } }; }
  return fail('not a command of this sensor');
}
