// Air-quality station, compact: pm25, pm10 (u16 BE, 0.1 µg/m³) | temperature (i16 BE, 0.1 °C) | humidity (u8, percent)
function decodeUplink(input) {
  var b = input.bytes;
  if (b.length !== 7) { return { errors: ['message has ' + b.length + ' bytes, expected 7'] }; }
  var t = (b[4] << 8) | b[5];
  return {
    data: {
      pm25: ((b[0] << 8) | b[1]) / 10,
      pm10: ((b[2] << 8) | b[3]) / 10,
      temperature: (t > 0x7fff ? t - 0x10000 : t) / 10,
      humidity: b[6]
    }
  };
}
