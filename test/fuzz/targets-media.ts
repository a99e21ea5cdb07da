/** The relay's readers of packets, with sound packets to damage. */
import assert from 'node:assert/strict';
import {
  isSignedWith,
  ATTRIBUTE as LAB,
  number,
  placeAttribute,
  readNumber,
  readPlace,
  readTurn,
  TURN,
  turnBytes,
} from '../../src/lab/media/turn/turn-message.ts';
import { pictureLoss } from '../../src/relay/bridge/rtcp-parts.ts';
import { readCheck } from '../../src/relay/ice/messages.ts';
import { contributorsOf, kindOfPacket, readRtpHead } from '../../src/relay/rtp/packet.ts';
import { readRtcp } from '../../src/relay/rtp/rtcp.ts';
import { createSrtp } from '../../src/relay/srtp/srtp-stream.ts';
import { ATTRIBUTE, readAddress, readErrorCode, textAttribute } from '../../src/relay/stun/attributes.ts';
import {
  readOldStun,
  readStun,
  STUN,
  type StunMessage,
  verifyStun,
  writeSigned,
} from '../../src/relay/stun/message.ts';
import { standardForm } from '../../src/relay/turn/form.ts';
import { createMicrosoftFramer, createStandardFramer, microsoftFrame } from '../../src/relay/turn/framing.ts';
import { createMicrosoftForm } from '../../src/relay/turn/microsoft.ts';
import type { FuzzTarget } from './fuzz.ts';

const key = Buffer.from('a password of the test');
const transaction = Buffer.alloc(12, 7);
const checks = (['rfc5389', 'msice2'] as const).map((dialect) => {
  const attributes = [
    textAttribute(ATTRIBUTE.username, 'SfB4:ours7ch'),
    { type: ATTRIBUTE.useCandidate, value: Buffer.alloc(0) },
  ];
  return writeSigned({ type: STUN.bindingRequest, transaction, attributes }, key, dialect);
});
const lent = [
  { address: '198.51.100.9', port: 50_009 },
  { address: '2001:db8::9', port: 50_009 },
].flatMap((peer) =>
  [standardForm, createMicrosoftForm()].map((form) =>
    writeSigned({ ...form.data(peer, Buffer.from('data'), transaction), transaction }, key, form.dialect),
  ),
);
const rtp = Buffer.from('90e51234decafbadcafebabebede000110850000abababababababab', 'hex');
const report = Buffer.from(
  '81c8000c00000001e5a1b2c3d4e5f6070000001000000020000000400000000240fffffe000000070000000900000000ffffffff',
  'hex',
);
const streams = [
  Buffer.concat(lent),
  Buffer.concat([Buffer.from('1603010003000000', 'hex'), ...lent.map(microsoftFrame)]),
];

function readAll(message: StunMessage): void {
  verifyStun(message, key);
  readCheck(message);
  for (const form of [standardForm, createMicrosoftForm()]) {
    form.allocationFrom(message);
    form.dataFrom(message);
  }
  for (const value of message.attributes.values()) {
    const address = readAddress(value, message.mask);
    assert.ok(!address || address.port < 0x1_0000);
    const code = readErrorCode(value);
    assert.ok(code === undefined || (code >= 300 && code < 700));
  }
}

const lentByLab = turnBytes(
  {
    type: TURN.send,
    transaction: Buffer.alloc(16, 7),
    attributes: [number(LAB.lifetime, 600), placeAttribute(LAB.destination, { address: '127.0.0.1', port: 9 })],
  },
  key,
);

export const mediaTargets: readonly FuzzTarget[] = [
  {
    name: 'lab-turn',
    corpus: [lentByLab],
    run(input) {
      const message = readTurn(Buffer.from(input));
      if (message) isSignedWith(message, key);
      for (const value of message?.attributes.values() ?? []) {
        const place = readPlace(value);
        assert.ok(!place || (place.port > 0 && place.port < 0x1_0000));
        readNumber(value);
      }
    },
  },
  {
    name: 'stun',
    corpus: [...checks, ...lent],
    run(input) {
      const packet = Buffer.from(input);
      for (const message of [readStun(packet), readOldStun(packet)]) if (message) readAll(message);
    },
  },
  {
    name: 'rtp',
    corpus: [rtp, report, Buffer.concat([report, pictureLoss([2])])],
    run(input) {
      const packet = Buffer.from(input);
      kindOfPacket(packet);
      const head = readRtpHead(packet);
      assert.ok(contributorsOf(packet).length <= 15);
      assert.ok(!head || head.length <= packet.length);
      assert.ok(readRtcp(packet).length <= 32);
      const srtp = createSrtp('AES_CM_128_HMAC_SHA1_80', Buffer.alloc(30, 1));
      assert.equal(srtp?.unprotectRtp(packet), undefined);
      assert.equal(srtp?.unprotectRtcp(packet), undefined);
      const sealed = srtp?.protectRtp(packet);
      if (sealed)
        assert.deepEqual(createSrtp('AES_CM_128_HMAC_SHA1_80', Buffer.alloc(30, 1))?.unprotectRtp(sealed), packet);
    },
  },
  {
    name: 'turn-stream',
    corpus: streams,
    run(input) {
      for (const framer of [createStandardFramer(), createMicrosoftFramer(() => undefined)]) {
        const found = framer.push(Buffer.from(input)) ?? [];
        assert.ok(found.reduce((sum, message) => sum + message.length, 0) <= input.length);
      }
    },
  },
];
