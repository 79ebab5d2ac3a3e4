// Parametric PCR2 (-IN, -OD, -ODS): people or objects passing, counted by radar; numbers big endian.
// Port 14, counts:
//   be 01 03: left to right and right to left in the interval (2 u16) | both since the start (2 u16) | battery of the solar unit (u8, %) |
//     its power (u16, mW) | own temperature (i16, 0.1 °C)
//   be 01 04: the same, battery of the solar unit in mV (u16)
//   0a left to right (u16) | 16 right to left (u16) | 01 own temperature (i16, 0.1 °C), as ELSYS has it
// Port 190, settings:
//   be 01 04 (31 bytes) and be 01 05 (34): model (u8) | firmware (3 u8) | mode (u8) | payload (u8) | class (u8) | confirmed (u8) |
//     report interval (u16, min) | link check (u16, min) | capacity (u16) | hold-off (u16, s) | inactivity (u16, min) |
//     04: mounting (2 u8) | beam (u8, °)      05: radar on (u8) | beam (u8, °) |
//     nearest and farthest (2 u16, cm) | slowest and fastest (2 u8, km/h) | 05: tunes itself (u8) | sensitivity (u8, %) | 05: solar unit's firmware (3 u8)
// Downlink, port 14: be 01 04 with the counters since the start, the rest is not heeded; zeros clear them
// Source: Parametric, "PCR2 LoRaWAN Payload Description V4", https://docs.pmx.systems/parametric/pcr2/manuals/lora_payload_v4,
//   and "PCR2 Configuration Payload V5", https://www.parametric-analytics.com/docs/pcr2/pcr2_config_payload_v5
function u16(b, i) { return (b[i] << 8) | b[i + 1]; }
function i16(b, i) { return (u16(b, i) << 16) >> 16; }
function wrong(what, b, expected) { return { errors: [what + ' has ' + b.length + ' bytes, expected ' + expected] }; }

var MODELS = ['PCR2-IN', 'PCR2-OD', 'PCR2-R', 'PCR2-T', 'PCR2-XIO', 'PCR2-ODS'];
var MODES = ['timespan', 'not zero', 'trigger', 'capacity'];
var PAYLOADS = ['ELSYS', 'Cayenne LPP', 'extended'];

function extended(b) {
  var v4 = b[2] === 4;
  if (b.length !== (v4 ? 17 : 16)) { return wrong('count', b, v4 ? 17 : 16); }
  var data = { leftToRight: u16(b, 3), rightToLeft: u16(b, 5), leftToRightTotal: u16(b, 7), rightToLeftTotal: u16(b, 9) };
  if (v4) { data.solarBatteryVoltage = u16(b, 11) / 1000; } else { data.solarBattery = b[11]; }
  data.solarPower = u16(b, v4 ? 13 : 12);
  data.temperature = i16(b, v4 ? 15 : 14) / 10;
  return { data: data };
}

function counts(b) {
  if (b[0] === 0xbe && b[1] === 1 && (b[2] === 3 || b[2] === 4)) { return extended(b); }
  if (b[0] !== 0x0a || b[3] !== 0x16 || b[6] !== 1) { return { errors: ['count begins as none that is known'] }; }
  if (b.length !== 9) { return wrong('count', b, 9); }
  return { data: { leftToRight: u16(b, 1), rightToLeft: u16(b, 4), temperature: i16(b, 7) / 10 } };
}

function settings(b) {
  var v5 = b[2] === 5;
  if (b[0] !== 0xbe || b[1] !== 1 || (b[2] !== 4 && !v5)) { return { errors: ['settings begin as none that are known'] }; }
  if (b.length !== (v5 ? 34 : 31)) { return wrong('settings', b, v5 ? 34 : 31); }
  var i = v5 ? 22 : 23;
  var data = {
    model: MODELS[b[3]] || 'unknown',
    firmware: b[4] + '.' + b[5] + '.' + b[6],
    mode: MODES[b[7]] || 'unknown',
    payload: PAYLOADS[b[8]] || 'unknown',
    deviceClass: b[9] === 2 ? 'C' : 'A',
    confirmed: b[10] === 1,
    reportInterval: u16(b, 11) * 60,
    linkCheckInterval: u16(b, 13) * 60,
    capacity: u16(b, 15),
    holdOff: u16(b, 17),
    inactivity: u16(b, 19) * 60,
    beamAngle: b[i],
    nearest: u16(b, i + 1),
    farthest: u16(b, i + 3),
    slowest: b[i + 5],
    fastest: b[i + 6],
    sensitivity: b[30]
  };
  if (v5) {
    data.radarOn = b[21] === 1;
    data.tunesItself = b[29] === 1;
    data.solarFirmware = b[31] + '.' + b[32] + '.' + b[33];
  }
  return { data: data };
}

function decodeUplink(input) {
  switch (input.fPort) {
    case 14: return counts(input.bytes);
    case 190: return settings(input.bytes);
    default: return { errors: ['port ' + input.fPort + ' is not known, expected 14 or 190'] };
  }
}

function encodeDownlink(input) {
  if (input.data.clearTotals !== true) { return { errors: ['nothing to tell, expected clearTotals'] }; }
  return { fPort: 14, bytes: [0xbe, 1, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] };
}

function decodeDownlink(input) {
  var b = input.bytes;
  if (input.fPort !== 14 || b.length !== 17 || b[0] !== 0xbe || u16(b, 7) + u16(b, 9) !== 0) { return { errors: ['not a command of this sensor'] }; }
  return { data: { clearTotals: true } };
}
