// uRADMonitor A3: fixed station for particles, ozone, formaldehyde, CO2, organic compounds, noise and climate.
// Source: uRADMonitor, "Payload of A3 over LoRaWAN", as in The Things Network device repository (uradmonitor-model-a3)
// Any port, big-endian, 32 bytes: id (u32) | hardware (u8) | firmware (u8) | running (u32 s) | temperature (sign bit and 15 bits,
// 0.01 °C) | pressure (u16, Pa above 65535) | humidity (u8, 0.5 percent) | gas sensor (u24 ohm) | noise (u8, 0.5 dB(A)) | CO2 (u16 ppm) |
// formaldehyde (u16 ppb) | ozone (u16 ppb) | PM1, PM2.5, PM10 (u16 µg/m³) | check byte, whose rule is not published
function u16(b, at) { return (b[at] << 8) | b[at + 1]; }
function u32(b, at) { return ((u16(b, at) << 16) | u16(b, at + 2)) >>> 0; }

function decodeUplink(input) {
  var b = input.bytes;
  if (b.length !== 32) { return { errors: ['message has ' + b.length + ' bytes, expected 32'] }; }
  return {
    data: {
      id: ('0000000' + u32(b, 0).toString(16)).slice(-8),
      hardware: 'HW' + b[4],
      firmware: '' + b[5],
      uptime: u32(b, 6), // s
      temperature: (u16(b, 10) & 0x7fff) / (b[10] & 0x80 ? -100 : 100), // °C
      pressure: (u16(b, 12) + 65535) / 100, // hPa
      humidity: b[14] / 2, // percent
      gasResistance: (b[15] << 16) | u16(b, 16), // ohm
      noise: b[18] / 2, // dB(A)
      co2: u16(b, 19), // ppm
      formaldehyde: u16(b, 21), // ppb
      o3: u16(b, 23), // ppb
      pm1: u16(b, 25), // µg/m³
      pm25: u16(b, 27),
      pm10: u16(b, 29)
    }
  };
}
