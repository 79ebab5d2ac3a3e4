// Bosch Parking Lot Sensor TPS110.
// Port 1, change:    state (bit 0: 1 occupied)
// Port 2, heartbeat: state | temperature (i8, °C; firmware 0.29 and newer)
// Port 3, start:     three entries of debug code (bits 11..0, little endian) in 4 bytes each | firmware (3 u8) |
//   cause (u8: 1 watchdog, 2 power on, 3 asked for, 4 other) | state
// Ports 4 and 5, device information and usage: for the maker's service
// Port 6, debug: time since start (u32) | debug code (u16, bits 11..0) | not used (u16) | sequence (u16), little endian
// Source: Bosch Connected Devices and Solutions, "Parking Lot Sensor, Communication Interface - Technical Description", rev. 1, V0.29.4
function u16(b, i) { return b[i] | (b[i + 1] << 8); }
function hex(bytes) { return bytes.map(function (byte) { return ('0' + byte.toString(16)).slice(-2); }).join(''); }
function occupied(b, i) { return (b[i] & 1) === 1; }
function wrong(what, b, expected) { return { errors: [what + ' has ' + b.length + ' bytes, expected ' + expected] }; }

var CAUSES = ['unknown', 'watchdog', 'power on', 'asked for', 'other'];

function start(b) {
  if (b.length !== 17) { return wrong('start', b, 17); }
  var codes = [0, 4, 8].map(function (i) { return u16(b, i) & 0x0fff; }).filter(function (code) { return code !== 0; });
  return {
    data: {
      debugCodes: codes,
      firmware: b[12] + '.' + b[13] + '.' + b[14],
      cause: CAUSES[b[15]] || 'unknown',
      occupied: occupied(b, 16)
    }
  };
}

function debug(b) {
  if (b.length < 10) { return wrong('debug', b, '10 and more'); }
  return { data: { uptime: (u16(b, 0) | (u16(b, 2) << 16)) >>> 0, debugCodes: [u16(b, 4) & 0x0fff], sequence: u16(b, 8) } };
}

function decodeUplink(input) {
  var b = input.bytes;
  switch (input.fPort) {
    case 1: return b.length === 1 ? { data: { occupied: occupied(b, 0) } } : wrong('change', b, 1);
    case 2:
      if (b.length === 1) { return { data: { occupied: occupied(b, 0) } }; }
      return b.length === 2 ? { data: { occupied: occupied(b, 0), temperature: (b[1] << 24) >> 24 } } : wrong('heartbeat', b, '1 or 2');
    case 3: return start(b);
    case 4: return { data: { information: hex(b) } };
    case 5: return { data: { usage: hex(b) } };
    case 6: return debug(b);
    default: return { errors: ['port ' + input.fPort + ' is not known, expected 1..6'] };
  }
}
