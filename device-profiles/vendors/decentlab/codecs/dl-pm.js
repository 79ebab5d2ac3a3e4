// Decentlab DL-PM: particles (Sensirion SPS30), temperature, humidity, air pressure.
// Source: Decentlab, data sheet "Particulate Matter, Temperature, Humidity and Barometric Pressure Sensor for LoRaWAN"
//   and its decoder description; https://www.decentlab.com/products/particulate-matter-temperature-humidity-and-barometric-pressure-sensor-for-lorawan
// Any port: version (u8, 2) | device id (u16) | flags (u16) | for every set flag, lowest first, its group of u16 words.
//   0 battery (mV)
//   1 mass of particles up to 1, 2.5, 4, 10 µm (0.1 µg/m³), typical size (nm), number up to 0.5, 1, 2.5, 4, 10 µm (0.1 1/cm³)
//   2 temperature t = 175.72 w / 65536 - 46.85 °C, relative humidity h = 125 w / 65536 - 6 percent
//   3 air pressure (2 Pa)
// Downlink port 1: command 0002 (period, kept over restarts) | seconds (u16) | CRC-16 of the four bytes (Modbus polynomial).
// All numbers big-endian.
var GROUPS = [
  {
    words: 1,
    read: function (data, w) { data.batteryVoltage = w[0] / 1000; }
  },
  {
    words: 10,
    read: function (data, w) {
      data.pm1 = w[0] / 10; // µg/m³
      data.pm25 = w[1] / 10;
      data.pm4 = w[2] / 10;
      data.pm10 = w[3] / 10;
      data.particleSize = w[4] / 1000; // µm
      data.count05 = w[5] / 10; // 1/cm³, up to 0.5 µm
      data.count1 = w[6] / 10;
      data.count25 = w[7] / 10;
      data.count4 = w[8] / 10;
      data.count10 = w[9] / 10;
    }
  },
  {
    words: 2,
    read: function (data, w) {
      data.temperature = round(175.72 * w[0] / 65536 - 46.85, 2); // °C
      data.humidity = round(125 * w[1] / 65536 - 6, 2); // percent
    }
  },
  {
    words: 1,
    read: function (data, w) { data.pressure = w[0] / 50; } // hPa
  }
];

function round(value, decimals) {
  var by = Math.pow(10, decimals);
  return Math.round(value * by) / by;
}

function decodeUplink(input) {
  var b = input.bytes;
  if (b.length < 5) { return { errors: ['message has ' + b.length + ' bytes, expected at least 5'] }; }
  if (b[0] !== 2) { return { errors: ['version is ' + b[0] + ', expected 2'] }; }
  var flags = (b[3] << 8) | b[4];
  if (flags >> GROUPS.length) { return { errors: ['flags are ' + flags + ', expected at most ' + ((1 << GROUPS.length) - 1)] }; }
  var present = GROUPS.filter(function (group, bit) { return (flags >> bit) & 1; });
  var expected = present.reduce(function (sum, group) { return sum + 2 * group.words; }, 5);
  if (b.length !== expected) { return { errors: ['message has ' + b.length + ' bytes, expected ' + expected] }; }
  var data = { deviceId: (b[1] << 8) | b[2] };
  var at = 5;
  present.forEach(function (group) {
    var words = [];
    for (var i = 0; i < group.words; i++, at += 2) { words.push((b[at] << 8) | b[at + 1]); }
    group.read(data, words);
  });
  return { data: data };
}

function crc16(bytes) {
  return bytes.reduce(function (crc, byte) {
    crc ^= byte;
    for (var i = 0; i < 8; i++) { crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1; }
    return crc;
  }, 0xffff);
}

function encodeDownlink(input) {
  var seconds = Math.round(input.data.reportInterval);
  if (!(seconds >= 1 && seconds <= 65535)) { return { errors: ['reportInterval is ' + seconds + ', expected 1 to 65535'] }; }
  var bytes = [0, 2, seconds >> 8, seconds & 255];
  var crc = crc16(bytes);
  return { fPort: 1, bytes: bytes.concat([crc >> 8, crc & 255]) };
}

function decodeDownlink(input) {
  var b = input.bytes;
  if (b.length !== 6 || b[0] !== 0 || b[1] !== 2) { return { errors: ['not a command of this sensor'] }; }
  if (crc16(b.slice(0, 4)) !== ((b[4] << 8) | b[5])) { return { errors: ['the CRC does not fit'] }; }
  return { data: { reportInterval: (b[2] << 8) | b[3] } };
}
