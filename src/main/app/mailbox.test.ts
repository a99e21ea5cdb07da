import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { createFakeSipAgent } from '../../../test/fakes/fake-sip-agent.ts';
import { testApp } from '../../../test/fakes/test-app.ts';
import { noCalendar } from '../../shared/model/calendar.ts';
import { firstSlices } from '../../shared/model/first-slices.ts';
import { defaultSettings } from '../../shared/model/settings.ts';
import type { RegisteredSession } from '../session/sign-in/sign-in-api.ts';
import { createStateStore } from '../store/state.ts';
import type { Tracer } from '../trace/tracer.ts';
import { wireMailbox } from './mailbox.ts';

it('what one account missed stays through a reconnection, and is not shown to the next', () => {
  const clock = createFakeClock();
  const state = createStateStore(firstSlices(testApp, defaultSettings), clock);
  const tracer: Tracer = { record: () => undefined, for: () => tracer };
  const mailbox = wireMailbox({ state, clock, random: createFakeRandom(), tracer, onSelf: () => undefined });
  const agent = Object.assign(createFakeSipAgent(), { onNotice: () => undefined, allows: () => false });
  const start = (sipUri: string) => {
    const session = { agent, facts: { sipUri }, signal: new AbortController().signal };
    mailbox.start(session as unknown as RegisteredSession, undefined);
  };
  const from = { uri: 'sip:jeremy@contoso.com', name: 'Jeremy Los' };
  start('sip:karen@contoso.com');
  mailbox.addLocalMissed({ id: '1', kind: 'im', from, at: 0, subject: 'between us' });
  const meeting = { ...noCalendar, state: 'ready' as const };
  state.set('calendar', meeting);
  // Given up by the server: nobody signs out.
  mailbox.goOffline();
  start('sip:karen@contoso.com');
  expect([state.get().missed.unread, state.get().calendar]).toEqual([1, meeting]);
  mailbox.goOffline();
  start('sip:vadim@contoso.com');
  expect([state.get().missed.items, state.get().calendar]).toEqual([[], noCalendar]);
});
