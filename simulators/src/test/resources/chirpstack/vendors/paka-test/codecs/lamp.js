// Test lamp. Port 2: level (u8, percent). Downlink port 12: level (u8, percent).
function decodeUplink(input) {
  if (input.bytes.length !== 1) { return { errors: ['report has ' + input.bytes.length + ' bytes, expected 1'] }; }
  return { data: { level: input.bytes[0] } };
}

function encodeDownlink(input) {
  return { fPort: 12, bytes: [input.data.dimmingLevel] };
}

function decodeDownlink(input) {
  return { data: { dimmingLevel: input.bytes[0] } };
}
