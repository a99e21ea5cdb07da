import { expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../../test/fakes/fake-random.ts';
import { createFakeSipAgent } from '../../../../test/fakes/fake-sip-agent.ts';
import { testApp } from '../../../../test/fakes/test-app.ts';
import { readMeetingLink } from '../../../protocol/links/meeting-link.ts';
import { firstSlices } from '../../../shared/model/first-slices.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { done, failed } from '../../../shared/outcome.ts';
import { createStateStore } from '../../store/state.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { createMeetingService, type MeetingDependencies, type ResolvedLink } from './meeting-service.ts';

const page = 'https://meet.tailspintoys.com/garth/2Z92HZZZ';
const reading = readMeetingLink('sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ');

/** A meeting's page that answers when the test lets it, and an edge that nobody finds. */
function setUp(account: Snapshot['account']['kind']) {
  if (reading.kind !== 'meeting') throw new Error('no link');
  const { link } = reading;
  const clock = createFakeClock();
  const state = createStateStore(firstSlices(testApp, defaultSettings), clock);
  const accountIs = (kind: Snapshot['account']['kind'], more: object = {}) =>
    state.set('account', { kind, account: { sipUri: 'sip:karen@contoso.com' }, ...more } as Snapshot['account']);
  accountIs(account);
  let answer: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const home = {
    agent: createFakeSipAgent(),
    displayName: 'Karen Berg',
    domain: 'contoso.com',
    server: 'sip.contoso.com',
  };
  const places = { home: account === 'registered' ? home : undefined, looked: 0 };
  const tracer: Tracer = { record: () => undefined, for: () => tracer };
  const meetings = createMeetingService({
    ...{ state, clock, tracer, random: createFakeRandom(), onAttending: [] },
    home: () => places.home,
    ownAddress: () => 'karen@contoso.com',
    policyFor: () => ({}),
    guestRefusal: () => undefined,
    resolvePage: async () => {
      await asked;
      return done<ResolvedLink>({ link });
    },
    finder: {
      find: async () => {
        places.looked += 1;
        return failed({ code: 'DOMAIN_UNKNOWN', at: 0 });
      },
    },
  } as unknown as MeetingDependencies);
  const joining = meetings.join({ text: page, guestName: 'Karen Berg', as: 'auto' });
  return { state, clock, accountIs, places, joining, answer };
}

it.each(['registered', 'reconnecting'] as const)(
  'who set out by the own name (%s) and lost the account on the way does not come as a guest',
  async (kind) => {
    const { state, clock, accountIs, places, joining, answer } = setUp(kind);
    await clock.advance(0);
    places.home = undefined;
    accountIs('signed-out', { failure: { code: 'CREDENTIALS_WRONG', at: 7 } });
    await clock.advance(100);
    answer();
    expect(await joining).toMatchObject({ ok: false, failure: { code: 'CREDENTIALS_WRONG' } });
    expect(places.looked).toBe(0);
    // Who wishes so still may.
    expect(state.get().meeting).toMatchObject({ phase: 'ended', asGuest: false, canTryGuest: true });
  },
);

it('who had no account when setting out comes as a guest', async () => {
  const { places, joining, answer } = setUp('signed-out');
  answer();
  expect(await joining).toMatchObject({ failure: { code: 'DOMAIN_UNKNOWN' } });
  expect(places.looked).toBe(1);
});
