// Tekzitel TekziPark: parking sensor with magnetometer and radar.
// Port 1, state: flags (bit 7 occupied, 5 battery good, 4 obstruction, 3 by radar, 2 no beacon, 1 restarted, 0 keep-alive) |
//   temperature (i8, °C) | parking (u8) | with beacons: weakest counted (i8, dBm) | beacons (u16 each, big endian)
// Port 2, diagnosis: flags, temperature and parking as above | deflection X, Y, Z (3 i8) | baseline X, Y, Z (3 i8) |
//   fault (u8) | obstruction (u8) | reflection (u8)
// Downlink, port 3: all settings at once, in 8 bytes of bit fields (SETTINGS: byte, shift, width)
// Source: Tekzitel's payload formatter in the device repository of The Things Network,
//   https://github.com/TheThingsNetwork/lorawan-devices/tree/master/vendor/tekzitel
function i8(b, i) { return (b[i] << 24) >> 24; }
function axes(b, i) { return { x: i8(b, i), y: i8(b, i + 1), z: i8(b, i + 2) }; }

var SETTINGS = {
  suppressBaselineOffset: [0, 7, 1], radarStartRange: [0, 4, 3], fluctuationsCount: [0, 0, 4],
  downlinkFrequency: [1, 7, 1], axisDeflection: [1, 5, 2], debugMode: [1, 4, 1], deflectionThreshold: [1, 0, 4],
  zeroNegativeDrop: [2, 7, 1], oversampling: [2, 5, 2], samples: [2, 3, 2], fluctuationThresholdXY: [2, 0, 3],
  sleepTime: [3, 5, 3], reset: [3, 4, 1], magnetometerRestart: [3, 3, 1], fluctuationDelay: [3, 0, 3],
  axisFluctuations: [4, 6, 2], fluctuationThresholdZ: [4, 3, 3], selfHeal: [4, 2, 1], keepAlivePeriod: [4, 0, 2],
  radarScans: [5, 4, 4], obstructionCheck: [5, 3, 1], reflectionThreshold: [5, 0, 3],
  oi: [6, 7, 1], sendRssi: [6, 6, 1], beaconScans: [6, 3, 3], beaconWindow: [6, 0, 3],
  beaconRssi: [7, 0, 8]
};

function flags(b) {
  return {
    occupied: (b[0] & 0x80) !== 0,
    batteryGood: (b[0] & 0x20) !== 0,
    batteryLow: (b[0] & 0x20) === 0,
    obstructed: (b[0] & 0x10) !== 0,
    byRadar: (b[0] & 0x08) !== 0,
    noBeacon: (b[0] & 0x04) !== 0,
    restarted: (b[0] & 0x02) !== 0,
    keepAlive: (b[0] & 0x01) !== 0,
    temperature: i8(b, 1),
    parking: b[2]
  };
}

function state(b) {
  if (b.length !== 3 && (b.length < 4 || b.length % 2 !== 0)) {
    return { errors: ['state has ' + b.length + ' bytes, expected 3, or 4 and two for each beacon'] };
  }
  var data = flags(b);
  if (b.length > 3) {
    data.beaconRssi = i8(b, 3);
    data.beacons = [];
    for (var i = 4; i < b.length; i += 2) { data.beacons.push((b[i] << 8) | b[i + 1]); }
  }
  return { data: data };
}

function diagnosis(b) {
  if (b.length !== 12) { return { errors: ['diagnosis has ' + b.length + ' bytes, expected 12'] }; }
  var data = flags(b);
  data.deflection = axes(b, 3);
  data.baseline = axes(b, 6);
  data.fault = b[9];
  data.obstruction = b[10];
  data.reflection = b[11];
  return { data: data };
}

function decodeUplink(input) {
  switch (input.fPort) {
    case 1: return state(input.bytes);
    case 2: return diagnosis(input.bytes);
    default: return { errors: ['port ' + input.fPort + ' is not known, expected 1 or 2'] };
  }
}

function encodeDownlink(input) {
  var bytes = [0, 0, 0, 0, 0, 0, 0, 0];
  for (var name in SETTINGS) {
    var value = input.data[name];
    var field = SETTINGS[name];
    if (!(value >= 0 && value < (1 << field[2]))) {
      return { errors: [name + ' is ' + value + ', expected 0..' + ((1 << field[2]) - 1) + '; the device takes all settings at once'] };
    }
    bytes[field[0]] |= value << field[1];
  }
  return { fPort: 3, bytes: bytes };
}

function decodeDownlink(input) {
  var b = input.bytes;
  if (input.fPort !== 3 || b.length !== 8) { return { errors: ['not settings of this sensor'] }; }
  var data = {};
  for (var name in SETTINGS) {
    var field = SETTINGS[name];
    data[name] = (b[field[0]] >> field[1]) & ((1 << field[2]) - 1);
  }
  return { data: data };
}
