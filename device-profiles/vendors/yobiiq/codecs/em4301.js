// Yobiiq EM4301: three-phase electricity meter.
// Source: Yobiiq, "EM4301 LoRaWAN payloads" as in its codec for the ChirpStack device profiles; https://docs.yobiiq.com
// Big-endian. Ports 1 to 10, measurements: records of channel (u8), register (u8), value; channel 0b register 0a: Modbus error (u8)
// Port 50, the device: records of ff, kind (u8), value. Port 50 and 1 to 10, one byte: answer to a downlink, 0 done, 1 refused.
// Downlinks: port 50: ff 0b 01 restart; port of the package (1): ff 14 | interval (u8 min)
function fail(text) { return { errors: [text] }; }
function unsigned(b, at, size) {
  var value = 0;
  for (var i = 0; i < size; i++) { value = value * 256 + b[at + i]; }
  return value;
}
function signed(b, at, size) {
  var value = unsigned(b, at, size);
  var range = Math.pow(256, size);
  return value >= range / 2 ? value - range : value;
}
function version(b, at) { return b[at].toString(16) + '.' + b[at + 1].toString(16); }

// By register: bytes, how they are read, name, divisor
var REGISTERS = {
  0x00: [4, unsigned, 'index', 1], 0x01: [4, unsigned, 'time', 1], 0x03: [4, unsigned, 'loggerTime', 1],
  0x04: [4, unsigned, 'importT1', 1], 0x05: [4, unsigned, 'importT2', 1], 0x06: [4, unsigned, 'exportT1', 1], 0x07: [4, unsigned, 'exportT2', 1], // Wh
  0x08: [4, unsigned, 'reactiveImportT1', 1], 0x09: [4, unsigned, 'reactiveImportT2', 1], // varh
  0x0a: [4, unsigned, 'reactiveExportT1', 1], 0x0b: [4, unsigned, 'reactiveExportT2', 1],
  0x0c: [4, signed, 'voltageL1', 10], 0x0d: [4, signed, 'voltageL2', 10], 0x0e: [4, signed, 'voltageL3', 10], // V
  0x0f: [4, signed, 'current', 1000], 0x10: [4, signed, 'currentL1', 1000], 0x11: [4, signed, 'currentL2', 1000], // A
  0x12: [4, signed, 'currentL3', 1000], 0x13: [4, signed, 'power', 1], 0x14: [4, signed, 'powerL1', 1], 0x15: [4, signed, 'powerL2', 1], // W
  0x16: [4, signed, 'powerL3', 1], 0x17: [4, signed, 'reactivePowerL1', 1], 0x18: [4, signed, 'reactivePowerL2', 1], // var
  0x19: [4, signed, 'reactivePowerL3', 1], 0x1a: [4, signed, 'apparentPowerL1', 1], 0x1b: [4, signed, 'apparentPowerL2', 1], // VA
  0x1c: [4, signed, 'apparentPowerL3', 1], 0x1d: [1, signed, 'powerFactorL1', 100], 0x1e: [1, signed, 'powerFactorL2', 100],
  0x1f: [1, signed, 'powerFactorL3', 100], 0x20: [2, signed, 'angleL1', 100], 0x21: [2, signed, 'angleL2', 100], // degrees
  0x22: [2, signed, 'angleL3', 100], 0x23: [2, signed, 'frequency', 100], 0x24: [4, unsigned, 'systemPower', 0.001], // Hz, W
  0x25: [4, unsigned, 'reactivePower', 1], 0x26: [4, unsigned, 'apparentPower', 1], // var, VA
  0x27: [4, signed, 'maximumL1', 1000], 0x28: [4, signed, 'maximumL2', 1000], 0x29: [4, signed, 'maximumL3', 1000], // A
  0x2a: [4, signed, 'powerMean', 1], 0x2b: [4, unsigned, 'midYear', 1], 0xf0: [2, function (b, at) { return Number(version(b, at).replace('.', '')); }, 'made', 1],
  0xf1: [2, version, 'firmware', 0], 0xf2: [2, version, 'hardware', 0]
};

var DEVICE = {
  0x09: [2, version, 'hardware', 0], 0x0a: [2, version, 'firmware', 0], 0x0b: [1, function (b, at) { return b[at] === 1; }, 'mains', 0],
  0x0f: [1, function (b, at) { return 'ABC'.charAt(b[at]); }, 'deviceClass', 0], 0x16: [4, function (b, at) { return '' + unsigned(b, at, 4); }, 'serial', 0],
  0x1e: [2, unsigned, 'currentPrimary', 1], 0x1f: [1, unsigned, 'currentSecondary', 1], 0x20: [4, unsigned, 'voltagePrimary', 1],
  0x21: [2, unsigned, 'voltageSecondary', 1]
};

function records(b, table, data) {
  for (var at = 0; at < b.length;) {
    if (table === DEVICE && b[at] === 0xff && b[at + 1] === 0x28) { // the model's name to the end
      data.model = String.fromCharCode.apply(null, b.slice(at + 2));
      return { data: data };
    }
    if (table === REGISTERS && b[at] === 0x0b && b[at + 1] === 0x0a && b.length === at + 3) {
      data.modbusError = b[at + 2];
      return { data: data };
    }
    var record = table[b[at + 1]];
    if (!record) { return fail('record ' + b[at + 1] + ' at byte ' + at + ' is not known'); }
    if (at + 2 + record[0] > b.length) { return fail('record ' + b[at + 1] + ' has ' + (b.length - at - 2) + ' bytes, expected ' + record[0]); }
    var value = record[1](b, at + 2, record[0]);
    data[record[2]] = record[3] === 0 ? value : record[3] < 1 ? value * 1000 : value / record[3];
    at += 2 + record[0];
  }
  return { data: data };
}

function sum(data, name, first, second) {
  if (data[first] !== undefined || data[second] !== undefined) { data[name] = (data[first] || 0) + (data[second] || 0); }
}

function measurements(b) {
  var answer = records(b, REGISTERS, {});
  if (answer.errors) { return answer; }
  sum(answer.data, 'energy', 'importT1', 'importT2');
  sum(answer.data, 'energyExport', 'exportT1', 'exportT2');
  sum(answer.data, 'reactiveEnergy', 'reactiveImportT1', 'reactiveImportT2');
  sum(answer.data, 'reactiveEnergyExport', 'reactiveExportT1', 'reactiveExportT2');
  return answer;
}

function decodeUplink(input) {
  var b = input.bytes;
  if (input.fPort !== 50 && !(input.fPort >= 1 && input.fPort <= 10)) { return fail('port ' + input.fPort + ' is not known, expected 1 to 10 or 50'); }
  if (b.length === 0) { return fail('message has 0 bytes, expected records'); }
  if (b.length === 1) { return { data: { accepted: b[0] === 0 }, warnings: b[0] === 0 ? [] : ['the meter refused a downlink'] }; }
  return input.fPort === 50 ? records(b, DEVICE, {}) : measurements(b);
}

function encodeDownlink(input) {
  if (input.data.restart) { return { fPort: 50, bytes: [0xff, 0x0b, 1] }; }
  var minutes = Math.round(input.data.reportInterval / 60);
  if (!(minutes >= 1 && minutes <= 255)) { return fail('reportInterval is ' + input.data.reportInterval + ', expected 60 to 15300'); }
  return { fPort: 1, bytes: [0xff, 0x14, minutes] };
}

function decodeDownlink(input) {
  var b = input.bytes;
  if (input.fPort === 50 && b.length === 3 && b[1] === 0x0b) { return { data: { restart: true } }; }
  if (input.fPort === 1 && b.length === 3 && b[1] === 0x14) { return { data: { reportInterval: b[2] * 60 } }; }
  return fail('not a command of this meter');
}
