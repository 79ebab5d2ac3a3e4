// Decentlab DL-LP8P: carbon dioxide (SenseAir LP8), temperature, humidity, air pressure.
// Source: Decentlab, data sheet "CO2, Temperature, Humidity and Barometric Pressure Sensor for LoRaWAN"
//   and its decoder description; https://www.decentlab.com/products/co2-temperature-humidity-and-barometric-pressure-sensor-for-lorawan
// Any port: version (u8, 2) | device id (u16) | flags (u16) | for every set flag, lowest first, its group of u16 words.
//   0 temperature t = 175.72 w / 65536 - 46.85 °C, relative humidity h = 125 w / 65536 - 6 percent
//   1 barometer temperature (0.01 °C above -50 °C), air pressure (2 Pa)
//   2 CO2 and smoothed CO2 (ppm + 32768), its temperature (0.01 °C + 32768), two capacitor voltages (mV), status, two raw readings
//   3 battery (mV)
// Downlink port 1: command 0002 (period, kept over restarts) | seconds (u16) | CRC-16 of the four bytes (Modbus polynomial).
// All numbers big-endian.
var GROUPS = [
  {
    words: 2,
    read: function (data, w) {
      data.temperature = round(175.72 * w[0] / 65536 - 46.85, 2); // °C
      data.humidity = round(125 * w[1] / 65536 - 6, 2); // percent
    }
  },
  {
    words: 2,
    read: function (data, w) {
      data.barometerTemperature = (w[0] - 5000) / 100; // °C
      data.pressure = w[1] / 50; // hPa
    }
  },
  {
    words: 8,
    read: function (data, w) {
      data.co2 = signed(w[0]); // ppm
      data.co2Smoothed = signed(w[1]);
      data.co2SensorTemperature = signed(w[2]) / 100; // °C
      data.capacitorBefore = w[3] / 1000; // V
      data.capacitorAfter = w[4] / 1000;
      data.co2Status = w[5];
      data.infraredRaw = w[6];
      data.infraredSmoothed = w[7];
    }
  },
  {
    words: 1,
    read: function (data, w) { data.batteryVoltage = w[0] / 1000; }
  }
];

function round(value, decimals) {
  var by = Math.pow(10, decimals);
  return Math.round(value * by) / by;
}

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
