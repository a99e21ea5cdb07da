import { describe, expect, it } from 'vitest';
import { createHandClock } from '../../../test/fakes/hand-clock.ts';
import { createLatch } from './latch.ts';

const announced = { address: '192.0.2.1', port: 4000 };
const elsewhere = { address: '198.51.100.7', port: 9 };

describe('where packets go without ICE', () => {
  it('is the announced place until a sound packet comes from another', () => {
    const latch = createLatch(createHandClock(), () => true);
    latch.announce(announced);
    expect(latch.target).toEqual(announced);
    expect(latch.admits(elsewhere)).toBe(true);
    latch.heard(elsewhere);
    expect(latch.target).toEqual(elsewhere);
  });

  it('stays where the far end is heard, and moves when it is not heard there any more', async () => {
    const clock = createHandClock();
    const latch = createLatch(clock, () => true);
    latch.announce(announced);
    latch.heard(announced);
    latch.heard(elsewhere);
    expect(latch.target).toEqual(announced);
    await clock.pass(2500);
    latch.heard(elsewhere);
    expect(latch.target).toEqual(elsewhere);
  });

  it('is another place when the description names another, and the same when it says the same again', () => {
    const latch = createLatch(createHandClock(), () => true);
    latch.announce(announced);
    latch.heard(elsewhere);
    latch.announce(announced);
    expect(latch.target).toEqual(elsewhere);
    latch.announce({ ...announced, port: 5000 });
    expect(latch.target).toEqual({ ...announced, port: 5000 });
  });

  it('is the announced host alone where packets prove nothing', () => {
    const latch = createLatch(createHandClock(), () => false);
    latch.announce(announced);
    expect(latch.admits(elsewhere)).toBe(false);
    expect(latch.admits({ ...announced, port: 5000 })).toBe(true);
  });

  it('is nowhere while the far end names no place', () => {
    const latch = createLatch(createHandClock(), () => true);
    latch.announce(announced);
    latch.announce(undefined);
    latch.heard(elsewhere);
    expect(latch.target).toBeUndefined();
  });
});
