import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { inside } from '../sip/test-people.ts';
import { crowdScript } from './crowd.ts';
import type { ParticipantScript } from './participant-script.ts';
import { LIVELY, LOBBY, open, rememberingMcu, setUpMeeting, WEEKLY, watch } from './test-meeting.ts';

const setUp = () => setUpMeeting(createFakeClock(), createFakeRandom());

const person = (name: string, isGuest = false) => ({
  name,
  address: `${name.toLowerCase()}@${isGuest ? 'anonymous.invalid' : 'tailspintoys.com'}`,
  isGuest,
  role: 'attendee' as const,
  hasAudio: true,
});

const script: ParticipantScript = {
  people: [person('Ada'), person('Bo', true)],
  steps: [
    { afterMs: 1000, who: 0, does: { kind: 'come' } },
    { afterMs: 1000, who: 1, does: { kind: 'come' } },
    { afterMs: 1000, who: 0, does: { kind: 'say', text: 'Hello' } },
    { afterMs: 0, who: 1, does: { kind: 'mute' } },
    { afterMs: 1000, who: 0, does: { kind: 'leave' } },
  ],
  repeats: false,
};

describe('a script', () => {
  it('is acted out while somebody real is there, and waits when he has left', async () => {
    const { bench, site, clock, karen } = setUp();
    const told: string[] = [];
    site.mcus.add(rememberingMcu('chat', told));
    const meeting = bench.side.meeting('2Z92HZZZ');
    const names = () =>
      meeting
        .participants()
        .map(({ displayName }) => displayName)
        .slice(2);
    meeting.play(script);
    await clock.advance(10_000);
    expect(names()).toEqual([]);
    const dialog = open(karen);
    await clock.advance(2000);
    expect(names()).toEqual(['Karen Berg', 'Ada (simulated)', 'Bo (simulated)']);
    await clock.advance(1000);
    expect(told).toContain('say sip:ada@tailspintoys.com');
    expect(meeting.seats().at(-1)).toMatchObject({ muted: true, anonymous: true });
    inside(karen, dialog, 'BYE');
    await clock.advance(60_000);
    expect(names()).toEqual(['Ada (simulated)', 'Bo (simulated)']);
    open(karen);
    await clock.advance(1000);
    expect(names()).toEqual(['Bo (simulated)', 'Karen Berg']);
    bench.side.close();
    expect(clock.pending).toBe(0);
  });

  it('[O2] sends its guests to the lobby like everybody else, where they do nothing', async () => {
    const { bench, site, clock, garth } = setUp();
    const told: string[] = [];
    site.mcus.add(rememberingMcu('chat', told));
    const meeting = bench.side.meeting('L0BBY7TS');
    meeting.play(script);
    open(garth(), LOBBY);
    await clock.advance(4000);
    expect(meeting.participants().filter(({ anonymous }) => anonymous)).toMatchObject([{ state: 'on-hold' }]);
    meeting.admit('sip:bo@anonymous.invalid');
    expect(told).toContain('seat sip:bo@anonymous.invalid');
    meeting.remove('sip:bo@anonymous.invalid');
    expect(meeting.participants().map(({ entity }) => entity)).not.toContain('sip:bo@anonymous.invalid');
  });

  it.each([2, 1000])('of a crowd of %i brings all of them, and goes on', async (people) => {
    const { bench, site, clock, karen } = setUp();
    const told: string[] = [];
    site.mcus.add(rememberingMcu('meeting', told));
    const meeting = bench.side.meeting('2Z92HZZZ');
    meeting.play(crowdScript({ people, domain: 'tailspintoys.com', hasGuests: true, paceMs: 1 }));
    open(karen);
    await clock.advance(people + 1);
    expect(meeting.participants().length).toBeGreaterThanOrEqual(people + 2);
    await clock.advance(people * 3 + 1000);
    const kinds = new Set(told.map((each) => each.split(' ')[0]));
    expect(kinds).toContain(people === 2 ? 'draw' : 'vote');
    bench.side.close();
    expect(clock.pending).toBe(0);
  });

  it('of the lab’s own begins when one joins', async () => {
    const { bench, clock, karen } = setUp();
    const meeting = bench.side.meeting('TSL1VELY');
    expect(clock.pending).toBe(0);
    open(karen, LIVELY);
    await clock.advance(30_000);
    expect(
      meeting.participants().filter(({ displayName }) => displayName.endsWith('(simulated)')).length,
    ).toBeGreaterThan(10);
  });
});

describe('a crowd', () => {
  it('comes evenly over a time, and goes', async () => {
    const { bench, clock, karen } = setUp();
    const meeting = bench.side.meeting('2Z92HZZZ');
    open(karen);
    watch(karen);
    meeting.gatherPeople(250, 60_000);
    await clock.advance(30_000);
    expect(meeting.participants()).toHaveLength(3 + 125);
    await clock.advance(30_000);
    expect(meeting.participants()).toHaveLength(3 + 250);
    expect(karen.client.take()).toHaveLength(250);
    meeting.removePeople(100);
    expect(meeting.participants()).toHaveLength(3 + 150);
    bench.side.meeting('2Z92HZZZ').addPeople(1);
    const entities = meeting.participants().map(({ entity }) => entity);
    expect(new Set(entities).size).toBe(entities.length);
  });

  it('comes a thousand in a second, each with a version of his own', async () => {
    const { bench, clock, karen } = setUp();
    open(karen);
    watch(karen);
    bench.side.meeting('2Z92HZZZ').gatherPeople(1000, 1000);
    await clock.advance(1000);
    const seen = karen.client.take();
    expect(seen).toHaveLength(1000);
    expect(seen.at(-1)?.body).toContain('version="1001"');
  });

  it('waits in the lobby', () => {
    const { bench } = setUp();
    const meeting = bench.side.meeting('2Z92HZZZ');
    meeting.addWaiting(3);
    expect(
      meeting
        .participants()
        .filter(({ state }) => state === 'on-hold')
        .map(({ displayName }) => displayName),
    ).toEqual([
      expect.stringContaining('(simulated)'),
      expect.stringContaining('(simulated)'),
      expect.stringContaining('(simulated)'),
    ]);
    expect(meeting.now().focusUri).toBe(WEEKLY);
  });
});
