import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindingRequest, readBindingAnswer } from './stun-question.ts';

/** RFC 5769 2.2 and 2.3: the published answers, whose attributes besides are read over. */
const transaction = Buffer.from('b7e7a701bc34d686fa87dfae', 'hex');
const answer4 = Buffer.from(
  '0101003c2112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220002000080001a147e112a643000800142b91f599fd9e90c38c7489f92af9ba53f06be7d780280004c07d4c96',
  'hex',
);
const answer6 = Buffer.from(
  '010100482112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d900080014a382954e4be67bf11784c97c8292c275bfe3ed4180280004c8fb0b4c',
  'hex',
);

describe('an answer of a STUN server', () => {
  it('is read as RFC 5769 has it', () => {
    expect(readBindingAnswer(answer4, transaction)).toBe('192.0.2.1:32853');
    expect(readBindingAnswer(answer6, transaction)).toBe('[2001:db8:1234:5678:11:2233:4455:6677]:32853');
  });

  it('is none for another question, cut short, or of another kind', () => {
    expect(readBindingAnswer(answer4, Buffer.alloc(12))).toBeUndefined();
    expect(readBindingAnswer(bindingRequest(transaction), transaction)).toBeUndefined();
    for (let length = 0; length < 48; length += 1) {
      expect(readBindingAnswer(answer4.subarray(0, length), transaction)).toBeUndefined();
    }
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, isOurs) => {
        const packet = Buffer.concat([isOurs ? answer4.subarray(0, 20) : Buffer.alloc(0), bytes]);
        const seen = readBindingAnswer(packet, transaction);
        expect(seen === undefined || /^(\d+\.\d+\.\d+\.\d+|\[[0-9a-f:.]+\]):\d+$/.test(seen)).toBe(true);
      }),
    );
  });
});
