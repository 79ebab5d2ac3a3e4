// EMU Professional II and Allrounder LoRa: three-phase electricity meters.
// Source: EMU Electronic, "LoRa payload of EMU Professional II", as in The Things Network device repository (emu-prof-ii)
// Any port, little-endian: clock (u32) | records of register (u8) and value | CRC-8 (polynomial 07) of what stands before. Two bytes: a
// status without values.
// Downlink, the port whose message is meant (1): interval (u16 min) | flags (u8: bit 1 acknowledged, 2 join anew, 3 port is used) |
// registers | CRC-8
function u16(b, at) { return b[at] | (b[at + 1] << 8); }
function i16(b, at) { return (u16(b, at) << 16) >> 16; }
function i32(b, at) { return u16(b, at) | (u16(b, at + 2) << 16); }
function u32(b, at) { return i32(b, at) >>> 0; }
function u64(b, at) { return u32(b, at) + u32(b, at + 4) * 4294967296; }
function i8(b, at) { return (b[at] << 24) >> 24; }
function hex(value) { return ('0' + value.toString(16)).slice(-2); }
function text(b, at) { return String.fromCharCode(b[at], b[at + 1], b[at + 2], b[at + 3]).replace(/[^ -~]/g, '').trim(); }
function digits(b, at) { return hex(b[at + 3]) + hex(b[at + 2]) + hex(b[at + 1]) + hex(b[at]); }
function fail(text) { return { errors: [text] }; }

// By register: bytes, how they are read, name, divisor
var REGISTERS = {
  0x00: [4, u32, 'index', 1], 0x01: [4, u32, 'time', 1], 0x02: [4, u32, 'timeBefore', 1],
  0x03: [4, u32, 'importT1', 1], 0x04: [4, u32, 'importT2', 1], 0x05: [4, u32, 'exportT1', 1], 0x06: [4, u32, 'exportT2', 1], // Wh
  0x07: [4, u32, 'reactiveImportT1', 1], 0x08: [4, u32, 'reactiveImportT2', 1], // varh
  0x09: [4, u32, 'reactiveExportT1', 1], 0x0a: [4, u32, 'reactiveExportT2', 1],
  0x0b: [4, i32, 'power', 1], 0x0c: [4, i32, 'powerL1', 1], 0x0d: [4, i32, 'powerL2', 1], 0x0e: [4, i32, 'powerL3', 1], // W
  0x0f: [4, i32, 'current', 1000], 0x10: [4, i32, 'currentL1', 1000], 0x11: [4, i32, 'currentL2', 1000], 0x12: [4, i32, 'currentL3', 1000], // A
  0x13: [4, i32, 'currentN', 1000], 0x14: [4, i32, 'voltageL1', 10], 0x15: [4, i32, 'voltageL2', 10], 0x16: [4, i32, 'voltageL3', 10], // V
  0x17: [1, i8, 'powerFactorL1', 100], 0x18: [1, i8, 'powerFactorL2', 100], 0x19: [1, i8, 'powerFactorL3', 100],
  0x1a: [2, i16, 'frequency', 10], 0x1b: [4, i32, 'powerMean', 1], // Hz, W
  0x1c: [4, u32, 'importT1', 0.001], 0x1d: [4, u32, 'importT2', 0.001], 0x1e: [4, u32, 'exportT1', 0.001], 0x1f: [4, u32, 'exportT2', 0.001],
  0x20: [4, u32, 'reactiveImportT1', 0.001], 0x21: [4, u32, 'reactiveImportT2', 0.001],
  0x22: [4, u32, 'reactiveExportT1', 0.001], 0x23: [4, u32, 'reactiveExportT2', 0.001],
  0x24: [8, u64, 'importT1', 1], 0x25: [8, u64, 'importT2', 1], 0x26: [8, u64, 'exportT1', 1], 0x27: [8, u64, 'exportT2', 1],
  0x28: [8, u64, 'reactiveImportT1', 1], 0x29: [8, u64, 'reactiveImportT2', 1],
  0x2a: [8, u64, 'reactiveExportT1', 1], 0x2b: [8, u64, 'reactiveExportT2', 1],
  0xf0: [1, function (b, at) { return b[at]; }, 'errorCode', 1], 0xf1: [4, digits, 'serial', 0], 0xf2: [4, digits, 'factory', 0],
  0xf3: [2, u16, 'currentPrimary', 1], 0xf4: [2, u16, 'currentSecondary', 1], 0xf5: [2, u16, 'voltagePrimary', 1],
  0xf6: [2, u16, 'voltageSecondary', 1], 0xf7: [1, function (b, at) { return b[at]; }, 'type', 1], 0xf8: [4, digits, 'midYear', 0],
  0xf9: [4, digits, 'factoryYear', 0], 0xfa: [4, text, 'firmware', 0], 0xfb: [4, text, 'midVersion', 0], 0xfc: [4, text, 'maker', 0],
  0xfd: [4, text, 'hardware', 0], 0xfe: [4, u32, 'systemTime', 1]
};

function crc8(bytes) {
  return bytes.reduce(function (crc, byte) {
    crc ^= byte;
    for (var i = 0; i < 8; i++) { crc = crc & 0x80 ? ((crc << 1) ^ 7) & 255 : crc << 1; }
    return crc;
  }, 0);
}

function sum(data, name, first, second) {
  if (data[first] !== undefined || data[second] !== undefined) { data[name] = (data[first] || 0) + (data[second] || 0); }
}

function decodeUplink(input) {
  var b = input.bytes;
  if (b.length === 2) { return { data: {} }; }
  if (b.length < 6) { return fail('message has ' + b.length + ' bytes, expected 2 or at least 6'); }
  var end = b.length - 1;
  if (crc8(b.slice(0, end)) !== b[end]) { return fail('the CRC is ' + b[end] + ', expected ' + crc8(b.slice(0, end))); }
  var data = { clock: u32(b, 0) };
  for (var at = 4; at < end;) {
    var register = REGISTERS[b[at]];
    if (!register) { return fail('register ' + b[at] + ' at byte ' + at + ' is not known'); }
    if (at + 1 + register[0] > end) { return fail('register ' + b[at] + ' has ' + (end - at - 1) + ' bytes, expected ' + register[0]); }
    var value = register[1](b, at + 1);
    data[register[2]] = register[3] === 0 ? value : register[3] < 1 ? value * 1000 : value / register[3];
    at += 1 + register[0];
  }
  sum(data, 'energy', 'importT1', 'importT2');
  sum(data, 'energyExport', 'exportT1', 'exportT2');
  sum(data, 'reactiveEnergy', 'reactiveImportT1', 'reactiveImportT2');
  sum(data, 'reactiveEnergyExport', 'reactiveExportT1', 'reactiveExportT2');
  if (data.errorCode !== undefined) { data.powerFailed = (data.errorCode & 0x20) !== 0; }
  return { data: data };
}

function encodeDownlink(input) {
  var minutes = Math.round(input.data.reportInterval / 60);
  if (!(minutes >= 1 && minutes <= 65535)) { return fail('reportInterval is ' + input.data.reportInterval + ', expected at least 60'); }
  var registers = input.data.registers || [0x01, 0x03, 0x04, 0x05, 0x06, 0x0b, 0x14, 0x15, 0x16];
  var bytes = [minutes & 255, minutes >> 8, 0x08].concat(registers);
  return { fPort: input.data.port || 1, bytes: bytes.concat([crc8(bytes)]) };
}

function decodeDownlink(input) {
  var b = input.bytes;
  if (b.length < 4 || crc8(b.slice(0, b.length - 1)) !== b[b.length - 1]) { return fail('not a command of this meter'); }
  return { data: { port: input.fPort, reportInterval: u16(b, 0) * 60, registers: b.slice(3, b.length - 1) } };
}
