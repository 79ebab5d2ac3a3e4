// Decentlab DL-ATM22: wind (METER ATMOS 22 ultrasonic anemometer).
// Source: Decentlab, data sheet "Wind Speed, Wind Direction and Temperature Sensor for LoRaWAN"
//   and its decoder description; https://www.decentlab.com/products/wind-speed-wind-direction-and-temperature-sensor-for-lorawan
// Any port: version (u8, 2) | device id (u16) | flags (u16) | for every set flag, lowest first, its group of u16 words.
//   0 wind speed (0.01 m/s), direction (0.1 degree), gust (0.01 m/s), temperature (0.1 °C), tilt along x and y (0.1 degree),
//     wind from north and from east (0.01 m/s); every word + 32768
//   1 battery (mV)
// Downlink port 1: command 0002 (period, kept over restarts) | seconds (u16) | CRC-16 of the four bytes (Modbus polynomial).
// All numbers big-endian.
var GROUPS = [
  {
    words: 8,
    read: function (data, w) {
      data.windSpeed = signed(w[0]) / 100; // m/s
      data.windDirection = signed(w[1]) / 10; // degrees
      data.windGust = signed(w[2]) / 100;
      data.temperature = signed(w[3]) / 10; // °C
      data.tiltX = signed(w[4]) / 10; // degrees
      data.tiltY = signed(w[5]) / 10;
      data.windNorth = signed(w[6]) / 100;
      data.windEast = signed(w[7]) / 100;
    }
  },
  {
    words: 1,
    read: function (data, w) { data.batteryVoltage = w[0] / 1000; }
  }
];

// Words with an offset carry negative numbers.
function signed(word) { return word - 32768; }

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
