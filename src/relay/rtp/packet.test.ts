import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pictureLoss } from '../bridge/rtcp-parts.ts';
import { contributorsOf, kindOfPacket, readRtpHead, rtpHeadLength, setPayloadType } from './packet.ts';
import { readRtcp } from './rtcp.ts';

const hex = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex');

describe('an RTP head', () => {
  it('is read with its sources and extension', () => {
    const packet = hex('92 e5 1234 decafbad cafebabe 00000001 00000002 bede0001 10850000 abab');
    expect(readRtpHead(packet)).toEqual({
      length: 28,
      payloadType: 101,
      sequence: 0x1234,
      timestamp: 0xdecafbad,
      ssrc: 0xcafebabe,
    });
  });

  it('is refused where it is cut short', () => {
    const packet = hex('92 e5 1234 decafbad cafebabe 00000001 00000002 bede0001 10850000');
    expect(rtpHeadLength(packet)).toBe(28);
    for (let length = 0; length < 28; length++) expect(rtpHeadLength(packet.subarray(0, length))).toBeUndefined();
    expect(rtpHeadLength(hex('42 00 1234 decafbad cafebabe'))).toBeUndefined();
  });

  it('names the sources of a mix, as many as it says and holds', () => {
    expect(contributorsOf(hex('82 00 1234 decafbad cafebabe 00000007 ffffffff'))).toEqual([7, 0xffffffff]);
    expect(contributorsOf(hex('80 00 1234 decafbad cafebabe 00000007 ffffffff'))).toEqual([]);
    expect(contributorsOf(hex('8f 00 1234 decafbad cafebabe 00000007 ffffffff'))).toEqual([]);
  });

  it('gets another payload type, and keeps its marker', () => {
    const packet = hex('80 e5 1234 decafbad cafebabe');
    setPayloadType(packet, 0);
    expect(packet).toEqual(hex('80 80 1234 decafbad cafebabe'));
  });
});

describe('what shares a port', () => {
  it.each([
    ['000100002112a442', 'stun'],
    ['16fefd0000000000', 'dtls'],
    ['80c8000600000001', 'rtcp'],
    ['80cb000600000001', 'rtcp'],
    ['80e0000600000001', 'rtp'],
    ['8060000600000001', 'rtp'],
    ['45000000', undefined],
    ['', undefined],
  ])('%s is %s', (bytes, kind) => {
    expect(kindOfPacket(hex(bytes))).toBe(kind);
  });
});

describe('RTCP', () => {
  const senderReport = '81c8000c 00000001 e5a1b2c3d4e5f607 00000010 00000020 00000040';
  const block = '00000002 40fffffe 00000007 00000009 b2c3d4e5 00010000';

  it('tells reports and requests for a picture from all else', () => {
    const fir = '84ce0004 00000001 00000000 00000002 01000000';
    const parts = readRtcp(hex(`${senderReport}${block} 81ca0002 00000001 01000000 81cb0001 00000001 ${fir}`));
    const reported = { ssrc: 2, fractionLost: 0.25, lastSenderReport: 0xb2c3d4e5, delaySinceLast: 65_536 };
    expect(parts.map(({ said }) => said)).toEqual([
      { kind: 'sender-report', ssrc: 1, time: 0xb2c3d4e5, packets: 32, blocks: [reported] },
      { kind: 'other' },
      { kind: 'other' },
      { kind: 'picture-wanted', by: 'fir' },
    ]);
    expect(parts.at(-1)?.bytes).toEqual(hex(fir));
  });

  it('reads the request for a picture it wrote', () => {
    expect(readRtcp(pictureLoss([8])).map(({ said }) => said)).toEqual([
      { kind: 'receiver-report', ssrc: 1, blocks: [] },
      { kind: 'picture-wanted', by: 'pli' },
    ]);
  });

  it('reads anything without throwing, in bounds', () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(bytes, fc.nat(255), fc.boolean(), (tail, type, isSound) => {
        const packet = Buffer.from(isSound ? [0x80 | (type & 31), type, 0, tail.length >> 2, ...tail] : tail);
        expect(readRtcp(packet).length).toBeLessThanOrEqual(32);
        readRtpHead(packet);
        expect(contributorsOf(packet).length).toBeLessThanOrEqual(15);
        kindOfPacket(packet);
      }),
      { numRuns: 2000 },
    );
  });
});
