// Decentlab DL-ATM41: weather station (METER ATMOS 41).
// Source: Decentlab, data sheet "Eleven Parameter Weather Station for LoRaWAN"
//   and its decoder description; https://www.decentlab.com/products/eleven-parameter-weather-station-for-lorawan
// Any port: version (u8, 2) | device id (u16) | flags (u16) | for every set flag, lowest first, its group of u16 words.
//   0 solar radiation (W/m²), rain since the last message (0.001 mm), lightning strikes, their mean distance (km), wind speed
//     (0.01 m/s), direction (0.1 degree), gust (0.01 m/s), temperature (0.1 °C), vapour pressure and air pressure (0.01 kPa),
//     relative humidity (0.1 percent), temperature inside (0.1 °C), tilt along x and y (0.1 degree), compass heading (degree),
//     wind from north and from east (0.01 m/s); every word + 32768
//   1 battery (mV)
// Downlink port 1: command 0002 (period, kept over restarts) | seconds (u16) | CRC-16 of the four bytes (Modbus polynomial).
// All numbers big-endian.
var GROUPS = [
  {
    words: 17,
    read: function (data, w) {
      data.solarRadiation = signed(w[0]); // W/m²
      data.rain = signed(w[1]) / 1000; // mm
      data.lightningCount = signed(w[2]);
      data.lightningDistance = signed(w[3]); // km
      data.windSpeed = signed(w[4]) / 100; // m/s
      data.windDirection = signed(w[5]) / 10; // degrees
      data.windGust = signed(w[6]) / 100;
      data.temperature = signed(w[7]) / 10; // °C
      data.vapourPressure = signed(w[8]) / 100; // kPa
      data.pressure = signed(w[9]) / 10; // hPa
      data.humidity = signed(w[10]) / 10; // percent
      data.internalTemperature = signed(w[11]) / 10;
      data.tiltX = signed(w[12]) / 10; // degrees
      data.tiltY = signed(w[13]) / 10;
      data.heading = signed(w[14]);
      data.windNorth = signed(w[15]) / 100;
      data.windEast = signed(w[16]) / 100;
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
