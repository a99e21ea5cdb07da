import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../../test/fakes/fake-random.ts';
import { createFakeSipAgent, type FakeSubscription, fakeResponse } from '../../../../test/fakes/fake-sip-agent.ts';
import type { Contact } from '../../../shared/model/contacts.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { Slices } from '../../../shared/model/snapshot.ts';
import { done, failed } from '../../../shared/outcome.ts';
import { createStateStore } from '../../store/state.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { createPresenceService } from './presence-service.ts';

const OWN = 'sip:karen@contoso.com';
const JEREMY = 'sip:jeremy@contoso.com';
const VADIM = 'sip:vadim@contoso.com';
const GARTH = 'sip:garth@tailspintoys.com';
const KIM = 'sip:kim@fabrikam.com';
const SIP_2006 = 'http://schemas.microsoft.com/2006/09/sip/';
const CATEGORIES = 'application/msrtc-event-categories+xml';

const colleague = (uri: string): Contact => ({ uri, name: uri, groupIds: ['1'], kind: 'same-enterprise' });
const partner = (uri: string): Contact => ({ uri, name: uri, groupIds: ['1'], kind: 'federated' });

function person(uri: string, value: number, name = ''): string {
  const card = `<category name="contactCard"><contactCard><identity><name><displayName>${name}</displayName></name></identity></contactCard></category>`;
  return (
    `<categories xmlns="${SIP_2006}categories" uri="${uri}"><category name="state" instance="1">` +
    `<state type="aggregateState"><availability>${value}</availability></state></category>${name ? card : ''}</categories>`
  );
}

function list(...resources: readonly (readonly [uri: string, attributes: string])[]): string {
  const elements = resources.map(
    ([uri, attributes]) => `<resource uri="${uri}"><instance id="0" ${attributes}/></resource>`,
  );
  return `<list uri="${OWN}">${elements.join('')}</list>`;
}

function ownState(
  aggregate: number,
  ...held: readonly (readonly [instance: number, container: number, version: number, value?: number])[]
) {
  const categories = held.map(([instance, container, version, value]) => {
    const type = instance === 0x20000000 ? 'userState' : 'machineState';
    const content = value === undefined ? '' : `<state type="${type}"><availability>${value}</availability></state>`;
    return `<category name="state" instance="${instance}" container="${container}" version="${version}">${content}</category>`;
  });
  return (
    `<roamingData><categories uri="${OWN}">${categories.join('')}<category name="state" instance="1" container="2" version="1">` +
    `<state type="aggregateState"><availability>${aggregate}</availability></state></category></categories></roamingData>`
  );
}

function setUp() {
  const clock = createFakeClock();
  const slices = { ownPresence: { availability: 'offline', manual: false } } as unknown as Slices;
  const state = createStateStore(slices, clock);
  const tracer: Tracer = { record: () => undefined, for: () => tracer };
  const service = createPresenceService({ state, tracer, clock, random: createFakeRandom() });
  const agent = createFakeSipAgent();
  const controller = new AbortController();
  const start = () => service.start(agent, OWN, controller.signal);
  const watches = () => agent.subscriptions.filter(({ options }) => options.event === 'presence');
  const self = () => agent.subscriptions.find(({ options }) => options.event.endsWith('self')) as FakeSubscription;
  const shown = (uri: string) => state.get().presence[uri];
  return { clock, service, agent, controller, start, watches, self, shown, own: () => state.get().ownPresence };
}

const refusal = (status: number, ...codes: readonly number[]): Failure => ({
  code: 'SIP_REFUSED',
  at: 0,
  sip: { status, reason: '' },
  diagnostics: codes.map((code) => ({ code, params: {} })),
});

describe('[F26] our own presence', () => {
  it('is published as 3500 and shown once the server accepted it', async () => {
    const { start, agent, own } = setUp();
    const started = start();
    expect(own()).toEqual({ availability: 'offline', manual: false });
    expect(await started).toEqual({ ok: true, value: undefined });
    const [request] = agent.requests;
    expect(request).toMatchObject({ method: 'SERVICE', options: { uri: OWN } });
    expect(request?.options.body?.contentType).toBe('application/msrtc-category-publish+xml');
    expect(request?.options.body?.text.match(/<availability>3500</g)).toHaveLength(2);
    expect(own()).toEqual({ published: 3500, availability: 'available', manual: false });
  });

  it('is what the server makes of all devices', async () => {
    const { start, agent, own, self } = setUp();
    agent.answer = () => done(fakeResponse(200, ownState(9500)));
    await start();
    expect(own()).toEqual({ published: 3500, availability: 'do-not-disturb', manual: false });
    self().notify('application/vnd-microsoft-roaming-self+xml', ownState(6500, [0x20000000, 2, 4, 6500]));
    expect(own()).toEqual({ published: 3500, availability: 'busy', manual: true });
    self().notify('application/vnd-microsoft-roaming-self+xml', ownState(15_500));
    expect(own()).toEqual({ published: 3500, availability: 'away', manual: true });
    self().notify('application/vnd-microsoft-roaming-self+xml', ownState(3500, [0x20000000, 2, 5]));
    expect(own()).toEqual({ published: 3500, availability: 'available', manual: false });
    self().notify('application/vnd-microsoft-roaming-self+xml', '<roamingData');
    expect(own().availability).toBe('available');
  });

  it.each([
    ['busy', 6500],
    ['do-not-disturb', 9500],
    ['be-right-back', 12_500],
    ['away', 15_500],
    ['available', 3500],
  ] as const)('%s by hand publishes %i, and reset takes it away', async (choice, value) => {
    const { start, agent, own, service } = setUp();
    await start();
    expect((await service.setState(choice)).ok).toBe(true);
    expect(agent.requests[1]?.options.body?.text).toContain(`<availability>${value}<`);
    expect(own()).toEqual({ published: value, availability: choice, manual: true });
    expect((await service.setState('reset')).ok).toBe(true);
    const reset = agent.requests[2]?.options.body?.text;
    expect(reset).toContain('version="1"');
    expect(reset).toContain('expires="0"');
    expect(own()).toEqual({ published: 3500, availability: 'available', manual: false });
  });

  it('outdated versions are mended once with those the server names', async () => {
    const { start, agent } = setUp();
    const fault =
      '<Fault><Faultcode>Client.BadCall.WrongDelta</Faultcode><details><operation index="1" curVersion="7"/><operation index="2" curVersion="8"/></details></Fault>';
    const answers = [fakeResponse(409, fault), fakeResponse(200)];
    agent.answer = () => done(answers.shift() ?? fakeResponse(500));
    expect((await start()).ok).toBe(true);
    const second = agent.requests[1]?.options.body?.text ?? '';
    expect([...second.matchAll(/version="(\d)"/g)].map(([, version]) => version)).toEqual(['7', '8']);
  });

  it.each([
    [
      'twice outdated',
      [409, 409],
      '<Fault><Faultcode>x</Faultcode><details><operation index="1" curVersion="7"/></details></Fault>',
    ],
    ['outdated without a version', [409], ''],
    ['refused', [403], ''],
  ])('%s is a failure and shows nothing that is not so', async (_, statuses, body) => {
    const { start, agent, own } = setUp();
    const answers = [...statuses];
    agent.answer = () => done(fakeResponse(answers.shift() ?? 200, body));
    expect(await start()).toMatchObject({
      ok: false,
      failure: { code: 'PUBLISH_REFUSED', sip: { status: statuses[0] } },
    });
    expect(agent.requests).toHaveLength(statuses.length);
    expect(own()).toEqual({ availability: 'offline', manual: false });
  });

  it('requests go one after the other', async () => {
    const { start, agent, service } = setUp();
    await start();
    const pending: (() => void)[] = [];
    agent.answer = () => new Promise((resolve) => pending.push(() => resolve(done(fakeResponse(200)))));
    const both = [service.setState('busy'), service.setState('away')];
    await Promise.resolve();
    await Promise.resolve();
    expect(agent.requests).toHaveLength(2);
    pending.shift()?.();
    await both[0];
    await Promise.resolve();
    pending.shift()?.();
    await both[1];
    expect(agent.requests[2]?.options.body?.text).toContain('version="1"');
  });

  it('signed out nothing can be published, and nobody sees us', async () => {
    const { start, service, own } = setUp();
    expect(await service.setState('busy')).toMatchObject({ failure: { code: 'NOT_SIGNED_IN' } });
    await start();
    service.goOffline();
    expect(own()).toEqual({ availability: 'offline', manual: false });
    expect(await service.setState('busy')).toMatchObject({ failure: { code: 'NOT_SIGNED_IN' } });
  });

  it('a lost connection is told as such', async () => {
    const { start, agent } = setUp();
    agent.answer = () => failed({ code: 'CONNECTION_LOST', at: 0 });
    expect(await start()).toMatchObject({ failure: { code: 'PUBLISH_REFUSED', detail: 'CONNECTION_LOST' } });
  });
});

describe('[F24] the presence of others', () => {
  it('colleagues are asked for in one batch, people of other companies one by one', async () => {
    const { start, service, watches, shown } = setUp();
    await start();
    service.watch([colleague(JEREMY), colleague(VADIM), partner(GARTH), partner(KIM)]);
    expect(watches().map(({ options }) => options.uri)).toEqual([OWN, GARTH, KIM]);
    expect(watches()[0]?.options.headers).toContainEqual(['Require', 'adhoclist, categoryList']);
    expect(watches()[0]?.options.body?.text.match(/<resource /g)).toHaveLength(2);
    expect(shown(JEREMY)).toEqual({ availability: 'unknown', unknownBecause: 'not-asked' });
    watches()[0]?.notify(CATEGORIES, person(JEREMY, 6500, 'Jeremy Los'));
    watches()[1]?.notify(CATEGORIES, person(GARTH, 3500));
    expect(shown(JEREMY)).toEqual({ availability: 'busy', value: 6500, displayName: 'Jeremy Los' });
    expect(shown(GARTH)).toEqual({ availability: 'available', value: 3500 });
  });

  it('a batch holds at most a hundred', async () => {
    const { start, service, watches } = setUp();
    await start();
    service.watch(Array.from({ length: 250 }, (_, index) => colleague(`sip:u${index}@contoso.com`)));
    expect(watches().map(({ options }) => options.body?.text.match(/<resource /g)?.length)).toEqual([100, 100, 50]);
  });

  it('at most eight other companies are asked at the same time', async () => {
    const { start, service, watches, agent, clock } = setUp();
    await start();
    const pending: (() => void)[] = [];
    agent.accept = () => new Promise((resolve) => pending.push(() => resolve('accept')));
    const everybody = Array.from({ length: 20 }, (_, index) => partner(`sip:u@company${index}.com`));
    service.watch(everybody);
    expect(watches()).toHaveLength(8);
    service.watch(everybody.slice(0, 10));
    while (pending.length > 0) {
      pending.shift()?.();
      await clock.advance(0);
    }
    expect(watches()).toHaveLength(10);
  });

  it('whoever lives elsewhere is asked there, once', async () => {
    const { start, service, watches } = setUp();
    await start();
    service.watch([colleague(JEREMY), colleague(VADIM)]);
    const pool = 'sip:pool02.contoso.com@contoso.com;gruu;opaque=srvr:HomeServer:x';
    const sentOn = list([JEREMY, 'state="resubscribe"'], [VADIM, `state="resubscribe" poolFqdn="${pool}"`]);
    watches()[0]?.notify('application/rlmi+xml', sentOn);
    watches()[0]?.notify('application/rlmi+xml', sentOn);
    expect(watches().map(({ options }) => options.uri)).toEqual([OWN, JEREMY, pool]);
    watches()[2]?.notify('application/rlmi+xml', sentOn);
    expect(watches()).toHaveLength(3);
  });

  it('new contacts are added, gone ones no longer shown', async () => {
    const { start, service, watches, shown } = setUp();
    await start();
    service.watch([colleague(JEREMY), partner(GARTH)]);
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
    service.watch([colleague(JEREMY), colleague(VADIM)]);
    expect(watches().map(({ options }) => options.uri)).toEqual([OWN, GARTH, OWN]);
    watches()[1]?.notify(CATEGORIES, person(GARTH, 3500));
    expect(shown(GARTH)).toBeUndefined();
    expect(watches()[2]?.options.body?.text).toContain(VADIM);
    expect(watches()[2]?.options.body?.text).not.toContain(JEREMY);
  });

  it('tells names as they become known', async () => {
    const { start, service, watches } = setUp();
    const names: [string, string][] = [];
    service.onNames((learned) => names.push(...learned));
    await start();
    service.watch([colleague(JEREMY)]);
    watches()[0]?.notify(CATEGORIES, person(JEREMY, 3500, 'Jeremy Los'));
    watches()[0]?.notify(CATEGORIES, person(VADIM, 3500, 'Nobody asked'));
    expect(names).toEqual([[JEREMY, 'Jeremy Los']]);
  });

  it('a state taken away is unknown, a document that is damaged changes nothing', async () => {
    const { start, service, watches, shown } = setUp();
    await start();
    service.watch([colleague(JEREMY)]);
    watches()[0]?.notify(CATEGORIES, person(JEREMY, 3500, 'Jeremy Los'));
    watches()[0]?.notify(CATEGORIES, '<categories');
    expect(shown(JEREMY)?.availability).toBe('available');
    watches()[0]?.notify(CATEGORIES, `<categories uri="${JEREMY}"><category name="state"/></categories>`);
    expect(shown(JEREMY)).toEqual({ availability: 'unknown', unknownBecause: 'refused', displayName: 'Jeremy Los' });
  });

  it('five hundred notifications are five hundred small steps', async () => {
    const { start, service, watches, shown } = setUp();
    await start();
    service.watch([colleague(JEREMY)]);
    for (let value = 3000; value < 3500; value += 1) watches()[0]?.notify(CATEGORIES, person(JEREMY, value));
    expect(shown(JEREMY)?.value).toBe(3499);
  });
});

describe('[F25] unknown has its reason', () => {
  it.each([
    [refusal(404), 'domain-not-found'],
    [refusal(504, 1005), 'domain-not-found'],
    [refusal(504, 1008), 'domain-not-found'],
    [refusal(504, 1034), 'not-federated'],
    [refusal(403, 4033), 'not-federated'],
    [refusal(504), 'not-federated'],
    [refusal(404, 4005), 'refused'],
    [refusal(403), 'refused'],
    [{ code: 'SIP_TIMEOUT', at: 0 } as Failure, 'not-asked'],
  ])('%j: %s', async (failure, because) => {
    const { start, service, agent, shown, clock } = setUp();
    await start();
    agent.accept = () => failure;
    service.watch([partner(GARTH)]);
    await clock.advance(0);
    expect(shown(GARTH)).toEqual({ availability: 'unknown', unknownBecause: because });
  });

  it('somebody the server ended is refused', async () => {
    const { start, service, watches, shown } = setUp();
    await start();
    service.watch([colleague(JEREMY)]);
    watches()[0]?.notify('application/rlmi+xml', list([JEREMY, 'state="terminated" reason="noresource"']));
    expect(shown(JEREMY)?.unknownBecause).toBe('refused');
  });

  it('a busy server is asked again after a minute, a refusal is not', async () => {
    const { start, service, agent, watches, clock } = setUp();
    await start();
    agent.accept = () => refusal(503);
    service.watch([partner(GARTH)]);
    await clock.advance(60_000);
    expect(watches()).toHaveLength(2);
    agent.accept = () => refusal(403, 4033);
    await clock.advance(600_000);
    expect(watches()).toHaveLength(3);
  });

  it('signed out everything is unknown, and signed in again everybody is asked anew', async () => {
    const { start, service, watches, shown, clock, agent } = setUp();
    await start();
    service.watch([colleague(JEREMY)]);
    watches()[0]?.notify(CATEGORIES, person(JEREMY, 3500, 'Jeremy Los'));
    service.goOffline();
    expect(shown(JEREMY)).toEqual({ availability: 'unknown', unknownBecause: 'signed-out', displayName: 'Jeremy Los' });
    watches()[0]?.notify(CATEGORIES, person(JEREMY, 3500));
    expect(shown(JEREMY)?.availability).toBe('unknown');
    service.watch([colleague(JEREMY), colleague(VADIM)]);
    expect(shown(VADIM)?.unknownBecause).toBe('signed-out');
    await clock.advance(600_000);
    const before = agent.subscriptions.length;
    await service.start(agent, OWN, new AbortController().signal);
    expect(agent.subscriptions.length - before).toBe(2);
    watches().at(-1)?.notify(CATEGORIES, person(VADIM, 12_500));
    expect(shown(VADIM)?.availability).toBe('be-right-back');
  });

  it('nothing waits on after the end', async () => {
    const { start, service, agent, clock, controller } = setUp();
    await start();
    agent.accept = () => refusal(503);
    service.watch([partner(GARTH), colleague(JEREMY)]);
    await clock.advance(20);
    controller.abort();
    service.goOffline();
    await clock.advance(20);
    expect(clock.pending).toBe(0);
  });
});
