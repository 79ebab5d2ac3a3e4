// MCF88 MCF-LW12MET: single-phase electricity meter on a rail, with a clock.
// Source: MCF88 (Enginko), "MCF-LW12MET payload description", as in The Things Network device repository (mcf88)
// Any port, little-endian: kind (u8), then
//   09 meter: date | active energy (i32 Wh) | reactive energy (i32 varh) | apparent energy (i32 VAh) | newer: active power (i16 W),
//     reactive power (i16 var), apparent power (i16 VA), voltage (u16, 0.1 V), current (u16 mA), period (u16 µs) | output on (u32 s)
//   01 asks for the time: number (u32) | firmware (three u8) | type (u16)
// A date is u32: year above 2000 (7 bits), month (4), day (5), hour (5), minute (6), half seconds (5), local time.
function u16(b, at) { return b[at] | (b[at + 1] << 8); }
function i16(b, at) { return (u16(b, at) << 16) >> 16; }
function i32(b, at) { return u16(b, at) | (u16(b, at + 2) << 16); }
function fail(text) { return { errors: [text] }; }
function two(number) { return (number < 10 ? '0' : '') + number; }

function date(b, at) {
  var v = i32(b, at) >>> 0;
  return (2000 + (v >>> 25)) + '-' + two((v >> 21) & 15) + '-' + two((v >> 16) & 31) + 'T' + two((v >> 11) & 31) + ':' + two((v >> 5) & 63) +
    ':' + two((v & 31) * 2);
}

function meter(b) {
  if (b.length !== 21 && b.length !== 33) { return fail('message has ' + b.length + ' bytes, expected 21 or 33'); }
  var data = { measuredAt: date(b, 1), energy: i32(b, 5), reactiveEnergy: i32(b, 9), apparentEnergy: i32(b, 13) };
  if (b.length === 33) {
    data.power = i16(b, 17); // W
    data.reactivePower = i16(b, 19); // var
    data.apparentPower = i16(b, 21); // VA
    data.voltage = u16(b, 23) / 10; // V
    data.current = u16(b, 25) / 1000; // A
    if (u16(b, 27)) { data.frequency = Math.round(1e8 / u16(b, 27)) / 100; } // Hz
  }
  data.outputSeconds = i32(b, b.length - 4) >>> 0;
  return { data: data };
}

function decodeUplink(input) {
  var b = input.bytes;
  if (b.length === 0) { return fail('message has 0 bytes, expected at least 10'); }
  if (b[0] === 9) { return meter(b); }
  if (b[0] !== 1) { return fail('kind is ' + b[0] + ', expected 1 or 9'); }
  return b.length < 10 ? fail('message has ' + b.length + ' bytes, expected at least 10')
    : { data: { timeRequest: i32(b, 1) >>> 0, firmware: b[5] + '.' + b[6] + '.' + b[7], type: u16(b, 8) } };
}
