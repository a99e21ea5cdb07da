import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STUN, writeStun } from '../stun/message.ts';
import { createMicrosoftFramer, createStandardFramer, type Framer, microsoftFrame } from './framing.ts';

const messages = [0, 5, 40].map((length) =>
  writeStun(
    {
      type: STUN.bindingRequest,
      transaction: Buffer.alloc(12, length),
      attributes: [{ type: 0x8022, value: Buffer.alloc(length, 1) }],
    },
    { dialect: 'rfc5389', hasFingerprint: true },
  ),
);
const greeting = Buffer.concat([Buffer.from('160301004e', 'hex'), Buffer.alloc(0x4e)]);

function inPieces(framer: Framer, stream: Buffer, size: number): readonly Buffer[] | undefined {
  const found: Buffer[] = [];
  for (let at = 0; at < stream.length; at += size) {
    const more = framer.push(stream.subarray(at, at + size));
    if (!more) return undefined;
    found.push(...more.map((message) => Buffer.from(message)));
  }
  return found;
}

describe.each([
  { name: 'standard', make: createStandardFramer, stream: Buffer.concat(messages) },
  {
    name: 'microsoft',
    make: () => createMicrosoftFramer(() => undefined),
    stream: Buffer.concat([greeting, ...messages.map(microsoftFrame)]),
  },
])('$name frames', ({ make, stream }) => {
  it('are cut out of any pieces', () => {
    for (const size of [1, 2, 3, 7, 19, 64, stream.length]) expect(inPieces(make(), stream, size)).toEqual(messages);
  });

  it('end with a stream that is none, without throwing', () => {
    expect(inPieces(make(), Buffer.from('HTTP/1.1 400 Bad Request\r\n'), 100)).toBeUndefined();
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 20 }), fc.boolean(), (chunks, isGreeted) => {
        const framer = make();
        if (isGreeted) framer.push(greeting);
        let total = 0;
        for (const chunk of chunks) {
          total += chunk.length;
          for (const message of framer.push(Buffer.from(chunk)) ?? []) total -= message.length;
        }
        expect(total).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

it('says when the server has greeted back', () => {
  let greeted = 0;
  const framer = createMicrosoftFramer(() => greeted++);
  expect(framer.push(greeting.subarray(0, -1))).toEqual([]);
  expect(greeted).toBe(0);
  expect(framer.push(greeting.subarray(-1))).toEqual([]);
  expect(greeted).toBe(1);
});
