// Cayenne LPP fields: channel, type, value. Types: 0x67 temperature (i16, 0.1 °C), 0x68 humidity (u8, 0.5 %),
// 0x65 illuminance (u16), used here for the message's number, 0x02 analogue input (i16, 0.01 V).
var NUMBERS = { 3: 'seq_lo', 4: 'seq_hi' };

function signed(hi, lo) {
  var v = (hi << 8) | lo;
  return v > 0x7fff ? v - 0x10000 : v;
}

function decodeUplink(input) {
  var b = input.bytes, data = {}, at = 0;
  while (at < b.length) {
    var channel = b[at], type = b[at + 1];
    at += 2;
    if (type === 0x67) { data.temperature = signed(b[at], b[at + 1]) / 10; at += 2; }
    else if (type === 0x68) { data.humidity = b[at] / 2; at += 1; }
    else if (type === 0x65) { data[NUMBERS[channel]] = (b[at] << 8) | b[at + 1]; at += 2; }
    else if (type === 0x02) { data.battery = signed(b[at], b[at + 1]) / 100; at += 2; }
    else { return { errors: ['type ' + type + ' is not known'] }; }
  }
  return { data: data };
}
