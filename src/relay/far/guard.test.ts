import { expect, it } from 'vitest';
import { createSrtp } from '../srtp/srtp-stream.ts';
import { createSdesGuard, type SdesKeys } from './guard.ts';

const [ours, theirs, ofMusic] = [1, 2, 3].map((fill) => Buffer.alloc(30, fill).toString('base64'));
const keys = (remoteKey = ''): SdesKeys => ({
  kind: 'sdes',
  suite: 'AES_CM_128_HMAC_SHA1_80',
  localKey: ours ?? '',
  remoteKey,
});

function rtp(sequence: number): Buffer {
  const packet = Buffer.alloc(20);
  packet.writeUInt16BE(0x8000, 0);
  packet.writeUInt16BE(sequence & 0xffff, 2);
  packet.writeUInt32BE(77, 8);
  return packet;
}

it('goes on where a key was left that comes back, as that of a telephone after the music of its exchange', () => {
  const far = createSrtp('AES_CM_128_HMAC_SHA1_80', Buffer.from(theirs ?? '', 'base64'));
  const guard = createSdesGuard(keys(theirs));
  // The count of the sequence numbers' ends is in no packet. RFC 3711 3.3.1
  const [first, second, third] = [0xffff, 0x1_0000, 0x1_0001].map((sequence) => far?.protectRtp(rtp(sequence)));
  for (const packet of [first, second]) expect(guard?.open(packet ?? Buffer.of(), 'rtp', 1)).toBeDefined();
  const back = guard?.rekey(keys(ofMusic), false)?.rekey(keys(theirs), false);
  expect(back?.open(third ?? Buffer.of(), 'rtp', 1)).toEqual(rtp(0x1_0001));
  expect(back?.open(second ?? Buffer.of(), 'rtp', 1)).toBeUndefined();
});
