// NAS UL2020/UL2030 luminaire controllers, firmware 1.1.
// Source: NAS, "Luminaire controller payloads, firmware 1.1.x"; https://docs.nasys.no/en/lcu/payloads
// Little-endian. An output is addressed by a byte: 01 0-10 V, FE all DALI drivers, FF all, else even: bit 7 group, bits 1..6 number.
// Port 23, status: header (u8, 0 before 1.1.4, else 1) | clock (u32) | status (u8: bit 1 DALI error, 2 light, 4 input, 5 metering
//   error, 6 clock error, 7 relay closed) | header 1: more status (u8) | -RSSI (u8) | SNR (i8) | temperature (i8) | header 0:
//   flags (u8: bit 1 light byte follows, 4 alerts follow) and light (u8) | alerts of a day (u8: bit 4 voltage, 5 lamp, 6 power,
//   7 power factor) | header 1: length (u8) of sensors (id u8, value) | outputs: address, reason, level (u8, FF unknown), DALI status
// Port 26, usage: 00 | per output: address, flags (u8), then what the flags name: energy (u32 Wh), power (u16 W), load side the
//   same, power factor (u8, 0.01), mains (u8 V), driver on (u32 s), lamp on (u32 s)
// Port 60, accepted command: 01 | address, level (u8, FF program) ...; 09 the same with minutes (u8); others as they are
// Port 61, event: 80 input, 81 light, 83 DALI drivers, 84 metering, 86 place; low nibble of the next byte says more
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
  if (code < 8) { return 'profile'; }
  if (code >= 0x21 && code <= 0x5f) { return 'calendar'; }
  return { 0x70: 'input', 0x71: 'input', 245: 'relay off', 246: 'no driver', 248: 'fallback', 250: 'light', 252: 'input',
    253: 'manual' }[code] || (code >= 0x80 && code <= 0x87 ? 'light' : 'unknown');
}

function lux(raw) { return Math.round(Math.pow(10, (raw & 0x7fff) / 4000)) / 1000; }

var SENSORS = {
  1: { size: 1, read: function (data, b, at) { data.lightInput = b[at]; } },
  2: { size: 2, read: function (data, b, at) { if (u16(b, at) !== 0xffff) { data.illuminance = lux(u16(b, at)); } } }, // lx
  3: { size: 2, read: function (data, b, at) { if (u16(b, at) !== 0xffff) { data.illuminance = lux(u16(b, at)); } } },
  4: { size: 1, read: function (data, b, at) { data.input = bit(b[at], 0); } },
  8: { size: 1, read: function (data, b, at) { if (b[at] !== 0xff) { data.tilt = b[at]; } } } // degrees
};

function sensors(data, b, at, end, warnings) {
  while (at < end) {
    var sensor = SENSORS[b[at]];
    if (!sensor || at + 1 + sensor.size > end) {
      warnings.push('sensor ' + b[at] + ' is not known');
      return;
    }
    sensor.read(data, b, at + 1);
    at += 1 + sensor.size;
  }
}

function driver(status) {
  return status === 0xff ? {} : { driverFailure: bit(status, 0), lampFailure: bit(status, 1), lit: bit(status, 2) };
}

function outputs(data, b, at) {
  data.outputs = [];
  for (; at < b.length; at += 4) {
    var output = driver(b[at + 3]);
    output.address = address(b[at]);
    output.reason = reason(b[at + 1]);
    output.level = b[at + 2] === 0xff && output.reason === 'relay off' ? 0 : b[at + 2]; // percent
    if (output.level === 0xff) { delete output.level; }
    data.outputs.push(output);
  }
  var known = data.outputs.filter(function (output) { return output.level !== undefined; });
  if (known.length) {
    data.level = known[0].level;
    data.on = known[0].level > 0;
    data.mode = known[0].reason === 'manual' ? 'manual' : 'automatic';
  }
  data.lampFailure = data.outputs.some(function (output) { return output.lampFailure; });
  data.driverFailure = data.outputs.some(function (output) { return output.driverFailure; });
}

function alerts(data, value) {
  data.voltageAlert = bit(value, 4);
  data.lampAlert = bit(value, 5);
  data.powerAlert = bit(value, 6);
  data.powerFactorAlert = bit(value, 7);
}

function status(b) {
  if (b[0] > 1) { return fail('status header is ' + b[0] + ', expected 0 or 1'); }
  var extended = b[0] === 1;
  var needed = extended ? 12 : 10;
  if (b.length < needed) { return short(b, 'at least ' + needed); }
  var at = extended ? 7 : 6;
  var warnings = [];
  var data = { clock: u32(b, 1), daliError: bit(b[5], 1), meteringError: bit(b[5], 5), clockError: bit(b[5], 6), relayClosed: bit(b[5], 7),
    rssi: -b[at], snr: i8(b[at + 1]), temperature: i8(b[at + 2]) }; // dBm, dB, °C
  at += 3;
  if (extended) {
    data.drainOn = bit(b[6], 2);
    alerts(data, b[at++]);
    var end = at + 1 + b[at];
    if (end > b.length) { return short(b, 'at least ' + end); }
    sensors(data, b, at + 1, end, warnings);
    at = end;
  } else {
    var flags = b[at++];
    data.input = bit(b[5], 4);
    if (bit(flags, 1)) { data.lightInput = b[at++]; }
    if (bit(flags, 4)) { alerts(data, b[at++]); }
  }
  if (at > b.length || (b.length - at) % 4 !== 0) { return short(b, 'outputs of 4 bytes after byte ' + at); }
  outputs(data, b, at);
  data.fault = data.daliError || data.meteringError || data.lampFailure || data.driverFailure || data.lampAlert === true;
  return { data: data, warnings: warnings };
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
  if (b[0] !== 1 && b[0] !== 9) { return { data: { accepted: hex(b) } }; }
  var size = b[0] === 1 ? 2 : 3;
  if (b.length < 1 + size || (b.length - 1) % size !== 0) { return short(b, '1 and outputs of ' + size); }
  var data = { outputs: [] };
  for (var at = 1; at < b.length; at += size) {
    var output = { address: address(b[at]) };
    if (b[at + 1] === 0xff) { output.program = true; } else { output.setpoint = b[at + 1]; }
    if (size === 3) { output.minutes = b[at + 2]; }
    data.outputs.push(output);
  }
  if (data.outputs[0].setpoint !== undefined) { data.setpoint = data.outputs[0].setpoint; }
  return { data: data };
}

function float(b, at) {
  var bits = u32(b, at);
  var exponent = (bits >>> 23) & 255;
  var fraction = bits & 0x7fffff;
  if (exponent === 0) { return 0; }
  var value = (1 + fraction / 0x800000) * Math.pow(2, exponent - 127);
  return Math.round((bits >>> 31 ? -value : value) * 1e6) / 1e6;
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
  if (b[0] === 0x80) {
    if (b.length !== 4 && b.length !== 6) { return short(b, '4 or 6'); }
    var data = { inputCount: b.length === 4 ? u16(b, 2) : u32(b, 2) };
    if (b.length === 6) { data.input = bit(b[1], 0); }
    return { data: data };
  }
  if (b[0] === 0x81) { return b.length === 4 ? { data: { lightInput: b[3], lightInputOn: bit(b[2], 0) } } : short(b, 4); }
  if (b[0] === 0x83) { return drivers(b, 2); }
  if (b[0] === 0x84) { return metering(b); }
  if (b[0] === 0x86 && b[1] === 0) {
    return b.length === 14 ? { data: { latitude: float(b, 2), longitude: float(b, 6), fixedAt: u32(b, 10) } } : short(b, 14);
  }
  if (b[0] === 0x86) { return { data: {}, warnings: ['the controller found no place'] }; }
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
    case 23: return status(b);
    case 26: return b[0] === 0 ? usage(b, 1) : fail('usage header is ' + b[0] + ', expected 0');
    case 50: return { data: { accepted: hex(b) } };
    case 60: return command(b);
    case 61: return event(b);
    case 99: return system(b);
    default: return fail('port ' + input.fPort + ' is not known, expected 23, 26, 50, 60, 61 or 99');
  }
}

function encodeDownlink(input) {
  var data = input.data;
  if (data.resume) { return { fPort: 60, bytes: [1, 0xff, 0xff] }; }
  if (data.reportInterval !== undefined) {
    var seconds = Math.round(data.reportInterval);
    if (!(seconds >= 60 && seconds <= 604800)) { return fail('reportInterval is ' + seconds + ', expected 60 to 604800'); }
    return { fPort: 50, bytes: [7, seconds & 255, (seconds >> 8) & 255, (seconds >> 16) & 255, seconds >>> 24] };
  }
  var level = Math.round(data.dimmingLevel);
  if (!(level >= 0 && level <= 100)) { return fail('dimmingLevel is ' + data.dimmingLevel + ', expected 0 to 100'); }
  return data.minutes ? { fPort: 60, bytes: [9, 0xff, level, data.minutes] } : { fPort: 60, bytes: [1, 0xff, level] };
}

function decodeDownlink(input) {
  var b = input.bytes;
  if (input.fPort === 50 && b.length === 5 && b[0] === 7) { return { data: { reportInterval: u32(b, 1) } }; }
  if (input.fPort === 60 && b.length === 3 && b[0] === 1) { return { data: b[2] === 0xff ? { resume: true } : { dimmingLevel: b[2] } }; }
  if (input.fPort === 60 && b.length === 4 && b[0] === 9) { return { data: { dimmingLevel: b[2], minutes: b[3] } }; }
  return fail('not a command of this controller');
}
