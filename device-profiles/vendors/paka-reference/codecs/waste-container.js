// Waste container level sensor.
// Port 2, report:  fill (u8, percent) | temperature (i16 BE, 0.1 °C) | flags (bit 0 tilted) | battery (u8, percent)
// Port 3, event:   flags (bit 0 tilted) | temperature (i16 BE, 0.1 °C)
// Downlink port 10: 01 | interval (u16 BE, minutes)
function tenths(hi, lo) {
  var v = (hi << 8) | lo;
  return (v > 0x7fff ? v - 0x10000 : v) / 10;
}

function decodeUplink(input) {
  var b = input.bytes;
  if (input.fPort === 2) {
    if (b.length !== 5) { return { errors: ['report has ' + b.length + ' bytes, expected 5'] }; }
    var warnings = b[0] > 100 ? ['fill level ' + b[0] + ' % is beyond the rim'] : [];
    return {
      data: { fill: b[0], temperature: tenths(b[1], b[2]), tilted: (b[3] & 1) === 1, battery: b[4] },
      warnings: warnings
    };
  }
  if (input.fPort === 3) {
    if (b.length !== 3) { return { errors: ['event has ' + b.length + ' bytes, expected 3'] }; }
    return { data: { tilted: (b[0] & 1) === 1, temperature: tenths(b[1], b[2]) } };
  }
  return { errors: ['port ' + input.fPort + ' is not known, expected 2 or 3'] };
}

function encodeDownlink(input) {
  var minutes = Math.round(input.data.reportInterval / 60);
  return { fPort: 10, bytes: [1, minutes >> 8, minutes & 255] };
}

function decodeDownlink(input) {
  var b = input.bytes;
  if (input.fPort !== 10 || b.length !== 3 || b[0] !== 1) { return { errors: ['not a command of this sensor'] }; }
  return { data: { reportInterval: ((b[1] << 8) | b[2]) * 60 } };
}
