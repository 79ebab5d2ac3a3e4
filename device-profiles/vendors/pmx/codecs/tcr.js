// PMX TCR: radar counters of vehicles, cyclists and pedestrians in two directions, firmware of PMX.
// Source: PMX Systems, "TCR payload", as in the ThingPark device catalogue (pmx-tcr)
// Big-endian. Port 13 all detections, 14 to 17 filter categories 1 to 4, 10 bytes: a2 | end of the period: hour, minute (u8) | from the
// left: count (u16), mean speed (u8 km/h) | from the right: the same | supply (u8, 0.1 V)
// Port 190, what it is, 8 bytes: d2 | kind | licence | class of speed (u8 each) | firmware, solar charger (each two 4-bit digits and a u8)
// Port 1, settings as they are: c2 | key (u8) | value (u8 or u16)
var KINDS = ['TCR-LS', 'TCR-LSS', 'TCR-HS', 'TCR-HSS', 'TCR-LSA', 'TCR-LSB', 'TCR-HSA', 'TCR-HSB', 'TCR-LSBS', 'TCR-HSBS', 'TCR-DLI', 'TCR-DLE',
  'TCR-SLI', 'TCR-SLE'];

function u16(b, at) { return (b[at] << 8) | b[at + 1]; }
function fail(text) { return { errors: [text] }; }
function version(b, at) { return (b[at] >> 4) + '.' + (b[at] & 15) + '.' + b[at + 1]; }

function counts(b, port) {
  if (b.length !== 10) { return fail('message has ' + b.length + ' bytes, expected 10'); }
  var left = u16(b, 3);
  var right = u16(b, 6);
  var data = { until: ('0' + b[1]).slice(-2) + ':' + ('0' + b[2]).slice(-2), supply: b[9] / 10 }; // V
  var found = { left: left, right: right, count: left + right };
  if (left) { found.leftSpeed = b[5]; } // km/h
  if (right) { found.rightSpeed = b[8]; }
  if (left + right) { found.speed = Math.round(10 * (left * b[5] + right * b[8]) / (left + right)) / 10; }
  if (port === 13) { Object.assign(data, found); } else { data['category' + (port - 13)] = found; }
  return { data: data };
}

function decodeUplink(input) {
  var b = input.bytes;
  var port = input.fPort;
  if (port >= 13 && port <= 17) { return b[0] === 0xa2 ? counts(b, port) : fail('message starts with ' + b[0] + ', expected 162'); }
  if (port === 190) {
    if (b.length !== 8 || b[0] !== 0xd2) { return fail('message has ' + b.length + ' bytes, expected 8 from d2 on'); }
    return { data: { kind: KINDS[b[1]] || 'TCR', licence: ['basic', 'advanced', 'pro'][b[2]] || 'unknown',
      speedClass: ['people', 'slow', 'fast'][b[3]] || 'unknown', firmware: version(b, 4), charger: version(b, 6) } };
  }
  if (port === 1) {
    if (b[0] !== 0xc2 || (b.length !== 3 && b.length !== 4)) { return fail('message has ' + b.length + ' bytes, expected 3 or 4 from c2 on'); }
    return { data: { setting: b[1], value: b.length === 3 ? b[2] : u16(b, 2) } };
  }
  return fail('port ' + port + ' is not known, expected 1, 13 to 17 or 190');
}
