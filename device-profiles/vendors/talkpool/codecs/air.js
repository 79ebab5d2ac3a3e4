// Talkpool OY1210 (CO2) and OY1700 (particles), both with temperature and humidity.
// Source: Talkpool, "OY1210 and OY1700 decoding", as in The Things Network device repository (talkpool)
// Port 2, big-endian: temperature, upper 8 bits | humidity, upper 8 bits | lower 4 bits of temperature and of humidity (12 bits, 0.1 °C
// above -80 °C, 0.1 percent above -25 percent) | OY1210: CO2 (u16 ppm), 5 bytes; OY1700: PM1, PM2.5, PM10 (u16 µg/m³), 9 bytes
function u16(b, at) { return (b[at] << 8) | b[at + 1]; }

function decodeUplink(input) {
  var b = input.bytes;
  if (input.fPort !== 2) { return { errors: ['port ' + input.fPort + ' is not known, expected 2'] }; }
  if (b.length !== 5 && b.length !== 9) { return { errors: ['message has ' + b.length + ' bytes, expected 5 or 9'] }; }
  var data = {
    temperature: (((b[0] << 4) | (b[2] >> 4)) - 800) / 10, // °C
    humidity: (((b[1] << 4) | (b[2] & 15)) - 250) / 10 // percent
  };
  if (b.length === 5) {
    data.co2 = u16(b, 3); // ppm
  } else {
    data.pm1 = u16(b, 3); // µg/m³
    data.pm25 = u16(b, 5);
    data.pm10 = u16(b, 7);
  }
  return { data: data };
}
