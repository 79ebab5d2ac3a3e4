// A LoRaWAN device behind a packet forwarder: frames by the npm package lora-packet. Arguments: port, EUI of the concentrator.
// Prints what it received, one line each; ends with 0 if every frame of the network was right.
const dgram = require('dgram');
let lora;
try {
  lora = require('lora-packet');
} catch (e) {
  console.log('SKIP lora-packet is not there');
  process.exit(0);
}
const [port, eui] = process.argv.slice(2);
const appKey = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
const socket = dgram.createSocket('udp4');
const waiting = [];
const arrived = [];
let token = 1;

function datagram(kind, json) {
  return Buffer.concat([Buffer.from([2, 0, token++ & 0xff, kind]), Buffer.from(eui, 'hex'), Buffer.from(json)]);
}

function send(kind, json) {
  socket.send(datagram(kind, json), Number(port), '127.0.0.1');
}

function push(phy) {
  const tmst = (Number(process.hrtime.bigint() / 1000n)) % 0x100000000;
  send(0, JSON.stringify({rxpk: [{tmst, freq: 868.1, chan: 0, rfch: 0, stat: 1, modu: 'LORA', datr: 'SF7BW125', codr: '4/5',
    rssi: -80, lsnr: 2, size: phy.length, data: phy.toString('base64')}]}));
}

socket.on('message', message => {
  if (message[3] !== 3) {
    return;
  }
  const ack = Buffer.concat([Buffer.from([2, message[1], message[2], 5]), Buffer.from(eui, 'hex')]);
  socket.send(ack, Number(port), '127.0.0.1');
  const phy = Buffer.from(JSON.parse(message.subarray(4).toString()).txpk.data, 'base64');
  waiting.length > 0 ? waiting.shift()(phy) : arrived.push(phy);
});

function downlink() {
  if (arrived.length > 0) {
    return Promise.resolve(arrived.shift());
  }
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no downlink within 9 s')), 9000);
    waiting.push(phy => {
      clearTimeout(timer);
      resolve(phy);
    });
  });
}

function reversed(buffer) {
  return Buffer.from(buffer).reverse();
}

async function main() {
  send(2, '');
  await new Promise(resolve => setTimeout(resolve, 200));
  const nonce = Buffer.from('4711', 'hex');
  push(lora.fromFields({MType: 'Join Request', AppEUI: Buffer.from('70b3d57ed0000001', 'hex'),
    DevEUI: Buffer.from('0011223344556677', 'hex'), DevNonce: nonce}, null, null, appKey).getPHYPayload());
  const plain = lora.decryptJoinAccept(lora.fromWire(await downlink()), appKey);
  const accept = lora.fromWire(plain);
  if (!lora.verifyMIC(accept, null, appKey)) {
    throw new Error('join-accept with a wrong MIC');
  }
  const keys = lora.generateSessionKeys10(appKey, reversed(plain.subarray(4, 7)), reversed(plain.subarray(1, 4)), nonce);
  const address = reversed(plain.subarray(7, 11));
  console.log('joined');
  const high = counter => Buffer.from([counter >> 16 & 0xff, counter >> 24 & 0xff]);

  function up(type, counter, payload, options, acknowledge) {
    const fields = {MType: type, DevAddr: address, FCtrl: {ADR: true, ACK: Boolean(acknowledge), ADRACKReq: false, FPending: false},
      FCnt: counter & 0xffff, FPort: 2, payload: Buffer.from(payload)};
    if (options) {
      fields.FOpts = options;
    }
    const phy = lora.fromFields(fields, keys.AppSKey, keys.NwkSKey, null, high(counter)).getPHYPayload();
    push(phy);
    return phy;
  }

  async function down() {
    const packet = lora.fromWire(await downlink());
    if (!lora.verifyMIC(packet, keys.NwkSKey, null, Buffer.from([0, 0]))) {
      throw new Error('downlink with a wrong MIC');
    }
    const text = packet.FRMPayload ? lora.decrypt(packet, keys.AppSKey, keys.NwkSKey, Buffer.from([0, 0])).toString() : '';
    console.log([packet.getMType(), 'ack=' + packet.getFCtrlACK(), 'fopts=' + packet.FOpts.toString('hex').replace(/^(02....0d).*/, '$1'),
      text].join(' '));
  }

  const old = up('Unconfirmed Data Up', 0, 'hello');
  await down(); // what waited for the device
  up('Unconfirmed Data Up', 40000, 'on the way', null, true);
  up('Confirmed Data Up', 65537, 'far');
  await down();
  up('Unconfirmed Data Up', 65538, 'ask', Buffer.from('020d', 'hex'));
  await down();
  push(old);
  await new Promise(resolve => setTimeout(resolve, 600));
  socket.close();
}

main().catch(error => {
  console.log('FAILED ' + error.message);
  process.exit(1);
});
