/** What a broken or hostile server tells of people: bounded, harmless, and what it tells properly afterwards counts. */
import { beforeEach, describe, expect, it } from 'vitest';
import { type People, wirePeople } from '../../src/main/app/people.ts';
import { systemClock } from '../../src/main/platform/system-clock.ts';
import { createContactsService } from '../../src/main/session/contacts/contacts-service.ts';
import { createStateStore, type StateStore } from '../../src/main/store/state.ts';
import type { Tracer } from '../../src/main/trace/tracer.ts';
import { firstSlices } from '../../src/shared/model/first-slices.ts';
import { defaultSettings } from '../../src/shared/model/settings.ts';
import { done } from '../../src/shared/outcome.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { createFakeRandom } from '../fakes/fake-random.ts';
import { createFakeSipAgent, type FakeSipAgent, type FakeSubscription } from '../fakes/fake-sip-agent.ts';
import { startLabClient } from '../fakes/lab-client.ts';
import { CATEGORIES, JEREMY, OWN, person, VADIM } from '../fakes/presence-scene.ts';
import { testApp } from '../fakes/test-app.ts';

const CONTACTS = 'application/vnd-microsoft-roaming-contacts+xml';
const SELF = 'application/vnd-microsoft-roaming-self+xml';
const LIST =
  '<contactList deltaNum="5"><group id="1" name="~"/><group id="2" name="Team"/>' +
  '<contact uri="jeremy@contoso.com" groups="2"/><contact uri="vadim@contoso.com" groups="1"/></contactList>';

let clock: FakeClock;
let agent: FakeSipAgent;
let state: StateStore;
let people: People;
let controller: AbortController;
let list: string;

beforeEach(async () => {
  clock = createFakeClock();
  agent = createFakeSipAgent();
  controller = new AbortController();
  list = LIST;
  state = createStateStore(firstSlices(testApp, defaultSettings), clock);
  const tracer: Tracer = { record: () => undefined, for: () => tracer };
  people = wirePeople({ state, tracer, clock, random: createFakeRandom() });
  agent.accept = (subscription) => {
    if (subscription.options.event.endsWith('contacts')) subscription.notify(CONTACTS, list);
    return 'accept';
  };
  const journey = { begin: () => undefined, step: () => undefined, fail: () => undefined, end: () => undefined };
  const facts = { sipUri: OWN };
  const session = { agent, facts, journey, signal: controller.signal, tracer };
  people.start(session as unknown as Parameters<People['start']>[0]);
  await clock.advance(0);
});

const open = (event: string) =>
  agent.subscriptions.filter(({ options, isEnded }) => options.event.includes(event) && !isEnded);
const newest = (event: string) => open(event).at(-1) as FakeSubscription;
const shown = () => state.get().contacts;
const tell = (text: string) => newest('presence').notify(CATEGORIES, text);
const categories = (content: string, uri = JEREMY) => `<categories uri="${uri}">${content}</categories>`;
const stateOf = (value: number, place: string) =>
  `<category name="state" ${place}><state type="aggregateState"><availability>${value}</availability></state></category>`;

describe('contact lists', () => {
  it('with everything twice, and groups and people that point at each other, are shown once and whole', async () => {
    const group = (id: number, name: string) => `<group id="${id}" name="${name}"/>`;
    const contact = (uri: string, groups: string) => `<contact uri="${uri}" name="" groups="${groups}"/>`;
    list = [
      '<contactList deltaNum="6">',
      ...[group(1, '~'), group(1, '~'), group(7, '~'), group(2, 'Team'), group(2, 'Team'), group(2, 'Other name')],
      ...[group(3, 'sip:jeremy@contoso.com'), group(4, 'Team')],
      ...[
        contact('jeremy@contoso.com', '2 2 2 1 7 99'),
        contact('JEREMY@contoso.com', '2 3'),
        contact('sip:karen@contoso.com', '2'),
      ],
      ...[contact('sip:vadim@contoso.com;user=phone', '4 4'), contact('', '2'), contact('2', '3'), contact('@', '1')],
      '</contactList>',
    ].join('');
    await people.contacts.reload();
    newest('self').notify(
      SELF,
      `<roamingData><delegates>${'<delegate uri="karen@contoso.com"/><delegate uri="jeremy@contoso.com"/>'.repeat(3)}</delegates></roamingData>`,
    );
    const { groups, contacts } = shown();
    const ids = groups.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(contacts.map(({ uri }) => uri)).size).toBe(contacts.length);
    for (const { groupIds } of contacts) {
      expect(new Set(groupIds).size).toBe(groupIds.length);
      expect(groupIds.filter((id) => !ids.includes(id))).toEqual([]);
    }
    tell(person(JEREMY, 6500));
    expect(state.get().presence[JEREMY]?.availability).toBe('busy');
  });

  it('whose steps come out of order, twice and from nowhere end as the server has them', async () => {
    const subscription = newest('contacts');
    const step = (from: number, to: number, content: string) =>
      subscription.notify(CONTACTS, `<contactDelta prevDeltaNum="${from}" deltaNum="${to}">${content}</contactDelta>`);
    step(5, 6, '<addedGroup id="3" name="New"/>');
    step(5, 6, '<addedGroup id="3" name="Again"/>');
    step(4, 5, '<deletedGroup id="2"/>');
    step(6, 6, '<deletedGroup id="3"/>');
    expect(shown().groups.map(({ name }) => name)).toEqual(['Team', 'New', '~']);
    list = LIST.replace('deltaNum="5"', 'deltaNum="4294967295"').replace('Team', 'The Team');
    step(40, 41, '<deletedContact uri="jeremy@contoso.com"/>');
    step(41, 4_294_967_295, '<deletedContact uri="vadim@contoso.com"/>');
    expect(shown().contacts).toHaveLength(2);
    await clock.advance(5000);
    expect(shown()).toMatchObject({ state: 'ready', groups: [{ name: 'The Team' }, { name: '~' }] });
    expect(open('contacts')).toHaveLength(1);
  });

  it('that bring and take a person without end leave no subscription behind', async () => {
    const before = open('presence').length;
    let number = 5;
    for (let round = 0; round < 200; round += 1) {
      const change =
        round % 2 ? '<deletedContact uri="new@contoso.com"/>' : '<addedContact uri="new@contoso.com" groups="1"/>';
      newest('contacts').notify(
        CONTACTS,
        `<contactDelta prevDeltaNum="${number}" deltaNum="${number + 1}">${change}</contactDelta>`,
      );
      number += 1;
      await clock.advance(0);
    }
    expect(open('presence').length).toBe(before);
    tell(person(VADIM, 3500));
    expect(state.get().presence[VADIM]?.availability).toBe('available');
  });

  it('are asked for again while one is read, and both questions are answered', async () => {
    const empty = done({ groups: new Map<string, never>(), contacts: new Map<string, never>() });
    const reads: (() => void)[] = [];
    const exchange = {
      load: () => new Promise<typeof empty>((resolve) => reads.push(() => resolve(empty))),
    };
    const tracer: Tracer = { record: () => undefined, for: () => tracer };
    const contacts = createContactsService({ state, tracer, clock, random: createFakeRandom(), exchange });
    list = '<contactList deltaNum="9" ucsmode="migrated"/>';
    const first = contacts.start(agent, OWN, controller.signal);
    await clock.advance(0);
    agent.accept = () => 'accept';
    const second = contacts.reload();
    reads[0]?.();
    await clock.advance(0);
    newest('contacts').notify(CONTACTS, list);
    reads[1]?.();
    await clock.advance(8000);
    expect(await first).toMatchObject({ ok: false });
    expect(await Promise.race([second, Promise.resolve('still waiting')])).toEqual({ ok: true, value: undefined });
    contacts.forget();
  });

  it('of people who ask about us grow no further than anybody could read', () => {
    for (let page = 0; page < 20; page += 1) {
      const subscribers = Array.from(
        { length: 1000 },
        (_, at) => `<subscriber user="p${page}-${at}@evil.example" acknowledged="false"/>`,
      );
      newest('self').notify(SELF, `<roamingData><subscribers>${subscribers.join('')}</subscribers></roamingData>`);
    }
    expect(shown().newWatchers.length).toBeLessThanOrEqual(5000);
    expect(shown().contacts).toHaveLength(2);
  });
});

describe('presence', () => {
  it('of unknown categories, of nobody and of strangers changes nothing', () => {
    tell(person(JEREMY, 6500));
    const before = state.get().presence;
    tell(categories('<category name="telepathy" instance="0" version="9"><telepathy>on</telepathy></category>'));
    tell(categories('<category instance="0"/><category name=""/><category name="constructor"/><other/>'));
    tell(categories('<category name="state" instance="0"><mood/></category>'));
    tell('<categories><category name="state"/></categories>');
    tell(person('sip:stranger@evil.example', 3500));
    tell('<presence xmlns="urn:ietf:params:xml:ns:pidf" entity="pres:jeremy@contoso.com"/>');
    tell('<!DOCTYPE x [<!ENTITY y "z">]><categories uri="sip:jeremy@contoso.com"/>');
    expect(state.get().presence).toEqual(before);
    tell(person(JEREMY, 9500));
    expect(state.get().presence[JEREMY]?.availability).toBe('do-not-disturb');
  });

  it('of versions out of order keeps the newest of each instance', () => {
    const at = (version: number) => `instance="7" version="${version}" publishTime="2026-11-21T09:00:00Z"`;
    tell(categories(stateOf(6500, at(5))));
    tell(categories(stateOf(3500, at(4))));
    tell(categories(`${stateOf(3500, at(1))}${stateOf(9500, at(6))}${stateOf(15_500, at(2))}`));
    tell(categories('<category name="state" instance="7" version="3" publishTime="2026-11-21T09:00:00Z"/>'));
    expect(state.get().presence[JEREMY]?.availability).toBe('do-not-disturb');
    for (const odd of ['-1', '1e9', '99999999999', 'NaN', ''])
      tell(categories(stateOf(3500, `instance="7" version="${odd}" publishTime="2026-11-21T08:00:00Z"`)));
    expect(state.get().presence[JEREMY]?.availability).toBe('do-not-disturb');
    tell(categories(stateOf(3500, 'instance="7" version="1" publishTime="2026-11-21T10:00:00Z"')));
    expect(state.get().presence[JEREMY]?.availability).toBe('available');
  });

  it('of 100,000 instances of one person stays small', async () => {
    for (let page = 0; page < 200; page += 1) {
      const many = Array.from({ length: 500 }, (_, at) => stateOf(3500, `instance="${page * 500 + at}" version="1"`));
      tell(categories(many.join('')));
    }
    tell(person(VADIM, 6500));
    await clock.advance(1000);
    expect(state.get().presence[VADIM]?.availability).toBe('busy');
    expect(JSON.stringify(state.get().presence).length).toBeLessThan(2000);
  });
});

it('more notifications than can be read are dropped, and everything is asked for anew', async () => {
  const large = categories(`<category name="note"><note><body>${'x'.repeat(1024 * 1024)}</body></note></category>`);
  const before = agent.subscriptions.length;
  const flooded = newest('presence');
  for (let sent = 0; sent < 100; sent += 1) flooded.notify(CATEGORIES, large);
  expect(flooded.isEnded).toBe(true);
  expect(agent.subscriptions).toHaveLength(before);
  await clock.advance(60_000);
  expect(agent.subscriptions).toHaveLength(before + 1);
  tell(person(JEREMY, 9500));
  expect(state.get().presence[JEREMY]?.availability).toBe('do-not-disturb');
});

describe('settings', () => {
  const provisioning = () => state.get().provisioning;
  const settings = (text: string) =>
    newest('provisioning').notify('application/vnd-microsoft-roaming-provisioning-v2+xml', text);
  const good =
    '<provisionGroupList><provisionGroup name="ServerConfiguration"><organization>Contoso</organization></provisionGroup></provisionGroupList>';

  it.each([
    ['bytes that are no text', '\u0000\u0001\ufffd\ufffd'],
    ['a web page', '<!doctype html><html><body>Sign in'],
    [
      'an entity that grows',
      '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><provisionGroupList>&c;</provisionGroupList>',
    ],
    ['a tree without end', '<provisionGroupList>'.repeat(70)],
    [
      'five megabytes of one value',
      `<provisionGroupList><provisionGroup name="x"><a>${'y'.repeat(5 * 1024 * 1024)}</a></provisionGroup></provisionGroupList>`,
    ],
    ['nothing', ''],
  ])('that are %s leave what was known, and the next ones count', (_what, text) => {
    settings(good);
    settings(text);
    expect(provisioning()).toMatchObject({ state: 'failed', failure: { code: 'PROVISIONING_UNREADABLE' } });
    expect(JSON.stringify(provisioning())).toContain('Contoso');
    expect(provisioning().failure?.detail?.length).toBeLessThan(200);
    settings(good.replace('Contoso', 'Fabrikam'));
    expect(provisioning().state).toBe('ready');
    expect(JSON.stringify(provisioning())).toContain('Fabrikam');
  });
});

it('goes when its person goes, whatever was told', async () => {
  tell('<categories');
  newest('contacts').notify(CONTACTS, '<contactDelta prevDeltaNum="77" deltaNum="78"/>');
  newest('self').notify(SELF, '<roamingData');
  controller.abort();
  people.goOffline();
  people.forget();
  // The state tells the window in a moment of its own.
  await clock.advance(1000);
  expect(clock.pending).toBe(0);
});

it('a thousand changes in one notification leave turns for everything else', { timeout: 60_000 }, async () => {
  let looked = 0;
  // Each look at the clock finds it a millisecond later, so that work is measured by how often it looks.
  const now = () => {
    looked += 1;
    return systemClock.now() + looked;
  };
  const world = await startLabClient({ clock: { ...systemClock, now } });
  try {
    const { lab, client, until } = world;
    await world.signIn('karen@contoso.com');
    await until(({ presence }) => presence[JEREMY]?.value !== undefined);
    let turns = 0;
    let counting = true;
    const count = () => {
      turns += 1;
      if (counting) setImmediate(count);
    };
    count();
    lab.stormPresence('contoso.com', { updates: 1000, seconds: 0, bytes: 4000 });
    // Nothing overtakes: when this is seen, the thousand were read.
    lab.setPresence('jeremy@contoso.com', 12_500);
    const seen = until(({ presence }) => presence[JEREMY]?.availability === 'be-right-back');
    const order: string[] = [];
    await Promise.all([
      client.people.presence.setNote('still here').then(({ ok }) => order.push(`note ${ok}`)),
      seen.then(() => order.push('storm')),
    ]);
    counting = false;
    expect(turns).toBeGreaterThan(50);
    expect(order).toEqual(['note true', 'storm']);
    expect(client.state.get().account.kind).toBe('registered');
  } finally {
    await world.stop();
  }
});
