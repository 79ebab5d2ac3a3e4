// NAS UL2002/UL2014 luminaire controllers, firmware 1.0.
// Source: NAS, "Luminaire controller UL20xx FW 1.0.x+ communication protocols"; https://www.nasys.no
// Little-endian. An output is addressed by a byte: 01 0-10 V, FE all DALI drivers, else even: bit 7 group, bits 1..6 number.
// Port 24, status: clock (u32) | status (u8: bit 0 DALI supply error, 1 DALI error, 2 light, 4 input, 5 hardware error, 7 relay
//   closed) | -RSSI (u8) | SNR (i8) | temperature (i8) | flags (u8: bit 1 light byte follows, 2 drain on, alerts of a day: 4 voltage,
//   5 lamp, 6 power, 7 power factor) | light (u8) | outputs: profile, version or reason from 240 on, address, days, level (u8,
//   FF not overridden)
// Port 25, usage: per output: address, flags (u8), then what the flags name: energy (u32 Wh), power (u16 W), load side the same,
//   power factor (u8, 0.01), mains (u8 V), driver on (u32 s), lamp on (u32 s)
// Port 60, accepted command: 00 DALI states: address, state ...; 01 address, level (u8, FF program) ...; others as they are
// Port 61, event: 80 input, 81 light, 83 DALI drivers, 84 metering; low nibble of the next byte says more
// Port 99, system: 00 start, 13 refused downlink. Port 50, settings as they were accepted.
// Downlinks: port 60 a command, port 50: 07 | status interval (u32 s).
function u16(b, at) { return b[at] | (b[at + 1] << 8); }
function u32(b, at) { return (b[at] | (b[at + 1] << 8) | (b[at + 2] << 16) | (b[at + 3] << 24)) >>> 0; }
function i8(value) { return value > 127 ? value - 256 : value; }
function bit(value, n) { return ((value >> n) & 1) === 1; }
function hex(bytes) { return bytes.map(function (x) { return (x < 16 ? '0' : '') + x.toString(16); }).join(''); }
function fail(text) { return { errors: [text] }; }
function short(b, expected) { return fail('message has ' + b.length + ' bytes, expected ' + expected); }

function address(value) {
  if (value === 1) { return 'analog'; }
  if (value === 0xfe) { return 'broadcast'; }
  if (value === 0xff) { return 'all'; }
  return value & 0x80 ? 'group ' + ((value >> 1) & 15) : 'driver ' + ((value >> 1) & 63);
}

function reason(code) {
  if (code < 240) { return 'profile'; }
  return { 246: 'no driver', 247: 'calendar', 248: 'start', 249: 'profile', 250: 'light', 252: 'input', 253: 'manual',
    254: 'driver' }[code] || 'unknown';
}

function driver(status) {
  return status === 0xff ? {} : { driverFailure: bit(status, 0), lampFailure: bit(status, 1), lit: bit(status, 2) };
}

function outputs(data, b, at) {
  data.outputs = [];
  for (; at < b.length; at += 5) {
    var output = { profile: b[at], reason: reason(b[at + 1]), address: address(b[at + 2]) };
    if (b[at + 4] !== 0xff) { output.level = b[at + 4]; } // percent
    data.outputs.push(output);
  }
  var known = data.outputs.filter(function (output) { return output.level !== undefined; });
  if (known.length) {
    data.level = known[0].level;
    data.on = known[0].level > 0;
    data.mode = known[0].reason === 'manual' ? 'manual' : 'automatic';
  }
}

function status(b) {
  if (b.length < 9) { return short(b, 'at least 9'); }
  var data = { clock: u32(b, 0), daliSupplyError: bit(b[4], 0), daliError: bit(b[4], 1), lightInputOn: bit(b[4], 2), input: bit(b[4], 4),
    hardwareError: bit(b[4], 5), relayClosed: bit(b[4], 7), rssi: -b[5], snr: i8(b[6]), temperature: i8(b[7]), // dBm, dB, °C
    drainOn: bit(b[8], 2), voltageAlert: bit(b[8], 4), lampAlert: bit(b[8], 5), powerAlert: bit(b[8], 6), powerFactorAlert: bit(b[8], 7) };
  var at = 9;
  if (bit(b[8], 1)) { data.lightInput = b[at++]; }
  if (at > b.length || (b.length - at) % 5 !== 0) { return short(b, 'outputs of 5 bytes after byte ' + at); }
  outputs(data, b, at);
  data.fault = data.daliSupplyError || data.daliError || data.hardwareError || data.lampAlert;
  return { data: data };
}

var USAGE = [
  { name: 'energy', size: 4 }, { name: 'power', size: 2 }, { name: 'loadEnergy', size: 4 }, { name: 'loadPower', size: 2 },
  { name: 'powerFactor', size: 1 }, { name: 'voltage', size: 1 }, { name: 'driverSeconds', size: 4 }, { name: 'lampSeconds', size: 4 }
];

function number(b, at, size) { return size === 1 ? b[at] : size === 2 ? u16(b, at) : u32(b, at); }

function usageOf(b, at, output) {
  var flags = b[at + 1];
  at += 2;
  USAGE.forEach(function (field, n) {
    if (!bit(flags, n)) { return; }
    var value = number(b, at, field.size);
    at += field.size;
    if (field.name !== 'powerFactor') { output[field.name] = value; }
    else if (value !== 0xff) { output.powerFactor = value / 100; }
  });
  return at;
}

// What the controller measures itself counts before what the drivers say; energy and power of several drivers add up.
function total(list, name) {
  var having = list.filter(function (output) { return output[name] !== undefined; });
  var own = having.filter(function (output) { return output.address === 'all'; });
  if (own.length) { return own[0][name]; }
  if (!having.length) { return undefined; }
  var adds = name === 'energy' || name === 'power' || name === 'loadEnergy' || name === 'loadPower';
  return adds ? having.reduce(function (sum, output) { return sum + output[name]; }, 0) : having[0][name];
}

function usage(b, at) {
  var data = { outputs: [] };
  while (at < b.length) {
    var output = { address: address(b[at]) };
    at = usageOf(b, at, output);
    data.outputs.push(output);
  }
  if (at !== b.length || b.length < 3) { return short(b, 'as many as the flags say'); }
  USAGE.forEach(function (field) {
    var value = total(data.outputs, field.name);
    if (value !== undefined) { data[field.name] = value; }
  });
  return { data: data };
}

function command(b) {
  if (b[0] === 0) { return drivers(b, 1); }
  if (b[0] !== 1) { return { data: { accepted: hex(b) } }; }
  if (b.length < 3 || (b.length - 1) % 2 !== 0) { return short(b, '1 and outputs of 2'); }
  var data = { outputs: [] };
  for (var at = 1; at < b.length; at += 2) {
    var output = { address: address(b[at]) };
    if (b[at + 1] === 0xff) { output.program = true; } else { output.setpoint = b[at + 1]; }
    data.outputs.push(output);
  }
  if (data.outputs[0].setpoint !== undefined) { data.setpoint = data.outputs[0].setpoint; }
  return { data: data };
}

function metering(b) {
  if (b.length !== 7) { return short(b, 7); }
  var data = { lampFailure: bit(b[1], 0), overCurrent: bit(b[1], 1), underVoltage: bit(b[1], 2), overVoltage: bit(b[1], 3),
    lowPowerFactor: bit(b[1], 4), power: u16(b, 2), voltage: u16(b, 4), powerFactor: b[6] / 100 };
  data.fault = b[1] !== 0;
  return { data: data };
}

function drivers(b, at) {
  if (b.length < at + 2 || (b.length - at) % 2 !== 0) { return short(b, at + ' and drivers of 2'); }
  var data = { outputs: [] };
  for (; at < b.length; at += 2) {
    var output = driver(b[at + 1]);
    output.address = address(b[at]);
    data.outputs.push(output);
  }
  data.lampFailure = data.outputs.some(function (output) { return output.lampFailure; });
  data.driverFailure = data.outputs.some(function (output) { return output.driverFailure; });
  data.fault = data.lampFailure || data.driverFailure;
  return { data: data };
}

function event(b) {
  if (b[0] === 0x80) { return b.length === 4 ? { data: { inputCount: u16(b, 2) } } : short(b, 4); }
  if (b[0] === 0x81) { return b.length === 4 ? { data: { lightInput: b[3], lightInputOn: bit(b[2], 0) } } : short(b, 4); }
  if (b[0] === 0x83) { return drivers(b, 2); }
  if (b[0] === 0x84) { return metering(b); }
  return fail('event ' + b[0] + ' is not known');
}

function system(b) {
  if (b[0] === 0x13) {
    if (b.length !== 3) { return short(b, 3); }
    return { data: { refusedPort: b[1], refusedReason: b[2] }, warnings: ['a downlink to port ' + b[1] + ' was refused, reason ' + b[2]] };
  }
  if (b[0] !== 0) { return fail('system message ' + b[0] + ' is not known'); }
  if (b.length < 16) { return short(b, 'at least 16'); }
  return { data: { serial: hex([b[4], b[3], b[2], b[1]]), firmware: b[5] + '.' + b[6] + '.' + b[7], clock: u32(b, 8),
    drivers: b[15] & 127, busError: (b[14] & 127) === 127, fault: (b[14] & 127) === 127 } };
}

function decodeUplink(input) {
  var b = input.bytes;
  if (b.length === 0) { return short(b, 'at least 1'); }
  switch (input.fPort) {
    case 24: return status(b);
    case 25: return usage(b, 0);
    case 50: return { data: { accepted: hex(b) } };
    case 60: return command(b);
    case 61: return event(b);
    case 99: return system(b);
    default: return fail('port ' + input.fPort + ' is not known, expected 24, 25, 50, 60, 61 or 99');
  }
}

function encodeDownlink(input) {
  var data = input.data;
  if (data.resume) { return { fPort: 60, bytes: [1, 0xfe, 0xff] }; }
  if (data.reportInterval !== undefined) {
    var seconds = Math.round(data.reportInterval);
    if (!(seconds >= 60 && seconds <= 604800)) { return fail('reportInterval is ' + seconds + ', expected 60 to 604800'); }
    return { fPort: 50, bytes: [7, seconds & 255, (seconds >> 8) & 255, (seconds >> 16) & 255, seconds >>> 24] };
  }
  var level = Math.round(data.dimmingLevel);
  if (!(level >= 0 && level <= 100)) { return fail('dimmingLevel is ' + data.dimmingLevel + ', expected 0 to 100'); }
  return { fPort: 60, bytes: [1, 0xfe, level] };
}

function decodeDownlink(input) {
  var b = input.bytes;
  if (input.fPort === 50 && b.length === 5 && b[0] === 7) { return { data: { reportInterval: u32(b, 1) } }; }
  if (input.fPort === 60 && b.length === 3 && b[0] === 1) { return { data: b[2] === 0xff ? { resume: true } : { dimmingLevel: b[2] } }; }
  return fail('not a command of this controller');
}
