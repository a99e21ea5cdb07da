import { describe, expect, it } from 'vitest';
import { decodeG711, encodeG711 } from './g711.ts';

const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);

describe('G.711', () => {
  it('decodes mu-law as table 2 of the recommendation has it', () => {
    // Decoder outputs of 14 bits from G.711 table 2a, times four.
    expect([...decodeG711('PCMU', Uint8Array.of(0x80, 0x8f, 0x9f, 0xaf, 0xbf, 0xcf, 0xdf, 0xef, 0xff))]).toEqual(
      [8031, 4191, 2079, 1023, 495, 231, 99, 33, 0].map((value) => value * 4),
    );
    expect([...decodeG711('PCMU', Uint8Array.of(0x00, 0x0f, 0x7f))]).toEqual([-8031 * 4, -4191 * 4, 0]);
  });

  it('decodes A-law as table 1 of the recommendation has it', () => {
    // Decoder outputs of 13 bits from G.711 table 1a, times eight; even bits inverted.
    const codes = [0xff, 0xf0, 0xe0, 0xd0, 0xc0, 0xb0, 0xa0, 0x90, 0x80].map((code) => code ^ 0x55);
    expect([...decodeG711('PCMA', Uint8Array.from(codes))]).toEqual(
      [4032, 2112, 1056, 528, 264, 132, 66, 33, 1].map((value) => value * 8),
    );
    expect([...decodeG711('PCMA', Uint8Array.of(0x7f ^ 0x55, 0x00 ^ 0x55))]).toEqual([-4032 * 8, -8]);
  });

  it.each(['PCMU', 'PCMA'] as const)('%s gives back each of its own values', (codec) => {
    const decoded = decodeG711(codec, bytes);
    const again = decodeG711(codec, encodeG711(codec, decoded));
    expect([...again]).toEqual([...decoded]);
  });

  it.each(['PCMU', 'PCMA'] as const)('%s is never further off than half a step', (codec) => {
    for (let sample = -32_768; sample <= 32_767; sample += 7) {
      const [back = 0] = decodeG711(codec, encodeG711(codec, Int16Array.of(sample)));
      expect(Math.abs(back - sample)).toBeLessThanOrEqual(Math.max(16, Math.abs(sample) / 30));
    }
  });
});
