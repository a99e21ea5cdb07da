import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../../test/fakes/fake-random.ts';
import { createFakeSipAgent, fakeResponse } from '../../../../test/fakes/fake-sip-agent.ts';
import { at, child, textOf } from '../../../protocol/xml/find.ts';
import { readXml, type XmlElement } from '../../../protocol/xml/read.ts';
import { noContacts } from '../../../shared/model/contacts.ts';
import type { Slices } from '../../../shared/model/snapshot.ts';
import { done, failed } from '../../../shared/outcome.ts';
import type { Answer } from '../../sip/agent.ts';
import { createStateStore } from '../../store/state.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { createContactsService } from './contacts-service.ts';

const TYPE = 'application/vnd-microsoft-roaming-contacts+xml';
const OWN = 'sip:karen@contoso.com';
const GARTH = 'sip:garth@tailspintoys.com';
const listAt = (number: number, groups = '<group id="1" name="~"/><group id="2" name="Team"/>') =>
  `<contactList deltaNum="${number}">${groups}<contact uri="garth@tailspintoys.com" groups="2"/></contactList>`;

function root(text: string): XmlElement {
  const reading = readXml(text);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.root;
}

async function setUp(options: { list?: string } = {}) {
  const clock = createFakeClock();
  const state = createStateStore({ contacts: noContacts } as unknown as Slices, clock);
  const tracer: Tracer = { record: () => undefined, for: () => tracer };
  const service = createContactsService({
    state,
    tracer,
    clock,
    random: createFakeRandom(),
  });
  const agent = createFakeSipAgent();
  const controller = new AbortController();
  let list = options.list ?? listAt(5);
  agent.accept = (subscription) => {
    subscription.notify(TYPE, list);
    return 'accept';
  };
  await service.start(agent, OWN, controller.signal);
  const notify = (previous: number, content = '') =>
    agent.subscriptions
      .at(-1)
      ?.notify(TYPE, `<contactDelta prevDeltaNum="${previous}" deltaNum="${previous + 1}">${content}</contactDelta>`);
  const calls = () =>
    agent.requests.map(({ options: { body } }) => {
      const call = at(root(body?.text ?? ''), 'Body')?.children[0];
      return `${call?.local} ${textOf(call, 'deltaNum')}`;
    });
  /** A server that does what it is asked and tells it. */
  const obeys = () => {
    agent.answer = (_method, { body }) => {
      const number = Number(textOf(at(root(body?.text ?? ''), 'Body')?.children[0], 'deltaNum'));
      void Promise.resolve().then(() => notify(number));
      return done(fakeResponse(200));
    };
  };
  const serves = (text: string) => {
    list = text;
  };
  return { clock, service, agent, controller, notify, calls, obeys, serves, shown: () => state.get().contacts };
}

const conflict = (): Answer => done({ ...fakeResponse(409), reason: 'Conflict' });

describe('[H1] a change of the list', () => {
  it('is sent to ourselves, and done when the server tells it', async () => {
    const { service, agent, notify, shown } = await setUp();
    let isDone = false;
    const outcome = service.rename(GARTH, 'Garth the Toymaker').finally(() => {
      isDone = true;
    });
    await Promise.resolve();
    await Promise.resolve();
    expect(agent.requests[0]).toMatchObject({
      method: 'SERVICE',
      options: { uri: OWN, body: { contentType: 'application/SOAP+xml' } },
    });
    expect([isDone, shown().contacts[0]?.alias]).toEqual([false, undefined]);
    notify(5, '<modifiedContact uri="garth@tailspintoys.com" name="Garth the Toymaker" groups="2"/>');
    expect(await outcome).toEqual({ ok: true, value: undefined });
    expect(shown().contacts[0]).toMatchObject({ alias: 'Garth the Toymaker', name: 'Garth the Toymaker' });
  });

  it('follows the one before, with the number that one leads to', async () => {
    const { service, calls, obeys } = await setUp();
    obeys();
    const outcomes = await Promise.all([
      service.rename(GARTH, 'A'),
      service.addGroup('New'),
      service.rename(GARTH, 'B'),
    ]);
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(calls()).toEqual(['setContact 5', 'addGroup 6', 'setContact 7']);
  });

  it('that takes several steps counts by itself and does not wait in between', async () => {
    const { service, agent, calls, notify } = await setUp();
    agent.answer = () => done(fakeResponse(200));
    const outcome = service.removeGroup('2');
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    expect(calls()).toEqual(['setContact 5', 'deleteGroup 6']);
    notify(5);
    notify(6);
    expect((await outcome).ok).toBe(true);
  });

  it('gives the new group its id, told or found by its name', async () => {
    const { service, agent, notify } = await setUp();
    agent.answer = () => {
      void Promise.resolve().then(() => notify(5, '<addedGroup id="6" name="New"/>'));
      return done(fakeResponse(200, '<Envelope><Body><addGroup><groupID>6</groupID></addGroup></Body></Envelope>'));
    };
    expect(await service.addGroup('New')).toEqual({ ok: true, value: '6' });
    agent.answer = () => {
      void Promise.resolve().then(() => notify(6, '<addedGroup id="7" name="Newer"/>'));
      return done(fakeResponse(200));
    };
    expect(await service.addGroup(' Newer ')).toEqual({ ok: true, value: '7' });
  });

  it('on an outdated list fetches it anew and is worked out once more', async () => {
    const { service, agent, calls, serves, notify, shown } = await setUp();
    serves(listAt(9, '<group id="1" name="~"/><group id="2" name="Team"/><group id="3" name="Elsewhere"/>'));
    agent.answer = () => {
      if (agent.requests.length === 1) return conflict();
      void Promise.resolve().then(() => notify(9));
      return done(fakeResponse(200));
    };
    expect((await service.rename(GARTH, 'A')).ok).toBe(true);
    expect(calls()).toEqual(['setContact 5', 'setContact 9']);
    expect(agent.subscriptions).toHaveLength(2);
    expect(shown().groups.map(({ name }) => name)).toContain('Elsewhere');
  });

  it('on a list whose news came meanwhile does not fetch it', async () => {
    const { service, agent, calls, notify } = await setUp();
    agent.answer = () => {
      if (agent.requests.length === 1) {
        notify(5);
        return conflict();
      }
      void Promise.resolve().then(() => notify(6));
      return done(fakeResponse(200));
    };
    expect((await service.rename(GARTH, 'A')).ok).toBe(true);
    expect(calls()).toEqual(['setContact 5', 'setContact 6']);
    expect(agent.subscriptions).toHaveLength(1);
  });

  it('that is outdated twice is given up, and the next one is sent all the same', async () => {
    const { service, agent, obeys } = await setUp();
    agent.answer = conflict;
    expect(await service.rename(GARTH, 'A')).toMatchObject({
      failure: { code: 'CONTACT_CHANGE_REFUSED', sip: { status: 409 } },
    });
    expect(agent.requests).toHaveLength(2);
    obeys();
    expect((await service.rename(GARTH, 'B')).ok).toBe(true);
  });

  it('that is refused says what the server said', async () => {
    const { service, agent } = await setUp();
    agent.answer = () => done({ ...fakeResponse(413), reason: 'Request Entity Too Large' });
    expect(await service.addGroup('One')).toMatchObject({
      failure: { code: 'CONTACT_CHANGE_REFUSED', sip: { status: 413, reason: 'Request Entity Too Large' } },
    });
    agent.answer = () => failed({ code: 'SIP_TIMEOUT', at: 1 });
    expect(await service.addGroup('One')).toMatchObject({ failure: { code: 'SIP_TIMEOUT' } });
  });

  it('that the server does not tell makes us ask for the list', async () => {
    const { service, agent, clock, serves, shown } = await setUp();
    serves(listAt(6).replace('<contact ', '<contact name="A" '));
    const outcome = service.rename(GARTH, 'A');
    await clock.advance(2000);
    expect((await outcome).ok).toBe(true);
    expect(agent.subscriptions).toHaveLength(2);
    expect(shown().contacts[0]?.alias).toBe('A');
    // The state tells the window in a moment of its own.
    await clock.advance(100);
    expect(clock.pending).toBe(0);
  });

  it('makes the favourites before it puts somebody there', async () => {
    const { service, agent, calls, notify } = await setUp();
    agent.answer = (_method, { body }) => {
      const isGroup = child(at(root(body?.text ?? ''), 'Body'), 'addGroup') !== undefined;
      const added = '<addedGroup id="3" name="Pinned Contacts"/>';
      void Promise.resolve().then(() => notify(isGroup ? 5 : 6, isGroup ? added : ''));
      return done(fakeResponse(200));
    };
    expect((await service.setGroups(GARTH, ['2', 'pinned'])).ok).toBe(true);
    expect(calls()).toEqual(['addGroup 5', 'setContact 6']);
    const last = at(root(agent.requests.at(-1)?.options.body?.text ?? ''), 'Body', 'setContact');
    expect(textOf(last, 'groups')).toBe('2 3');
  });

  it('needs somebody who is signed in, and ends with the session', async () => {
    const { service, controller, clock } = await setUp();
    const outcome = service.rename(GARTH, 'A');
    await Promise.resolve();
    controller.abort();
    service.goOffline();
    await outcome;
    expect(await service.rename(GARTH, 'B')).toMatchObject({ failure: { code: 'NOT_SIGNED_IN' } });
    expect(await service.setRelationship(GARTH, 'blocked')).toMatchObject({ failure: { code: 'NOT_SIGNED_IN' } });
    expect(await service.acknowledge(GARTH, true)).toMatchObject({ failure: { code: 'NOT_SIGNED_IN' } });
    // The state tells the window in a moment of its own.
    await clock.advance(100);
    expect(clock.pending).toBe(0);
  });
});
