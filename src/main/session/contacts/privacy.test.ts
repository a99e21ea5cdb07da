import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../../test/fakes/fake-random.ts';
import { createFakeSipAgent, fakeResponse } from '../../../../test/fakes/fake-sip-agent.ts';
import { noContacts } from '../../../shared/model/contacts.ts';
import type { Slices } from '../../../shared/model/snapshot.ts';
import { done } from '../../../shared/outcome.ts';
import { createStateStore } from '../../store/state.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { createContactsService } from './contacts-service.ts';

const OWN = 'sip:karen@contoso.com';
const JEREMY = 'sip:jeremy@contoso.com';
const GARTH = 'sip:garth@tailspintoys.com';
const LIST =
  '<contactList deltaNum="1"><group id="1" name="~"/><group id="2" name="Team"/><group id="3" name="Pinned Contacts"/>' +
  '<contact uri="jeremy@contoso.com" groups="2"/></contactList>';

const container = (id: number, version: number, ...members: readonly string[]) =>
  `<container id="${id}" version="${version}">${members.join('')}</container>`;
const user = (address: string) => `<member type="user" value="${address}"/>`;
const self = (parts: string) => `<roamingData>${parts}</roamingData>`;
const containers = (...each: readonly string[]) => self(`<containers>${each.join('')}</containers>`);
const STANDARD = containers(
  container(100, 1, '<member type="federated"/>'),
  container(200, 2, '<member type="sameEnterprise"/>'),
  container(300, 3),
  container(400, 4),
  container(32_000, 5),
);

async function setUp() {
  const clock = createFakeClock();
  const state = createStateStore({ contacts: noContacts } as unknown as Slices, clock);
  const tracer: Tracer = { record: () => undefined, for: () => tracer };
  const service = createContactsService({ state, tracer, clock, random: createFakeRandom() });
  const agent = createFakeSipAgent();
  agent.accept = (subscription) => {
    subscription.notify('application/vnd-microsoft-roaming-contacts+xml', LIST);
    return 'accept';
  };
  await service.start(agent, OWN, new AbortController().signal);
  const sent = () => agent.requests.map(({ options }) => options.body?.text ?? '');
  return { clock, service, agent, sent, shown: () => state.get().contacts };
}

describe('[H1] privacy relationships', () => {
  it('are shown as the server has them, by kind unless chosen', async () => {
    const { service, shown } = await setUp();
    expect(shown().contacts[0]).toMatchObject({ relationship: 'colleague', isRelationshipAutomatic: true });
    service.learnSelf(STANDARD);
    service.learnSelf(containers(container(400, 5, user('jeremy@contoso.com'))));
    expect(shown().contacts[0]).toMatchObject({ relationship: 'friends', isRelationshipAutomatic: false });
    service.learnSelf('<roamingData');
    expect(shown().contacts[0]).toMatchObject({ relationship: 'friends' });
  });

  it('are changed by leaving one container and entering another, and count once accepted', async () => {
    const { service, agent, sent, shown } = await setUp();
    service.learnSelf(STANDARD);
    expect(await service.setRelationship(JEREMY, 'workgroup')).toEqual({ ok: true, value: undefined });
    expect(agent.requests[0]).toMatchObject({
      method: 'SERVICE',
      options: { uri: OWN, body: { contentType: 'application/msrtc-setcontainermembers+xml' } },
    });
    expect(shown().contacts[0]).toMatchObject({ relationship: 'workgroup' });
    expect((await service.setRelationship('Jeremy@contoso.com', 'blocked')).ok).toBe(true);
    expect(sent()[1]).toContain('<container id="32000" version="5"><member action="add"');
    expect(sent()[1]).toContain('<container id="300" version="4"><member action="remove"');
    expect((await service.setRelationship(JEREMY, 'automatic')).ok).toBe(true);
    expect(shown().contacts[0]).toMatchObject({ relationship: 'colleague', isRelationshipAutomatic: true });
  });

  it('the news of a change may come before its answer', async () => {
    const { service, agent, shown } = await setUp();
    service.learnSelf(STANDARD);
    agent.answer = () => {
      service.learnSelf(containers(container(400, 5, user('jeremy@contoso.com'), user('vadim@contoso.com'))));
      return done(fakeResponse(200));
    };
    await service.setRelationship(JEREMY, 'friends');
    agent.answer = () => done(fakeResponse(200));
    await service.setRelationship('vadim@contoso.com', 'automatic');
    expect(agent.requests[1]?.options.body?.text).toContain('<container id="400" version="5"><member action="remove"');
    expect(shown().contacts[0]).toMatchObject({ relationship: 'friends' });
  });

  it('an outdated version is mended from the fault, or from the news that is on its way', async () => {
    const { service, agent, sent, clock } = await setUp();
    service.learnSelf(STANDARD);
    const fault =
      '<Fault><Faultcode>Client.BadCall.WrongDelta</Faultcode><details><operation index="1" version="4" curVersion="9"/></details></Fault>';
    agent.answer = () => done(agent.requests.length === 1 ? fakeResponse(409, fault) : fakeResponse(200));
    const mended = service.setRelationship(JEREMY, 'friends');
    await clock.advance(2000);
    expect((await mended).ok).toBe(true);
    expect(sent().map((text) => /version="(\d+)"/.exec(text)?.[1])).toEqual(['4', '9']);

    agent.requests.length = 0;
    agent.answer = () => {
      if (agent.requests.length > 1) return done(fakeResponse(200));
      void Promise.resolve().then(() => service.learnSelf(containers(container(32_000, 17))));
      return done(fakeResponse(409));
    };
    expect((await service.setRelationship(GARTH, 'blocked')).ok).toBe(true);
    expect(sent().map((text) => /version="(\d+)"/.exec(text)?.[1])).toEqual(['5', '17']);
  });

  it('what another endpoint did meanwhile need not be done again', async () => {
    const { service, agent } = await setUp();
    service.learnSelf(STANDARD);
    agent.answer = () => {
      void Promise.resolve().then(() => service.learnSelf(containers(container(400, 5, user('jeremy@contoso.com')))));
      return done(fakeResponse(409));
    };
    expect((await service.setRelationship(JEREMY, 'friends')).ok).toBe(true);
    expect(agent.requests).toHaveLength(1);
  });

  it('what is so already, as after a second click, is not asked for', async () => {
    const { service, agent } = await setUp();
    service.learnSelf(STANDARD);
    expect(await service.setRelationship(JEREMY, 'automatic')).toEqual({ ok: true, value: undefined });
    const clicks = [1, 2].map(() => service.setRelationship(JEREMY, 'blocked'));
    expect((await Promise.all(clicks)).map(({ ok }) => ok)).toEqual([true, true]);
    expect(agent.requests).toHaveLength(1);
  });

  it('a server that stays with its no is believed after one more try', async () => {
    const { service, agent, clock, shown } = await setUp();
    service.learnSelf(STANDARD);
    agent.answer = () => done({ ...fakeResponse(409), reason: 'Conflict' });
    const outcome = service.setRelationship(JEREMY, 'friends');
    await clock.advance(2000);
    expect(await outcome).toMatchObject({ failure: { code: 'CONTACT_CHANGE_REFUSED', sip: { status: 409 } } });
    expect(agent.requests).toHaveLength(2);
    expect(shown().contacts[0]).toMatchObject({ relationship: 'colleague' });
  });

  it('cannot be changed for nobody, nor before the server told its containers', async () => {
    const { service, agent } = await setUp();
    expect(await service.setRelationship('contoso.com', 'blocked')).toMatchObject({
      failure: { code: 'CONTACT_INVALID', data: { text: 'contoso.com' } },
    });
    expect(await service.setRelationship(JEREMY, 'blocked')).toMatchObject({
      failure: { code: 'CONTACT_CHANGE_REFUSED' },
    });
    expect(agent.requests).toEqual([]);
  });
});

describe('[H1] people who added us', () => {
  const subscriber = (address: string, more = '') =>
    `<subscriber user="${address}" displayName="" acknowledged="false" ${more}/>`;

  it('wait until they are acknowledged, here or elsewhere', async () => {
    const { service, agent, sent, shown, clock } = await setUp();
    service.learnSelf(
      self(
        `<subscribers>${subscriber('garth@tailspintoys.com')}${subscriber('bob@x.y', 'type="publicCloud"')}</subscribers>`,
      ),
    );
    service.learnCards(new Map([[GARTH, { name: 'Garth Fort' }]]));
    await clock.advance(50);
    expect(shown().newWatchers).toEqual([
      { uri: GARTH, name: 'Garth Fort', kind: 'federated' },
      { uri: 'sip:bob@x.y', name: 'bob@x.y', kind: 'public' },
    ]);
    expect((await service.acknowledge(GARTH, false)).ok).toBe(true);
    expect(agent.requests[0]?.options.body?.contentType).toBe('application/msrtc-presence-setsubscriber+xml');
    expect(sent()[0]).toContain('<subscriber user="garth@tailspintoys.com" acknowledged="true"/>');
    expect(shown().newWatchers.map(({ uri }) => uri)).toEqual(['sip:bob@x.y']);
    service.learnSelf(self('<subscribers><subscriber user="bob@x.y" acknowledged="true"/></subscribers>'));
    expect(shown().newWatchers).toEqual([]);
  });

  it('are added where that is wished', async () => {
    const { service, agent, sent } = await setUp();
    service.learnSelf(self(`<subscribers>${subscriber('garth@tailspintoys.com')}</subscribers>`));
    const outcome = service.acknowledge(GARTH, true);
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    agent.subscriptions
      .at(-1)
      ?.notify(
        '',
        '<contactDelta prevDeltaNum="1" deltaNum="2"><addedContact uri="garth@tailspintoys.com"/></contactDelta>',
      );
    expect((await outcome).ok).toBe(true);
    expect(sent()[1]).toContain('<m:URI>sip:garth@tailspintoys.com</m:URI>');
  });

  it('stay where the server refuses', async () => {
    const { service, agent, shown } = await setUp();
    service.learnSelf(self(`<subscribers>${subscriber('garth@tailspintoys.com')}</subscribers>`));
    agent.answer = () => done(fakeResponse(503));
    expect(await service.acknowledge(GARTH, true)).toMatchObject({ failure: { sip: { status: 503 } } });
    expect([shown().newWatchers.length, agent.requests.length]).toEqual([1, 1]);
  });

  it('[F24] tell where their domain is at home', async () => {
    const { service, shown } = await setUp();
    const watched: string[] = [];
    service.onContacts((list) => watched.push(list.map(({ kind }) => kind).join()));
    service.learnKinds(new Map([['contoso.com', 'federated']]));
    expect(shown().contacts[0]?.kind).toBe('same-enterprise');
    service.learnSelf(self('<delegates version="1"><delegate uri="ann@fourth-coffee.com"/></delegates>'));
    service.learnSelf(self(`<subscribers>${subscriber('x@fourth-coffee.com', 'type="sameEnterprise"')}</subscribers>`));
    expect(watched).toEqual(['same-enterprise,federated', 'same-enterprise,same-enterprise']);
    service.learnKinds(new Map([['fourth-coffee.com', 'xmpp']]));
    expect(shown().contacts[1]).toMatchObject({ kind: 'xmpp', relationship: 'external' });
  });
});

describe('[H2] delegates', () => {
  it('are a group of their own, before the others, on the list or not', async () => {
    const { service, shown } = await setUp();
    const delegates = '<delegate uri="jeremy@contoso.com"/><delegate uri="ann@contoso.com"/>';
    service.learnSelf(self(`<delegates version="1">${delegates}</delegates>`));
    expect(shown().groups).toEqual([
      { id: '3', name: 'Pinned Contacts', kind: 'pinned' },
      { id: '2', name: 'Team', kind: 'normal' },
      { id: 'delegates', name: '', kind: 'delegates' },
      { id: '1', name: '~', kind: 'other' },
    ]);
    expect(shown().contacts).toMatchObject([
      { uri: JEREMY, groupIds: ['2', 'delegates'] },
      { uri: 'sip:ann@contoso.com', groupIds: ['delegates'], isOnlyDelegate: true },
    ]);
    expect(await service.rename('sip:ann@contoso.com', 'Ann')).toMatchObject({ failure: { code: 'CONTACT_UNKNOWN' } });
    service.learnSelf(self('<delegates version="2"/>'));
    expect(shown().groups.map(({ kind }) => kind)).toEqual(['pinned', 'normal', 'other']);
    expect(shown().contacts).toHaveLength(1);
  });
});
