import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RtpPacket, SrtcpSession, SrtpSession } from 'werift';
import type { SrtpSuite } from '../../protocol/sdp/legs.ts';
import { guessIndex } from './packet-index.ts';
import { createReplayWindow } from './replay-window.ts';
import { createSrtp, type SrtpDirection } from './srtp-stream.ts';
import { deriveKeys } from './suites.ts';

const hex = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex');
const SUITES: readonly SrtpSuite[] = ['AES_CM_128_HMAC_SHA1_80', 'AES_CM_128_HMAC_SHA1_32'];
/** The key of libsrtp's reference packets. */
const KEY = hex('e1f97a0d3e018be0d64fa32c06de4139 0ec675ad498afeebb6960b3aabe6');

function direction(suite: SrtpSuite = 'AES_CM_128_HMAC_SHA1_80', key = KEY): SrtpDirection {
  const made = createSrtp(suite, key);
  if (!made) throw new Error('the key has another length');
  return made;
}

function rtp(sequence: number, options: { length?: number; ssrc?: number; hasExtension?: boolean } = {}): Buffer {
  const { length = 160, ssrc = 0xdeadbeef, hasExtension = false } = options;
  const head = Buffer.alloc(hasExtension ? 20 : 12);
  head[0] = hasExtension ? 0x90 : 0x80;
  head.writeUInt16BE(sequence & 0xffff, 2);
  head.writeUInt32BE((sequence * 160) >>> 0, 4);
  head.writeUInt32BE(ssrc, 8);
  if (hasExtension) hex('bede000110850000').copy(head, 12);
  return Buffer.concat([head, Buffer.alloc(length, sequence)]);
}

function seal(by: SrtpDirection, packet: Buffer): Buffer {
  const sealed = by.protectRtp(packet);
  if (!sealed) throw new Error('not sealed');
  return sealed;
}

describe('published vectors', () => {
  it('derives the keys of RFC 3711 B.3', () => {
    const keys = deriveKeys(hex('E1F97A0D3E018BE0D64FA32C06DE4139 0EC675AD498AFEEBB6960B3AABE6'));
    expect(keys?.rtp.encryption).toEqual(hex('C61E7A93744F39EE10734AFE3FF7A087'));
    expect(keys?.rtp.salt).toEqual(hex('30CBBC08863D8C85D49DB34A9AE1'));
    expect(keys?.rtp.authentication).toEqual(hex('CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4'));
  });

  it('seals and opens the reference packets of libsrtp', () => {
    const plain = hex(`800f1234decafbadcafebabe${'ab'.repeat(16)}`);
    const sealed = hex('800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb');
    expect(direction().protectRtp(plain)).toEqual(sealed);
    expect(direction().unprotectRtp(sealed)).toEqual(plain);
    const report = hex(`81c8000bcafebabe${'ab'.repeat(16)}`);
    const sealedReport = hex('81c8000bcafebabe7128035be487b9bdbef89041f977a5a880000001993e08cd54d6c1230798');
    expect(direction().protectRtcp(report)).toEqual(sealedReport);
    expect(direction().unprotectRtcp(sealedReport)).toEqual(report);
  });
});

describe('an independent implementation', () => {
  const keys = { localMasterKey: KEY.subarray(0, 16), localMasterSalt: KEY.subarray(16) };
  const profile = {
    profile: 1,
    keys: { ...keys, remoteMasterKey: keys.localMasterKey, remoteMasterSalt: keys.localMasterSalt },
  } as const;

  it('makes the same bytes of packets of all sizes, over the wrap of the sequence number', () => {
    const theirs = new SrtpSession(profile);
    const ours = direction();
    const receiver = direction();
    for (let sequence = 65_000; sequence < 66_500; sequence++) {
      const packet = rtp(sequence, { hasExtension: sequence % 3 === 0, length: (sequence * 7) % 1200 });
      const { payload, header } = RtpPacket.deSerialize(packet);
      const sealed = seal(ours, packet);
      expect(sealed.equals(theirs.encrypt(payload, header))).toBe(true);
      expect(receiver.unprotectRtp(sealed)?.equals(packet)).toBe(true);
    }
  });

  it('makes the same bytes of RTCP', () => {
    const theirs = new SrtcpSession(profile);
    const ours = direction();
    for (let i = 1; i < 20; i++) {
      const report = hex(`80c90001 000000${i.toString(16).padStart(2, '0')}`);
      // One source, as werift counts all of them together.
      report.writeUInt32BE(9, 4);
      expect(ours.protectRtcp(report)).toEqual(theirs.encrypt(report));
    }
  });
});

describe.each(SUITES)('%s', (suite) => {
  const key = Buffer.alloc(30, 7);

  it('opens packets that overtake each other, over the wrap', () => {
    const sender = direction(suite, key);
    const receiver = direction(suite, key);
    const sealed = Array.from({ length: 2000 }, (_none, i) => seal(sender, rtp(65_000 + i)));
    for (let i = 0; i < sealed.length; i += 4) {
      const four = sealed.slice(i, i + 4);
      for (const place of [2, 0, 3, 1]) expect(receiver.unprotectRtp(four[place] ?? Buffer.alloc(0))).toBeDefined();
    }
    expect(receiver.counters).toEqual({ forged: 0, repeated: 0, surplus: 0 });
  });

  it('takes a packet once', () => {
    const sealed = seal(direction(suite, key), rtp(5));
    const receiver = direction(suite, key);
    expect(receiver.unprotectRtp(sealed)).toEqual(rtp(5));
    expect(receiver.unprotectRtp(sealed)).toBeUndefined();
    expect(receiver.counters.repeated).toBe(1);
  });

  it('takes no packet that was changed, and learns nothing from it', () => {
    const sender = direction(suite, key);
    const receiver = direction(suite, key);
    const sealed = seal(sender, rtp(5, { length: 20 }));
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(receiver.unprotectRtp(changed)).toBeUndefined();
    }
    expect(receiver.unprotectRtp(sealed)).toEqual(rtp(5, { length: 20 }));
  });
});

describe('losses', () => {
  it.each([300, 5000, 32_000])('of %i packets over the wrap do not end the stream', (lost) => {
    const sender = direction();
    const receiver = direction();
    let opened = 0;
    for (let sequence = 65_300; sequence < 65_500 + lost; sequence++) {
      const sealed = seal(sender, rtp(sequence, { length: 1 }));
      const isLost = sequence > 65_400 && sequence <= 65_400 + lost;
      if (!isLost && receiver.unprotectRtp(sealed)) opened++;
    }
    expect(opened).toBe(200);
  });
});

describe('RTCP', () => {
  const report = hex('80c9000100000009');

  it('is opened once, and not when changed', () => {
    const sealed = direction().protectRtcp(report) ?? Buffer.alloc(0);
    const receiver = direction();
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(at) ^ 0x80, at);
      expect(receiver.unprotectRtcp(changed)).toBeUndefined();
    }
    expect(receiver.unprotectRtcp(sealed)).toEqual(report);
    expect(receiver.unprotectRtcp(sealed)).toBeUndefined();
    expect(receiver.counters).toEqual({ forged: sealed.length, repeated: 1, surplus: 0 });
  });

  it('is numbered for each source by itself', () => {
    const sender = direction();
    const other = hex('80c900010000000a');
    const trailers = [report, other, report].map((packet) => sender.protectRtcp(packet)?.readUInt32BE(8));
    expect(trailers).toEqual([0x8000_0001, 0x8000_0001, 0x8000_0002]);
  });
});

describe('bounds', () => {
  it('refuses a key of another length', () => {
    expect(createSrtp('AES_CM_128_HMAC_SHA1_80', KEY.subarray(1))).toBeUndefined();
    expect(createSrtp('AES_CM_128_HMAC_SHA1_80', Buffer.concat([KEY, KEY]))).toBeUndefined();
  });

  it('never seals two packets with one index', () => {
    const sender = direction();
    expect(sender.protectRtp(rtp(9))).toBeDefined();
    expect(sender.protectRtp(rtp(9, { length: 20 }))).toBeUndefined();
    expect(sender.counters.repeated).toBe(1);
  });

  it('keeps 256 sources and no more', () => {
    const sender = direction();
    const sealed = Array.from({ length: 257 }, (_none, ssrc) => sender.protectRtp(rtp(1, { ssrc })));
    expect(sealed.filter((packet) => packet !== undefined)).toHaveLength(256);
    expect(sender.counters.surplus).toBe(1);
    expect(sender.protectRtp(rtp(2, { ssrc: 3 }))).toBeDefined();
  });

  it('takes no packet whose head ends in its tag', () => {
    const receiver = direction();
    const begun = Buffer.alloc(14);
    begun.writeUInt16BE(0x9000);
    // The extension's length would be read from the tag, where it stands there at all.
    for (let tag = 0; tag <= 20; tag++) {
      const packet = Buffer.concat([begun, Buffer.alloc(tag)]);
      expect(receiver.unprotectRtp(packet)).toBeUndefined();
    }
    expect(receiver.counters).toEqual({ forged: 9, repeated: 0, surplus: 0 });
  });

  it('never throws', () => {
    const both = direction();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 700 }), fc.boolean(), (bytes, isRtp) => {
        const packet = Buffer.from(isRtp ? [0x90, 0, 0, 1, ...bytes] : bytes);
        for (const run of [both.protectRtp, both.unprotectRtp, both.protectRtcp, both.unprotectRtcp]) run(packet);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the index of a packet', () => {
  it('is the one nearest to the highest', () => {
    expect(guessIndex(5, undefined)).toBe(5);
    expect(guessIndex(0, 65_535)).toBe(65_536);
    expect(guessIndex(65_535, 65_536)).toBe(65_535);
    expect(guessIndex(32_767, 65_536)).toBe(65_536 + 32_767);
    expect(guessIndex(65_000, 10)).toBeUndefined();
  });

  it('is remembered as a plain list would', () => {
    const steps = fc.array(fc.oneof(fc.integer({ min: -300, max: 300 }), fc.integer({ min: 0, max: 3 })), {
      maxLength: 200,
    });
    fc.assert(
      fc.property(steps, (moves) => {
        const window = createReplayWindow();
        const seen = new Set<number>();
        let highest = -1;
        let at = 1000;
        for (const move of moves) {
          at = Math.max(0, at + move);
          expect(window.has(at)).toBe(at <= highest - 256 || seen.has(at));
          window.add(at);
          seen.add(at);
          highest = Math.max(highest, at);
        }
      }),
    );
  });
});
