import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../../test/fakes/fake-random.ts';
import { createFakeSipAgent, type FakeSubscription } from '../../../../test/fakes/fake-sip-agent.ts';
import type { Contact } from '../../../shared/model/contacts.ts';
import { noContacts } from '../../../shared/model/contacts.ts';
import type { Slices } from '../../../shared/model/snapshot.ts';
import { createStateStore } from '../../store/state.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { createContactsService } from './contacts-service.ts';

const TYPE = 'application/vnd-microsoft-roaming-contacts+xml';
const OWN = 'sip:karen@contoso.com';
const LIST =
  '<contactList deltaNum="5"><group id="1" name="~"/><group id="2" name="Team"/>' +
  '<contact uri="jeremy@contoso.com" name="Jerry" groups="2 "/><contact uri="garth@tailspintoys.com" name="" groups="9 "/></contactList>';

const delta = (previous: number, current: number, content: string) =>
  `<contactDelta deltaNum="${current}" prevDeltaNum="${previous}">${content}</contactDelta>`;

function setUp() {
  const clock = createFakeClock();
  const slices = { contacts: noContacts } as unknown as Slices;
  const state = createStateStore(slices, clock);
  const tracer: Tracer = { record: () => undefined, for: () => tracer };
  const service = createContactsService({ state, tracer, clock, random: createFakeRandom() });
  const agent = createFakeSipAgent();
  const controller = new AbortController();
  const lists: (readonly Contact[])[] = [];
  service.onContacts((contacts) => lists.push(contacts));
  const piggyback = (text: string) => {
    agent.accept = (subscription) => {
      subscription.notify(TYPE, text);
      return 'accept';
    };
  };
  const last = () => agent.subscriptions.at(-1) as FakeSubscription;
  const start = () => service.start(agent, OWN, controller.signal);
  return { clock, service, agent, controller, lists, piggyback, last, start, shown: () => state.get().contacts };
}

describe('[F13] [F15] the contact list', () => {
  it('comes with the subscription: groups, then contacts in them', async () => {
    const { start, agent, piggyback, shown, lists, clock } = setUp();
    piggyback(LIST);
    expect(await start()).toEqual({ ok: true, value: undefined });
    expect(agent.subscriptions[0]?.options).toMatchObject({
      uri: OWN,
      event: 'vnd-microsoft-roaming-contacts',
      accept: TYPE,
      headers: [['Supported', 'ms-ucs']],
    });
    expect(shown()).toEqual({
      ...noContacts,
      state: 'ready',
      groups: [
        { id: '2', name: 'Team', kind: 'normal' },
        { id: '1', name: '~', kind: 'other' },
      ],
      contacts: [
        {
          uri: 'sip:jeremy@contoso.com',
          name: 'Jerry',
          alias: 'Jerry',
          groupIds: ['2'],
          kind: 'same-enterprise',
          relationship: 'colleague',
          isRelationshipAutomatic: true,
          isTagged: false,
        },
        {
          uri: 'sip:garth@tailspintoys.com',
          name: 'garth@tailspintoys.com',
          groupIds: ['1'],
          kind: 'federated',
          relationship: 'external',
          isRelationshipAutomatic: true,
          isTagged: false,
        },
      ],
      updatedAt: clock.wall(),
    });
    expect(lists.at(-1)).toEqual(shown().contacts);
  });

  it('follows changes', async () => {
    const { start, piggyback, last, shown, lists } = setUp();
    piggyback(LIST);
    await start();
    last().notify(TYPE, delta(5, 6, '<deletedContact uri="jeremy@contoso.com"/><addedGroup id="3" name="New"/>'));
    expect(shown().contacts.map(({ uri }) => uri)).toEqual(['sip:garth@tailspintoys.com']);
    expect(shown().groups.map(({ name }) => name)).toEqual(['Team', 'New', '~']);
    expect(lists).toHaveLength(2);
  });

  it('learns what contacts call themselves', async () => {
    const { start, piggyback, shown, service, clock } = setUp();
    piggyback(LIST);
    await start();
    service.learnCards(
      new Map([
        ['sip:garth@tailspintoys.com', { name: 'Garth Fort', email: 'garth.fort@tailspintoys.com' }],
        ['sip:jeremy@contoso.com', { name: 'Jeremy Los' }],
        ['sip:stranger@contoso.com', { name: 'Stranger' }],
      ]),
    );
    await clock.advance(50);
    expect(shown().contacts.map(({ name, email }) => [name, email])).toEqual([
      ['Jerry', undefined],
      ['Garth Fort', 'garth.fort@tailspintoys.com'],
    ]);
  });

  it('shows Other contacts when somebody is in no group the server named', async () => {
    const { start, piggyback, shown } = setUp();
    piggyback('<contactList deltaNum="1"><contact uri="a@b.c" name="" groups=""/></contactList>');
    await start();
    expect(shown()).toMatchObject({
      groups: [{ id: '1', name: '~', kind: 'other' }],
      contacts: [{ groupIds: ['1'] }],
    });
  });

  it('after a missing step asks for the whole list, and not without end', async () => {
    const { start, piggyback, last, agent, clock, shown } = setUp();
    piggyback(LIST);
    await start();
    const first = last();
    first.notify(TYPE, delta(7, 8, ''));
    first.notify(TYPE, delta(8, 9, ''));
    expect(agent.subscriptions).toHaveLength(1);
    await clock.advance(5000);
    expect(agent.subscriptions).toHaveLength(2);
    expect(first.isEnded).toBe(true);
    expect(shown().state).toBe('ready');
    first.notify(TYPE, '<contactList deltaNum="99"/>');
    expect(shown().contacts).toHaveLength(2);
  });

  it('asks again when the server ends it', async () => {
    const { start, piggyback, last, agent, clock } = setUp();
    piggyback(LIST);
    await start();
    last().end();
    await clock.advance(5000);
    expect(agent.subscriptions).toHaveLength(2);
    last().end({ code: 'CONNECTION_LOST', at: 0 });
    await clock.advance(60_000);
    expect(agent.subscriptions).toHaveLength(2);
  });

  it('reloads on demand', async () => {
    const { start, piggyback, agent, service, shown } = setUp();
    piggyback(LIST);
    await start();
    const reloaded = service.reload();
    expect(shown().state).toBe('loading');
    expect(shown().contacts).toHaveLength(2);
    expect((await reloaded).ok).toBe(true);
    expect(agent.subscriptions.map(({ isEnded }) => isEnded)).toEqual([true, false]);
  });
});

describe('[F13] what can go wrong', () => {
  it('a refusal is a failure, 488 and a migrated list name Exchange', async () => {
    const { start, agent, shown, service, piggyback } = setUp();
    agent.accept = () => ({ code: 'SIP_REFUSED', at: 1, sip: { status: 403, reason: 'Forbidden' } });
    expect(await start()).toMatchObject({ ok: false, failure: { code: 'CONTACTS_UNAVAILABLE', sip: { status: 403 } } });
    expect(shown()).toMatchObject({ state: 'failed', failure: { code: 'CONTACTS_UNAVAILABLE' } });
    agent.accept = () => ({ code: 'SIP_REFUSED', at: 1, sip: { status: 488, reason: 'Not Acceptable Here' } });
    const unread = { failure: { code: 'CONTACTS_IN_EXCHANGE', data: { list: 'unread' } } };
    expect(await service.reload()).toMatchObject(unread);
    piggyback('<contactList deltaNum="1" ucsmode="migrated"/>');
    expect(await service.reload()).toMatchObject(unread);
    expect(shown()).toMatchObject({ state: 'failed', store: 'exchange' });
    piggyback(LIST);
    expect(await service.reload()).toMatchObject({ ok: true });
    expect(shown()).toMatchObject({ state: 'ready', store: 'server' });
    expect(shown().failure).toBeUndefined();
  });

  it('a broken list leaves the one before on show', async () => {
    const { start, piggyback, service, shown } = setUp();
    piggyback(LIST);
    await start();
    piggyback(LIST.slice(0, -16));
    expect(await service.reload()).toMatchObject({ failure: { detail: 'contact list: not-well-formed' } });
    expect(shown()).toMatchObject({ state: 'failed', contacts: [{ name: 'Jerry' }, {}] });
  });

  it('a list that does not come is given up after eight seconds', async () => {
    const { start, clock, shown } = setUp();
    const outcome = start();
    await clock.advance(7999);
    expect(shown().state).toBe('loading');
    await clock.advance(1);
    expect(await outcome).toMatchObject({ ok: false, failure: { code: 'CONTACTS_UNAVAILABLE' } });
  });

  it('a list that comes late is shown all the same', async () => {
    const { start, clock, shown, last } = setUp();
    const outcome = start();
    await clock.advance(9000);
    await outcome;
    last().notify(TYPE, LIST);
    expect(shown().state).toBe('ready');
  });

  it('signed out, the list stays readable and nothing runs on', async () => {
    const { start, piggyback, service, shown, clock, controller, last, agent } = setUp();
    piggyback(LIST);
    await start();
    last().notify(TYPE, delta(7, 8, ''));
    controller.abort();
    service.goOffline();
    expect(shown()).toMatchObject({ state: 'offline', contacts: [{}, {}] });
    last().notify(TYPE, '<contactList deltaNum="99"/>');
    await clock.advance(60_000);
    expect(shown().contacts).toHaveLength(2);
    expect(agent.subscriptions).toHaveLength(1);
    expect(await service.reload()).toMatchObject({ failure: { code: 'NOT_SIGNED_IN' } });
    expect(clock.pending).toBe(0);
  });

  it('another account does not see this list', async () => {
    const { start, piggyback, service, shown, agent, lists } = setUp();
    piggyback(LIST);
    await start();
    agent.accept = () => 'accept';
    void service.start(agent, 'sip:jeremy@contoso.com', new AbortController().signal);
    expect(shown()).toMatchObject({ state: 'loading', contacts: [] });
    expect(lists.at(-1)).toEqual([]);
    service.goOffline();
    expect(shown().state).toBe('empty');
  });

  it('a start that is overtaken resolves', async () => {
    const { start, piggyback, service } = setUp();
    const first = start();
    piggyback(LIST);
    const second = start();
    expect((await first).ok).toBe(false);
    expect((await second).ok).toBe(true);
    service.forget();
  });
});
