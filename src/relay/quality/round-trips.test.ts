import { describe, expect, it } from 'vitest';
import { createHandClock } from '../../../test/fakes/hand-clock.ts';
import { createRoundTrips } from './round-trips.ts';

describe('round trips', () => {
  it('are the time since our report went out, less what the far end waited', async () => {
    const clock = createHandClock();
    const trips = createRoundTrips(clock);
    trips.sent(77);
    await clock.pass(1080);
    // One second in units of 1/65536.
    const ms = trips.answered({ lastSenderReport: 77, delaySinceLast: 65_536 }) ?? 0;
    expect(ms).toBeGreaterThanOrEqual(80);
    expect(ms).toBeLessThan(1000);
  });

  it('are unknown for a report that is none of ours, and never negative', () => {
    const trips = createRoundTrips(createHandClock());
    trips.sent(77);
    expect(trips.answered({ lastSenderReport: 78, delaySinceLast: 0 })).toBeUndefined();
    expect(trips.answered({ lastSenderReport: 0, delaySinceLast: 0 })).toBeUndefined();
    expect(trips.answered({ lastSenderReport: 77, delaySinceLast: 2 ** 32 - 1 })).toBe(0);
  });

  it('remember the last few reports alone', () => {
    const trips = createRoundTrips(createHandClock());
    for (let time = 1; time <= 20; time++) trips.sent(time);
    expect(trips.answered({ lastSenderReport: 12, delaySinceLast: 0 })).toBeUndefined();
    expect(trips.answered({ lastSenderReport: 13, delaySinceLast: 0 })).toBeDefined();
  });
});
