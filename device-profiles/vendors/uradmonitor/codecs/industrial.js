// uRADMonitor INDUSTRIAL: outdoor station for particles, up to four gases, organic compounds, noise and climate.
// Source: uRADMonitor, "Payload of INDUSTRIAL over LoRaWAN", as in The Things Network device repository (uradmonitor-model-industrial)
// Any port, big-endian, 50 bytes: id (u32) | hardware (u8) | firmware (u8) | running (u32 s) | latitude, longitude (24 bits, 0.0001
// degree) | altitude (16 bits m) | speed (u16, 0.1) | temperature (16 bits, 0.01 °C) | pressure (u16, Pa above 65535) | humidity (u8,
// 0.5 percent) | gas sensor (u24 ohm) | noise (u8, 0.5 dB(A)) | four times gas (u8: 2a O3, 2b SO2, 2c NO2, 04 CO, 03 H2S, 02 NH3,
// 31 Cl2) and concentration (24 bits, 0.001 ppm) | PM1 below PM2.5 (u8) | PM2.5 (u16) | PM10 above PM2.5 (u8; µg/m³) | check byte, whose
// rule is not published. Numbers told in bits have a sign bit first.
var GASES = { 0x2a: 'o3', 0x2b: 'so2', 0x2c: 'no2', 0x04: 'co', 0x03: 'h2s', 0x02: 'nh3', 0x31: 'cl2' };

function u16(b, at) { return (b[at] << 8) | b[at + 1]; }
function u24(b, at) { return (b[at] << 16) | u16(b, at + 1); }
function u32(b, at) { return ((u16(b, at) << 16) | u16(b, at + 2)) >>> 0; }
function s16(b, at) { return (u16(b, at) & 0x7fff) * (b[at] & 0x80 ? -1 : 1); }
function s24(b, at) { return (u24(b, at) & 0x7fffff) * (b[at] & 0x80 ? -1 : 1); }

function decodeUplink(input) {
  var b = input.bytes;
  if (b.length !== 50) { return { errors: ['message has ' + b.length + ' bytes, expected 50'] }; }
  var data = {
    id: ('0000000' + u32(b, 0).toString(16)).slice(-8),
    hardware: 'HW' + (b[4] + 100),
    firmware: '' + b[5],
    uptime: u32(b, 6), // s
    temperature: s16(b, 20) / 100, // °C
    pressure: (u16(b, 22) + 65535) / 100, // hPa
    humidity: b[24] / 2, // percent
    gasResistance: u24(b, 25), // ohm
    noise: b[28] / 2, // dB(A)
    pm1: u16(b, 46) - b[45], // µg/m³
    pm25: u16(b, 46),
    pm10: u16(b, 46) + b[48]
  };
  if (u24(b, 10) !== 0 || u24(b, 13) !== 0) { // without a satellite receiver it says 0, 0
    data.latitude = s24(b, 10) / 10000;
    data.longitude = s24(b, 13) / 10000;
    data.altitude = s16(b, 16); // m
  }
  var warnings = [];
  for (var at = 29; at < 45; at += 4) {
    if (GASES[b[at]]) { data[GASES[b[at]]] = s24(b, at + 1) / 1000; } // ppm
    else if (b[at]) { warnings.push('gas ' + b[at] + ' is not known'); }
  }
  return { data: data, warnings: warnings };
}
