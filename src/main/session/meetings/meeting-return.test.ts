import { expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../../test/fakes/fake-random.ts';
import { createFakeSipAgent, fakeResponse } from '../../../../test/fakes/fake-sip-agent.ts';
import { testApp } from '../../../../test/fakes/test-app.ts';
import { readMeetingLink } from '../../../protocol/links/meeting-link.ts';
import { firstSlices } from '../../../shared/model/first-slices.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import { createStateStore } from '../../store/state.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { MeetingReturn, type MeetingReturnNeeds } from './meeting-return.ts';
import { MeetingView } from './meeting-view.ts';

/** Somebody who fell out of a meeting, and whose company's server answers each try with this status. */
function fallenOut(status: number) {
  const reading = readMeetingLink('sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ');
  if (reading.kind !== 'meeting') throw new Error('no link');
  const [clock, random] = [createFakeClock(), createFakeRandom()];
  const store = createStateStore(firstSlices(testApp, defaultSettings), clock);
  const { link } = reading;
  const view = new MeetingView({ store, clock, id: 'meeting-1', link, guestName: 'Karen' });
  view.joined();
  const tries = { count: 0 };
  const agent = Object.assign(createFakeSipAgent(), {
    async invite() {
      tries.count += 1;
      return { kind: 'refused', response: fakeResponse(status) };
    },
  });
  const home = { agent, displayName: 'Karen Berg', domain: 'contoso.com', server: 'sip.contoso.com' };
  const tracer: Tracer = { record: () => undefined, for: () => tracer };
  new MeetingReturn({
    ...{ clock, random, onAttending: [], limitMs: 30_000 },
    home: () => home,
    account: () => ({ kind: 'registered' }),
    asked: { link, guestName: 'Karen', view, tracer },
    seat: { endpointId: 'e' },
    failure: { code: 'CONNECTION_LOST', at: 0 },
  } as unknown as MeetingReturnNeeds);
  return { clock, view, tries };
}

it.each([408, 480, 500, 503, 504])(
  'a server in trouble (%d) is asked again, for as long as one may miss of a meeting',
  async (status) => {
    const { clock, view, tries } = fallenOut(status);
    await clock.advance(60_000);
    expect(tries.count).toBeGreaterThan(2);
    expect(view.state).toMatchObject({ phase: 'joined', away: { failure: { sip: { status } } } });
    await clock.advance(31 * 60_000);
    expect(view.state).toMatchObject({ phase: 'ended', endedBecause: 'connection-lost' });
  },
);

it.each([403, 488, 603])('a server that refuses (%d) is asked once', async (status) => {
  const { clock, view, tries } = fallenOut(status);
  await clock.advance(60_000);
  expect(tries.count).toBe(1);
  expect(view.state).toMatchObject({ phase: 'ended', failure: { code: 'JOIN_REFUSED', sip: { status } } });
});
