// Nwave NPS310SM and NPS405 (SM and FM): parking sensors in or on the road.
// Port 1, change:    bit 0 occupied, bits 7..1 how long the state before lasted (NPS405: see below; NPS310SM: 0)
// Port 2, heartbeat: bit 0 occupied | NPS405: bits 7..1 of the same byte faults (0 none) | battery (u8, 2500 mV + 4 mV) | temperature (i8, 10 °C + 0.5 °C) | not published
// Port 3, start:     firmware (3 u8) | cause (u8) | occupied (bit 0)
// Port 6, debug:     for the maker's service
// Port 10, driver's tag (NPS405): as port 1 | tag's battery (u8, 0.1 V) | tag (4)
// Duration x: 0..89 x min; 90..119 90 + 5 (x - 90) min; 120..126 240 + 60 (x - 120) min; 127 660 min and more
// Source: Nwave, "LoRaWAN Parking Sensor - Getting Started", 4.2, https://nwaveio.atlassian.net/wiki/spaces/ND/pages/1654784042
function hex(bytes) { return bytes.map(function (byte) { return ('0' + byte.toString(16)).slice(-2); }).join(''); }
function wrong(what, b, expected) { return { errors: [what + ' has ' + b.length + ' bytes, expected ' + expected] }; }

var CAUSES = {
  nps405: ['joined anew', 'watchdog', 'power on', 'asked for', 'unknown', 'unknown', 'brownout', 'other'],
  nps310: ['unknown', 'watchdog', 'power on', 'asked for', 'brownout', 'other']
};

function minutes(x) {
  if (x < 90) { return x; }
  if (x < 120) { return 90 + 5 * (x - 90); }
  return x < 127 ? 240 + 60 * (x - 120) : 660;
}

function state(b, model) {
  var data = { occupied: (b[0] & 1) === 1 };
  if (model === 'nps405') {
    data.previousMinutes = minutes(b[0] >> 1);
    data.previousLonger = b[0] >> 1 === 127;
  }
  return data;
}

function heartbeat(b, model) {
  var data = { occupied: (b[0] & 1) === 1 };
  if (model === 'nps310') { return b.length === 1 ? { data: data } : wrong('heartbeat', b, 1); }
  if (b.length < 3) { return wrong('heartbeat', b, '3 and more'); }
  data.faults = b[0] >> 1;
  data.faulty = data.faults !== 0;
  data.batteryVoltage = (2500 + 4 * b[1]) / 1000;
  data.temperature = ((b[2] << 24) >> 24) / 2 + 10;
  return { data: data };
}

function start(b, model) {
  if (b.length !== 5) { return wrong('start', b, 5); }
  return { data: { firmware: b[0] + '.' + b[1] + '.' + b[2], cause: CAUSES[model][b[3]] || 'unknown', occupied: (b[4] & 1) === 1 } };
}

function tag(b, model) {
  if (b.length !== 6) { return wrong('tag', b, 6); }
  var data = state(b, model);
  data.tagBatteryVoltage = b[1] / 10;
  data.tag = hex(b.slice(2));
  return { data: data };
}

function decodeUplink(input) {
  var b = input.bytes;
  var model = input.variables && input.variables.model === 'nps310' ? 'nps310' : 'nps405';
  switch (input.fPort) {
    case 1: return b.length === 1 ? { data: state(b, model) } : wrong('change', b, 1);
    case 2: return b.length ? heartbeat(b, model) : wrong('heartbeat', b, '1 and more');
    case 3: return start(b, model);
    case 6: return { data: { debug: hex(b) } };
    case 10: return tag(b, model);
    default: return { errors: ['port ' + input.fPort + ' is not known, expected 1, 2, 3, 6 or 10'] };
  }
}
