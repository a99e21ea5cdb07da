import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import type { RelayEvent } from '../../shared/model/relay-messages.ts';
import { createWatch } from './watch.ts';

const nothing = { receivedBytes: 0, sentBytes: 0, reception: { expected: 0, received: 0, jitterMs: 0 } };

/** A call with one line, whose way comes and goes as the test says. */
function watched() {
  const clock = createFakeClock();
  const events: string[] = [];
  const leg = { path: {}, strangers: 0, isReady: true };
  const track = { receive: true, kind: 'audio' as const };
  const line: { figures: typeof nothing; lastHeardMs: number | undefined } = {
    figures: nothing,
    lastHeardMs: undefined,
  };
  const tell = (event: RelayEvent) => {
    if (event.kind === 'silent') events.push(`silent ${event.seconds}`);
    else if (event.kind === 'heard') events.push('heard');
  };
  const watch = createWatch({ clock, lines: () => [{ leg, line, track }], onEvent: tell });
  watch.begin();
  const hear = () => {
    line.lastHeardMs = clock.now();
  };
  return { clock, events, leg, track, watch, hear };
}

describe('silence', () => {
  it('is not told while there is no way yet, and counts from when there is one', async () => {
    const { clock, events, leg } = watched();
    leg.isReady = false;
    await clock.advance(60_000);
    leg.isReady = true;
    await clock.advance(4000);
    expect(events).toEqual([]);
    await clock.advance(2000);
    expect(events).toEqual(['silent 5']);
  });

  it('is told of a line whose way comes and goes, by the time it was there', async () => {
    const { clock, events, leg } = watched();
    for (let turn = 0; turn < 10; turn += 1) {
      leg.isReady = turn % 2 === 0;
      await clock.advance(1000);
    }
    expect(events).toEqual(['silent 5']);
  });

  it('is told of what was heard and has lost its way since, and ends with the first packet', async () => {
    const { clock, events, leg, hear } = watched();
    hear();
    leg.isReady = false;
    await clock.advance(6000);
    expect(events).toEqual(['silent 5']);
    hear();
    await clock.advance(1000);
    expect(events).toEqual(['silent 5', 'heard']);
  });

  it('is none where the far end is to send nothing, and counts anew with each agreement', async () => {
    const { clock, events, track, watch, hear } = watched();
    hear();
    track.receive = false;
    await clock.advance(30_000);
    track.receive = true;
    watch.begin();
    await clock.advance(4000);
    expect(events).toEqual([]);
    watch.stop();
    expect(clock.pending).toBe(0);
  });
});
