// Axioma Qalcosonic W1: ultrasonic water meter; numbers little endian.
// Port 100, report: time (u32, s since 1970) | state (u8) | volume (u32, l) | log's time (u32) | volume then (u32, l) |
//   what was added in each hour after that (u16, l)
// Port 103, alarm:  time (u32) | state (u8)
// state: bit 2 battery low, 3 lasting fault, 4 passing fault; with 4, bits 7..5: 0 dry, 1 leak, 3 backflow, 4 frost, 5 burst, 6 tampered
// Source: Axioma Metering, "Qalcosonic W1, LoRa payload (basic)", and the device catalogue, vendors/axioma/drivers/w1,
//   https://github.com/actility/device-catalog
function u16(b, i) { return b[i] | (b[i + 1] << 8); }
function u32(b, i) { return (u16(b, i) | (u16(b, i + 2) << 16)) >>> 0; }

var FAULTS = { 0: 'dry', 1: 'leak', 3: 'backflow', 4: 'frost', 5: 'burst', 6: 'tampered' };

function state(b) {
  var fault = b[4] & 0x10 ? FAULTS[b[4] >> 5] || 'unknown' : 'none';
  return {
    time: u32(b, 0),
    state: b[4],
    batteryLow: (b[4] & 4) !== 0,
    lastingFault: (b[4] & 8) !== 0,
    fault: fault,
    leak: fault === 'leak',
    burst: fault === 'burst',
    backflow: fault === 'backflow',
    dry: fault === 'dry',
    tampered: fault === 'tampered'
  };
}

function report(b) {
  if (b.length < 17 || b.length % 2 !== 1) { return { errors: ['report has ' + b.length + ' bytes, expected 17 and two for each hour'] }; }
  var data = state(b);
  data.litres = u32(b, 5);
  data.logTime = u32(b, 9);
  data.logLitres = u32(b, 13);
  data.hourlyLitres = [];
  for (var i = 17; i < b.length; i += 2) { data.hourlyLitres.push(u16(b, i)); }
  return { data: data };
}

function decodeUplink(input) {
  var b = input.bytes;
  switch (input.fPort) {
    case 100: return report(b);
    case 103: return b.length === 5 ? { data: state(b) } : { errors: ['alarm has ' + b.length + ' bytes, expected 5'] };
    default: return { errors: ['port ' + input.fPort + ' is not known, expected 100 or 103'] };
  }
}
