// Parking bay sensor.
// Port 2, change:    status (u8: 0 free, 1 occupied) | battery (u8, percent) | temperature (i8, °C)
// Port 3, heartbeat: the same
function decodeUplink(input) {
  var b = input.bytes;
  if (input.fPort !== 2 && input.fPort !== 3) {
    return { errors: ['port ' + input.fPort + ' is not known, expected 2 or 3'] };
  }
  if (b.length !== 3) { return { errors: ['message has ' + b.length + ' bytes, expected 3'] }; }
  if (b[0] > 1) { return { errors: ['status is ' + b[0] + ', expected 0 or 1'] }; }
  return { data: { occupied: b[0] === 1, battery: b[1], temperature: b[2] > 127 ? b[2] - 256 : b[2] } };
}
