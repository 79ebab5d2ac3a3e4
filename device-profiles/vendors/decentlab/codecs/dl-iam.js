// Decentlab DL-IAM: indoor climate with CO2, volatile organic compounds, light and motion.
// Source: Decentlab, data sheet "Indoor Ambiance Monitor including CO2, TVOC and Motion Sensor for LoRaWAN"
//   and its decoder description; https://www.decentlab.com/products/indoor-ambiance-monitor-including-co2-tvoc-and-motion-sensor-for-lorawan
// Any port: version (u8, 2) | device id (u16) | flags (u16) | for every set flag, lowest first, its group of u16 words.
//   0 battery (mV)
//   1 temperature t = 175 w / 65535 - 45 °C, relative humidity h = 100 w / 65535 percent
//   2 air pressure (2 Pa)
//   3 light visible and infrared (a), light infrared (b); illuminance = 1.5504 max(a - 1.64 b, 0.59 a - 0.86 b, 0) lx
//   4 CO2 (ppm + 32768), status, raw reading
//   5 motions since the last message
//   6 volatile organic compounds (ppb)
// Downlink port 1: command 0002 (period, kept over restarts) | seconds (u16) | CRC-16 of the four bytes (Modbus polynomial).
// All numbers big-endian.
var GROUPS = [
  {
    words: 1,
    read: function (data, w) { data.batteryVoltage = w[0] / 1000; }
  },
  {
    words: 2,
    read: function (data, w) {
      data.temperature = round(175 * w[0] / 65535 - 45, 2); // °C
      data.humidity = round(100 * w[1] / 65535, 2); // percent
    }
  },
  {
    words: 1,
    read: function (data, w) { data.pressure = w[0] / 50; } // hPa
  },
  {
    words: 2,
    read: function (data, w) {
      data.lightAll = w[0];
      data.lightInfrared = w[1];
      data.illuminance = round(1.5504 * Math.max(w[0] - 1.64 * w[1], 0.59 * w[0] - 0.86 * w[1], 0), 2); // lx
    }
  },
  {
    words: 3,
    read: function (data, w) {
      data.co2 = signed(w[0]); // ppm
      data.co2Status = w[1];
      data.infraredRaw = w[2];
    }
  },
  {
    words: 1,
    read: function (data, w) { data.motions = w[0]; }
  },
  {
    words: 1,
    read: function (data, w) { data.tvoc = w[0]; } // ppb
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
