// Parametric TCR-LS, TCR-HS and their solar kinds: radar counters of vehicles in two directions.
// Source: Parametric, "TCR payload V1" and "TCR payload V2"; https://parametric.ch/docs/tcr
// Port 15, big-endian: be 02 | version (u8) | battery (1: u8 percent, 2: u16 mV) | sun (u16 mW) | temperature (i16, 0.1 °C) | per class of
// speed: from the left: count (u16), mean speed (u8 km/h), from the right: the same
// Port 190, settings after a join, 27 bytes: be 02 | version | kind (u8) | firmware (three u8) | mode, class, confirmed (u8 each) |
// interval (u16 min) | link check (u16 min) | pause (u16 s) | sensitivity (u8 percent) | two lane distances (u8 m) | four classes of speed,
// from and to (u8 km/h)
function u16(b, at) { return (b[at] << 8) | b[at + 1]; }
function fail(text) { return { errors: [text] }; }
function mean(sum, count) { return Math.round(10 * sum / count) / 10; }

function counts(data, b, at) {
  var left = { count: 0, sum: 0 };
  var right = { count: 0, sum: 0 };
  data.classes = [];
  for (; at < b.length; at += 6) {
    data.classes.push({ left: u16(b, at), leftSpeed: b[at + 2], right: u16(b, at + 3), rightSpeed: b[at + 5] });
    left.count += u16(b, at);
    left.sum += u16(b, at) * b[at + 2];
    right.count += u16(b, at + 3);
    right.sum += u16(b, at + 3) * b[at + 5];
  }
  data.left = left.count;
  data.right = right.count;
  data.count = left.count + right.count;
  if (left.count) { data.leftSpeed = mean(left.sum, left.count); } // km/h
  if (right.count) { data.rightSpeed = mean(right.sum, right.count); }
  if (data.count) { data.speed = mean(left.sum + right.sum, data.count); }
}

function measurements(b) {
  var start = b[2] === 1 ? 8 : 9;
  if (b.length < start + 6 || (b.length - start) % 6 !== 0) { return fail('message has ' + b.length + ' bytes, expected ' + start + ' and classes of 6'); }
  var data = {};
  if (b[2] === 1) { data.battery = b[3]; } else { data.batteryVoltage = u16(b, 3) / 1000; } // percent, V
  data.solarPower = u16(b, start - 4); // mW
  data.temperature = ((u16(b, start - 2) << 16) >> 16) / 10; // °C
  counts(data, b, start);
  return { data: data };
}

function settings(b) {
  if (b.length !== 27) { return fail('message has ' + b.length + ' bytes, expected 27'); }
  var data = { kind: ['TCR-LS', 'TCR-LSS', 'TCR-HS', 'TCR-HSS'][b[3]] || 'TCR', firmware: b[4] + '.' + b[5] + '.' + b[6], trigger: b[7] === 1,
    confirmed: b[9] === 1, reportInterval: u16(b, 10) * 60, linkCheck: u16(b, 12) * 60, pause: u16(b, 14), sensitivity: b[16],
    leftDistance: b[17], rightDistance: b[18], speeds: [] };
  for (var at = 19; at < 27; at += 2) { data.speeds.push([b[at], b[at + 1]]); }
  return { data: data };
}

function decodeUplink(input) {
  var b = input.bytes;
  if (input.fPort !== 15 && input.fPort !== 190) { return fail('port ' + input.fPort + ' is not known, expected 15 or 190'); }
  if (b.length < 3 || b[0] !== 0xbe || b[1] !== 2) { return fail('message starts otherwise, expected be 02 and a version'); }
  if (b[2] !== 1 && b[2] !== 2) { return fail('version is ' + b[2] + ', expected 1 or 2'); }
  return input.fPort === 15 ? measurements(b) : settings(b);
}
