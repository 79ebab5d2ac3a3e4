// Sensoneo Single Sensor 3.0: fill of a waste container by ultrasound, with temperature.
// Uplink, any port: ff ff | kind (bits 7..4, 2 single sensor) and role (bits 3..0: 0 master, 1 slave, 2 alone) | firmware (u8) |
//   sensor (u32, little endian) | events (u8: bit 0 measured, 1 fire, 2 tilt, others not published) | distance, four readings (4 u8, 2 cm) |
//   battery (u8, 2500 mV + 10 mV) | temperature (i8, °C) | tilt (u8, °; not used by a single sensor) | events so far (u8)
// Source: Sensoneo, "Single sensor 3.0, Payload description for LoRa and NB-IoT", www.sensoneo.com/knowledge,
//   https://github.com/warpcomdev/residuos/files/4128960/Single-Sensor-3.0_Payload-description_LoRa_NBIoT-1.pdf
var ROLES = ['master', 'slave', 'alone'];

/** The middle of what was measured, cm: one reading that met a lid or a bag does not count. */
function middle(readings) {
  var seen = readings.filter(function (cm) { return cm > 0; }).sort(function (a, b) { return a - b; });
  return seen.length ? seen[(seen.length - 1) >> 1] : undefined;
}

function decodeUplink(input) {
  var b = input.bytes;
  if (b.length !== 17) { return { errors: ['message has ' + b.length + ' bytes, expected 17'] }; }
  if (b[0] !== 0xff || b[1] !== 0xff || b[2] >> 4 !== 2) { return { errors: ['message does not begin as one of a single sensor'] }; }
  var readings = [b[9] * 2, b[10] * 2, b[11] * 2, b[12] * 2];
  var data = {
    role: ROLES[b[2] & 15] || 'unknown',
    firmware: b[3],
    sensor: (b[4] | (b[5] << 8) | (b[6] << 16) | (b[7] << 24)) >>> 0,
    measured: (b[8] & 1) !== 0,
    fire: (b[8] & 2) !== 0,
    tilted: (b[8] & 4) !== 0,
    readings: readings,
    batteryVoltage: (2500 + b[13] * 10) / 1000,
    temperature: (b[14] << 24) >> 24,
    tiltAngle: b[15],
    events: b[16]
  };
  var distance = middle(readings);
  if (distance === undefined) { data.sensorFault = true; } else { data.distance = distance; }
  return { data: data };
}
