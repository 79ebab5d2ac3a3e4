// MCF88 MCF-LW12TERPM: particles with temperature, humidity and air pressure.
// Source: MCF88 (Enginko), "MCF-LW12TERPM, MCF-LW13 payload description", as in The Things Network device repository (mcf88)
// Any port, little-endian: kind (u8), then
//   0b report: high nibble 3 and 00: date | temperature (i16, 0.01 °C) | humidity (u8, 0.5 percent) | pressure (u24 Pa) | PM1, PM2.5, PM10
//     (u16 µg/m³) | battery (u8 percent; some)      high nibble 2 and 01: date | PM1, PM2.5, PM10
//   01 asks for the time: number (u32) | firmware (three u8) | type (u16)
// A date is u32: year above 2000 (7 bits), month (4), day (5), hour (5), minute (6), half seconds (5), local time.
function u16(b, at) { return b[at] | (b[at + 1] << 8); }
function u24(b, at) { return u16(b, at) | (b[at + 2] << 16); }
function u32(b, at) { return (u16(b, at) | (u16(b, at + 2) << 16)) >>> 0; }
function fail(text) { return { errors: [text] }; }
function two(number) { return (number < 10 ? '0' : '') + number; }

function date(b, at) {
  var v = u32(b, at);
  return (2000 + (v >>> 25)) + '-' + two((v >> 21) & 15) + '-' + two((v >> 16) & 31) + 'T' + two((v >> 11) & 31) + ':' + two((v >> 5) & 63) +
    ':' + two((v & 31) * 2);
}

function particles(data, b, at) {
  data.pm1 = u16(b, at); // µg/m³
  data.pm25 = u16(b, at + 2);
  data.pm10 = u16(b, at + 4);
}

function climate(b) {
  if (b.length !== 19 && b.length !== 20) { return fail('message has ' + b.length + ' bytes, expected 19 or 20'); }
  var data = {
    measuredAt: date(b, 3),
    temperature: ((u16(b, 7) << 16) >> 16) / 100, // °C
    humidity: b[9] / 2, // percent
    pressure: u24(b, 10) / 100 // hPa
  };
  particles(data, b, 13);
  if (b.length === 20) { data.battery = b[19]; } // percent
  return { data: data };
}

function only(b) {
  if (b.length !== 13) { return fail('message has ' + b.length + ' bytes, expected 13'); }
  var data = { measuredAt: date(b, 3) };
  particles(data, b, 7);
  return { data: data };
}

function decodeUplink(input) {
  var b = input.bytes;
  if (b.length < 3) { return fail('message has ' + b.length + ' bytes, expected at least 3'); }
  if (b[0] === 1) {
    return b.length < 10 ? fail('message has ' + b.length + ' bytes, expected at least 10')
      : { data: { timeRequest: u32(b, 1), firmware: b[5] + '.' + b[6] + '.' + b[7], type: u16(b, 8) } };
  }
  if (b[0] !== 0x0b) { return fail('kind is ' + b[0] + ', expected 1 or 11'); }
  if ((b[1] >> 4) === 3 && b[2] === 0) { return climate(b); }
  if ((b[1] >> 4) === 2 && b[2] === 1) { return only(b); }
  return fail('report ' + b[1] + ' ' + b[2] + ' is not of this sensor');
}
