import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import type { RelayEvent } from '../../shared/model/relay-messages.ts';
import { SignsOfFar } from '../quality/far-signs.ts';
import { createWatch } from './watch.ts';

const nothing = { receivedBytes: 0, sentBytes: 0, reception: { expected: 0, received: 0, jitterMs: 0 } };

/** A call with one line, or one of pictures too, whose way comes and goes as the test says. */
function watched() {
  const clock = createFakeClock();
  const events: string[] = [];
  const sound = () => {
    const leg = { path: {}, strangers: 0, isReady: true };
    return { leg, track: { receive: true, kind: 'audio' as 'audio' | 'video' }, signs: new SignsOfFar(clock) };
  };
  const [main, picture] = [sound(), sound()];
  picture.track = { receive: false, kind: 'video' };
  const tell = (event: RelayEvent) => {
    if (event.kind === 'silent') events.push(`silent ${event.seconds}${event.isThere ? ' there' : ''}`);
    else if (event.kind === 'heard') events.push('heard');
  };
  const lines = () =>
    [main, picture].map(({ leg, track, signs }) => ({ leg, track, line: { figures: nothing, signs } }));
  const watch = createWatch({ clock, lines, onEvent: tell });
  watch.begin();
  const hear = (type = 0) => main.signs.heard(type);
  /** Reports every 3 s for so long, with these counts of packets; without, it only says that it receives. */
  const report = async (ms: number, packets?: (turn: number) => number) => {
    for (let turn = 0; turn < ms / 3000; turn += 1) {
      const said = packets
        ? ({ kind: 'sender-report', ssrc: 9, time: 0, packets: packets(turn), blocks: [] } as const)
        : ({ kind: 'receiver-report', ssrc: 9, blocks: [] } as const);
      main.signs.reported([{ bytes: Buffer.alloc(0), said }]);
      await clock.advance(3000);
    }
  };
  return { clock, events, leg: main.leg, track: main.track, picture, watch, hear, report };
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

  it('is none where the far end is to send nothing, whatever it reports, and counts anew with each agreement', async () => {
    const { clock, events, track, watch, hear, report } = watched();
    hear();
    track.receive = false;
    await clock.advance(30_000);
    await report(60_000, (turn) => turn);
    track.receive = true;
    watch.begin();
    await clock.advance(3000);
    expect(events).toEqual([]);
    watch.stop();
    expect(clock.pending).toBe(0);
  });
});

describe('a far end that is there and sends no sound', () => {
  it.each([
    ['a count that stands still', () => 100],
    ['no count at all', undefined],
  ] as const)('is given the time of a long pause while it reports: %s', async (_what, packets) => {
    const { events, hear, report } = watched();
    hear();
    await report(27_000, packets);
    expect(events).toEqual([]);
    await report(9000, packets);
    expect(events).toEqual(['silent 30 there', 'silent 35 there']);
    hear();
    await report(3000, packets);
    expect(events.at(-1)).toBe('heard');
  });

  it('is told of soon where its own count of packets rises and none comes', async () => {
    const { events, hear, report } = watched();
    hear();
    await report(9000, (turn) => 100 + turn * 150);
    expect(events).toEqual(['silent 5 there']);
  });

  it('is told of as one of which nothing comes when its reports end too', async () => {
    const { clock, events, hear, report } = watched();
    hear();
    await report(6000);
    await clock.advance(5000);
    expect(events).toEqual([]);
    await clock.advance(3000);
    expect(events).toEqual(['silent 13']);
  });

  it('stays told while it reports, until it is heard', async () => {
    const { clock, events, hear, report } = watched();
    hear();
    await clock.advance(6000);
    await report(3000);
    expect(events).toEqual(['silent 5']);
    await report(3000);
    expect(events).toEqual(['silent 5', 'silent 10 there']);
  });

  it('may pause after comfort noise without a report, and no longer than others', async () => {
    const { clock, events, hear } = watched();
    hear(13);
    await clock.advance(29_000);
    expect(events).toEqual([]);
    await clock.advance(2000);
    expect(events).toEqual(['silent 30']);
  });

  it('is there as long as its picture moves, and its sound is missed all the same', async () => {
    const { clock, events, hear, picture } = watched();
    picture.track.receive = true;
    hear();
    for (let turn = 0; turn < 31; turn += 1) {
      picture.signs.heard(102);
      await clock.advance(1000);
    }
    expect(events).toEqual(['silent 30 there']);
  });

  it('is not missed for a picture alone that stands still', async () => {
    const { clock, events, hear, picture } = watched();
    picture.track.receive = true;
    picture.signs.heard(102);
    for (let turn = 0; turn < 60; turn += 1) {
      hear();
      await clock.advance(1000);
    }
    expect(events).toEqual([]);
  });
});
