// Northcliff EV charger monitor: Mercedes-Benz Wallbox Home (made by ABL) on LoRaWAN.
// Uplink, any port: state of the charger after IEC 61851-1 as ABL numbers it (u8)
//   a1 nothing plugged in   b1 plugged in, locked   b2 charged   c2, c3, c4 charging   e0 outlet locked   e2 set-up
//   aa, bb, cc have locked, unlocked, restarted as told
// Downlink, any port (1 here): 01 lock the outlet | 02 unlock it | 03 restart the charger
// Source: Northcliff EV Charger Monitor, https://github.com/roscoe81/ev-charger-monitor ("Charger Protocol" and "TTN Payload Formats")
var STATES = {
  0xa1: 'unplugged', 0xb1: 'plugged in', 0xb2: 'charged', 0xc2: 'charging', 0xc3: 'charging', 0xc4: 'charging',
  0xe0: 'locked', 0xe2: 'set-up'
};
var ANSWERS = { 0xaa: 'locked', 0xbb: 'unlocked', 0xcc: 'restarted' };
var COMMANDS = ['', 'lock', 'unlock', 'restart'];

function decodeUplink(input) {
  var b = input.bytes;
  if (b.length !== 1) { return { errors: ['message has ' + b.length + ' bytes, expected 1'] }; }
  if (STATES[b[0]]) { return { data: { state: STATES[b[0]], code: b[0].toString(16) } }; }
  if (ANSWERS[b[0]]) { return { data: { done: ANSWERS[b[0]] } }; }
  return { errors: ['state is ' + b[0].toString(16) + ', expected a1, b1, b2, c2, c3, c4, e0, e2, aa, bb or cc'] };
}

function encodeDownlink(input) {
  for (var code = 1; code < COMMANDS.length; code++) {
    if (input.data.outlet === COMMANDS[code] || input.data[COMMANDS[code]] === true) { return { fPort: 1, bytes: [code] }; }
  }
  return { errors: ['nothing to tell, expected outlet lock or unlock, or restart'] };
}

function decodeDownlink(input) {
  var b = input.bytes;
  if (b.length !== 1 || !COMMANDS[b[0]]) { return { errors: ['not a command of this device'] }; }
  return { data: b[0] === 3 ? { restart: true } : { outlet: COMMANDS[b[0]] } };
}
