import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { systemRandom } from '../../net/system.ts';
import { CredentialsDesk } from './relay-credentials.ts';
import { ATTRIBUTE, number, readNumber, readPlace, readTurn, TURN, turnBytes } from './turn-message.ts';
import { Window } from './window.ts';

const credentials = new CredentialsDesk(createFakeClock(), systemRandom());

describe('what the relay reads', () => {
  const message = turnBytes(
    { type: TURN.send, transaction: Buffer.alloc(16, 1), attributes: [number(ATTRIBUTE.lifetime, 600)] },
    Buffer.alloc(16, 2),
  );

  it('is a whole message with the cookie first', () => {
    expect(readTurn(message)?.type).toBe(TURN.send);
    expect(readTurn(message.subarray(0, -1))).toBeUndefined();
    expect(readTurn(Buffer.concat([message, Buffer.alloc(4)]))).toBeUndefined();
    expect(readTurn(Buffer.from(message).fill(0, 20, 28))).toBeUndefined();
  });

  it('never throws, whatever comes', () => {
    const damaged = fc
      .tuple(fc.nat(message.length), fc.nat(8), fc.uint8Array({ maxLength: 16 }))
      .map(([at, length, bytes]) => Buffer.concat([message.subarray(0, at), bytes, message.subarray(at + length)]));
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 200 })), (bytes) => {
        const read = readTurn(Buffer.from(bytes));
        for (const value of read?.attributes.values() ?? []) {
          readPlace(value);
          readNumber(value);
          credentials.judge(value);
        }
      }),
    );
  });

  it('takes each number once, also when packets overtake one another', () => {
    const window = new Window();
    expect([0, 1, 3, 2, 3, 100, 37, 36, 99, 2 ** 32 - 1, 100].map((each) => window.takes(each))).toEqual([
      false,
      true,
      true,
      true,
      false,
      true,
      true,
      false,
      true,
      true,
      false,
    ]);
  });
});
