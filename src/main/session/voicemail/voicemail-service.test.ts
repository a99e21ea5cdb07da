import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../../test/fakes/fake-random.ts';
import { createFakeSipAgent } from '../../../../test/fakes/fake-sip-agent.ts';
import type { Slices } from '../../../shared/model/snapshot.ts';
import { noVoicemail } from '../../../shared/model/voicemail.ts';
import type { Notice, SipAgent } from '../../sip/agent.ts';
import { createStateStore } from '../../store/state.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { createVoicemailService } from './voicemail-service.ts';

const own = 'sip:karen@contoso.com';
const type = 'application/simple-message-summary';
const summary = (unread: number) => `Messages-Waiting: yes\r\nVoice-Message: ${unread}/1\r\n`;

function setUp({ isServed = false } = {}) {
  const clock = createFakeClock();
  const state = createStateStore({ voicemail: noVoicemail } as unknown as Slices, clock);
  const tracer: Tracer = { record: () => undefined, for: () => tracer };
  const service = createVoicemailService({ state, tracer, clock, random: createFakeRandom() });
  const notices = new Map<string, (notice: Notice) => void>();
  const fake = createFakeSipAgent();
  const agent: SipAgent = {
    ...fake,
    allows: () => isServed,
    onNotice: (event, handler) => notices.set(event, handler),
  };
  const end = new AbortController();
  service.start(agent, own, end.signal);
  return {
    service,
    subscriptions: fake.subscriptions,
    end,
    shown: () => state.get().voicemail,
    notice: (contentType: string, text: string) => notices.get('message-summary')?.({ contentType, text }),
    restart: (uri: string) => service.start(agent, uri, end.signal),
  };
}

describe('[F21] waiting messages', () => {
  it('come without being asked for where the server serves no subscription', () => {
    const { notice, shown, subscriptions } = setUp();
    expect(shown().state).toBe('unknown');
    notice(`${type}; charset=utf-8`, summary(2));
    expect(shown()).toEqual({ state: 'ready', unread: 2, read: 1, urgentUnread: 0, source: 'mwi' });
    expect(subscriptions).toEqual([]);
  });

  it('are subscribed to where the server says that it serves them, for an hour at a time', async () => {
    const { subscriptions, shown, end } = setUp({ isServed: true });
    await Promise.resolve();
    const [subscription] = subscriptions;
    expect(subscription?.options).toMatchObject({
      uri: own,
      event: 'message-summary',
      accept: type,
      expiresSeconds: 3600,
    });
    subscription?.notify(type, summary(4));
    expect(shown().unread).toBe(4);
    end.abort();
    subscription?.notify(type, summary(9));
    expect(shown().unread).toBe(4);
  });

  it('come by the own presence too, and the last word counts', () => {
    const { service, shown, notice } = setUp();
    const category =
      '<category name="mwi"><mwi messageWaiting="true" unreadVoiceMailCount="3" readVoiceMailCount="4"/></category>';
    service.takePresence(category);
    expect(shown()).toMatchObject({ unread: 3, read: 4, source: 'presence' });
    notice(type, summary(1));
    expect(shown()).toMatchObject({ unread: 1, source: 'mwi' });
    service.takePresence('<category name="note"/>');
    expect(shown().source).toBe('mwi');
  });

  it.each([
    ['text/plain', summary(2)],
    [type, 'nonsense'],
    ['', ''],
  ])('of type "%s" that cannot be read change nothing', (contentType, text) => {
    const { notice, shown } = setUp();
    notice(contentType, text);
    expect(shown()).toEqual(noVoicemail);
  });

  it('tell when more of them wait, not when they are known for the first time or fewer', () => {
    const { service, notice } = setUp();
    let told = 0;
    service.onMore(() => {
      told += 1;
    });
    for (const unread of [5, 5, 4, 6, 6]) notice(type, summary(unread));
    expect(told).toBe(1);
  });

  it('stay through a new connection of the same person, and go with another', () => {
    const { notice, restart, shown } = setUp();
    notice(type, summary(2));
    restart(own);
    expect(shown().unread).toBe(2);
    restart('sip:anu@contoso.com');
    expect(shown()).toEqual(noVoicemail);
  });
});
