import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { at, attr, children, textOf } from '../../protocol/xml/find.ts';
import { readXml } from '../../protocol/xml/read.ts';
import { createBench, type Seen } from '../sip/test-bench.ts';
import { guest, inside, invite, type Joiner, joinerOf, signIn, subscribe } from '../sip/test-people.ts';
import { rootOf } from '../sip/xml-read.ts';

const EDGE = 'sip.tailspintoys.com';
const WEEKLY = 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ';
const LOBBY = WEEKLY.replace('2Z92HZZZ', 'L0BBY7TS');

function setUp() {
  const clock = createFakeClock();
  const bench = createBench(clock, createFakeRandom());
  return { clock, bench, karen: guest(bench.connect(EDGE)) };
}

function open(joiner: Joiner, uri = WEEKLY): Seen {
  const [answer] = invite(joiner, uri);
  if (answer?.status !== 200) throw new Error(`join refused: ${answer?.startLine}`);
  return answer;
}

const watch = (joiner: Joiner, uri = WEEKLY) =>
  subscribe({ ...joiner, gruu: `sip:${joiner.address}` }, 'conference', { to: uri })[0];

/** Version, state, and each user with his state and the status of his first endpoint. */
function roster(seen: Seen | undefined) {
  const root = rootOf(seen?.body ?? '');
  const users = children(at(root, 'users'), 'user').map((user) => [
    attr(user, 'entity')?.replace('sip:', ''),
    attr(user, 'state') === 'deleted' ? 'deleted' : textOf(user, 'endpoint', 'status'),
  ]);
  return { state: attr(root, 'state'), version: Number(attr(root, 'version')), users };
}

const GARTH = ['garth@tailspintoys.com', 'connected'];
const CYNTHIA = ['cynthia@tailspintoys.com', 'connected'];
const KAREN = (status: string) => ['36825c7a-a4ea-430b-aa85-e8aa6ee97ebc@anonymous.invalid', status];

describe('the roster', () => {
  it('[I8] comes with the answer, and marks who is a guest', () => {
    const { karen } = setUp();
    open(karen);
    const answer = watch(karen);
    expect(answer?.header('Content-Type')).toBe('application/conference-info+xml');
    expect(roster(answer)).toEqual({ state: 'full', version: 1, users: [GARTH, CYNTHIA, KAREN('connected')] });
    const root = rootOf(answer?.body ?? '');
    const users = children(at(root, 'users'), 'user');
    expect(users.map((user) => textOf(user, 'endpoint', 'authMethod'))).toEqual([
      'enterprise',
      'enterprise',
      'anonymous',
    ]);
    expect(users.map((user) => textOf(user, 'roles', 'entry'))).toEqual(['presenter', 'attendee', 'attendee']);
    expect(textOf(root, 'conference-description', 'subject')).toBe('Tailspin weekly');
    expect(textOf(root, 'conference-description', 'organizer', 'uri')).toBe('sip:garth@tailspintoys.com');
    expect(answer?.body).not.toContain('TSW7KEYQ');
  });

  it('tells who comes and goes, one version each', () => {
    const { bench, karen } = setUp();
    open(karen);
    watch(karen);
    const other = {
      ...guest(bench.connect(EDGE), 'Bo'),
      address: 'bo@anonymous.invalid',
      contact: '<sip:bo@anonymous.invalid>',
    };
    const dialog = open(other);
    expect(karen.client.take().map(roster)).toEqual([
      { state: 'partial', version: 2, users: [['bo@anonymous.invalid', 'connected']] },
    ]);
    expect(inside(other, dialog, 'BYE')[0]?.status).toBe(200);
    const [left] = karen.client.take();
    expect(left?.startLine).toMatch(/^BENOTIFY sip:36825c7a/);
    expect(roster(left)).toEqual({ state: 'partial', version: 3, users: [['bo@anonymous.invalid', 'deleted']] });
  });

  it('misses a guest whose connection broke', () => {
    const { bench, karen, clock } = setUp();
    open(karen);
    watch(karen);
    karen.client.drop();
    expect(bench.side.meeting('2Z92HZZZ').participants()).toHaveLength(2);
    expect(clock.pending).toBe(0);
  });

  it('adds any number of people at once, each in a notification', () => {
    const { bench, karen } = setUp();
    open(karen);
    watch(karen);
    bench.side.meeting('2Z92HZZZ').addPeople(500);
    const seen = karen.client.take();
    expect(seen).toHaveLength(500);
    expect(roster(seen.at(-1)).version).toBe(501);
    expect(
      new Set(
        bench.side
          .meeting('2Z92HZZZ')
          .participants()
          .map(({ entity }) => entity),
      ).size,
    ).toBe(503);
  });

  it('leaves a gap when a version is skipped, and the full state closes it', () => {
    const { bench, karen } = setUp();
    open(karen);
    const opened = watch(karen);
    if (!opened) throw new Error('no roster');
    const meeting = bench.side.meeting('2Z92HZZZ');
    meeting.skipVersion();
    meeting.addPeople(1);
    expect(karen.client.take().map(({ body }) => attr(rootOf(body), 'version'))).toEqual(['3']);
    const headers = ['Event: conference', 'Supported: ms-piggyback-first-notify'];
    const [again] = inside(karen, opened, 'SUBSCRIBE', { headers });
    expect(roster(again)).toMatchObject({ state: 'full', version: 4 });
    expect(roster(again).users).toHaveLength(4);
  });

  it('escapes what a guest calls himself', () => {
    const { karen } = setUp();
    const evil = { ...karen, name: String.raw`</display-text><roles><entry>presenter</entry></roles>\" &` };
    open(evil);
    const answer = watch(evil);
    const users = children(at(rootOf(answer?.body ?? ''), 'users'), 'user');
    expect(users).toHaveLength(3);
    expect(children(users[2], 'roles')).toHaveLength(1);
  });

  it('is damaged while a fault is on', () => {
    const { bench, karen } = setUp();
    open(karen);
    bench.faults.set(EDGE, { malformed: 'xml-roster' });
    expect(readXml(watch(karen)?.body ?? '')).toMatchObject({ ok: false, problem: 'not-well-formed' });
    bench.faults.set(EDGE, { malformed: 'doctype-roster' });
    expect(readXml(watch(karen)?.body ?? '')).toMatchObject({ ok: false, problem: 'doctype' });
    bench.faults.clear();
    expect(readXml(watch(karen)?.body ?? '').ok).toBe(true);
  });
});

describe('the lobby', () => {
  it('[O2] keeps a guest waiting, and lets him in when the organiser admits him', () => {
    const { bench, karen } = setUp();
    const answer = open(karen, LOBBY);
    expect(textOf(at(rootOf(answer.body), 'addUser', 'user', 'endpoint'), 'status')).toBe('on-hold');
    expect(roster(watch(karen, LOBBY))).toEqual({ state: 'full', version: 1, users: [KAREN('on-hold')] });
    bench.side.meeting('L0BBY7TS').addPeople(1);
    expect(karen.client.take()).toEqual([]);
    bench.side.meeting('L0BBY7TS').admit(`sip:${karen.address}`);
    const [admitted, whole] = karen.client.take().map(roster);
    expect(admitted).toEqual({ state: 'partial', version: 2, users: [KAREN('connected')] });
    expect(whole).toMatchObject({ state: 'full', version: 3 });
    expect(whole?.users).toHaveLength(3);
  });

  it('[O3] turns a guest away', () => {
    const { bench, karen } = setUp();
    const answer = open(karen, LOBBY);
    bench.side.meeting('L0BBY7TS').deny(`sip:${karen.address}`);
    const [bye] = karen.client.take();
    expect(bye?.startLine).toBe(`BYE sip:${karen.address} SIP/2.0`);
    expect(bye?.header('Call-ID')).toBe(answer.header('Call-ID'));
    expect(bye?.header('Reason')).toBe('SIP;cause=403;text="Denied by a presenter"');
    expect(bye?.header('ms-diagnostics')).toMatch(/^3014;/);
    expect(bench.side.meeting('L0BBY7TS').participants()).toHaveLength(1);
  });

  it('[O3] gives up after a quarter of an hour', async () => {
    const { bench, karen, clock } = setUp();
    open(karen, LOBBY);
    await clock.advance(899_999);
    expect(bench.side.meeting('L0BBY7TS').participants()).toHaveLength(2);
    await clock.advance(1);
    expect(karen.client.take()[0]?.header('Reason')).toMatch(/^SIP;cause=408;/);
    expect(bench.side.meeting('L0BBY7TS').participants()).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });

  it('refuses a client that cannot wait', () => {
    const { karen } = setUp();
    const [answer] = invite(karen, LOBBY, { lobbyCapable: false });
    expect(answer?.status).toBe(403);
    expect(attr(rootOf(answer?.body ?? ''), 'code')).toBe('failure');
  });

  it('[O2] follows the policy: who may pass it walks in', () => {
    const { bench } = setUp();
    bench.side.setFederation('contoso.com', { partnerDiscovery: true });
    const meeting = bench.side.meeting('2Z92HZZZ');
    const arrive = (joiner: Joiner) => {
      const answer = open(joiner);
      const status = textOf(at(rootOf(answer.body), 'addUser', 'user', 'endpoint'), 'status');
      inside(joiner, answer, 'BYE');
      return status;
    };
    const seen = (['anonymous', 'openAuthenticated', 'closedAuthenticated', 'locked'] as const).map((policy) => {
      meeting.setPolicy(policy);
      const stranger = guest(bench.connect(EDGE));
      const partner = joinerOf(signIn(bench, 'karen@contoso.com', 'sip.contoso.com'));
      const colleague = joinerOf(signIn(bench, 'john@tailspintoys.com', EDGE));
      const organizer = joinerOf(signIn(bench, 'garth@tailspintoys.com', EDGE));
      return [stranger, partner, colleague, organizer].map(arrive);
    });
    expect(seen).toEqual([
      ['connected', 'connected', 'connected', 'connected'],
      ['on-hold', 'connected', 'connected', 'connected'],
      ['on-hold', 'on-hold', 'connected', 'connected'],
      ['on-hold', 'on-hold', 'on-hold', 'connected'],
    ]);
  });

  it('tells everybody inside that the meeting was locked', () => {
    const { bench, karen } = setUp();
    open(karen);
    watch(karen);
    bench.side.meeting('2Z92HZZZ').setPolicy('locked');
    const [locked] = karen.client.take();
    expect(textOf(rootOf(locked?.body ?? ''), 'conference-view', 'entity-view', 'entity-state', 'locked')).toBe('true');
  });
});

describe('leaving', () => {
  it('is told to who is removed: first the roster, then BYE', () => {
    const { bench, karen } = setUp();
    open(karen);
    watch(karen);
    bench.side.meeting('2Z92HZZZ').remove(`sip:${karen.address}`);
    const [last, bye, end] = karen.client.take();
    expect(roster(last).users).toEqual([KAREN('deleted')]);
    expect(bye?.header('Reason')).toBe('SIP;cause=480;text="Removed by a presenter"');
    expect(end?.header('subscription-state')).toMatch(/^terminated;/);
  });

  it('is told to everybody when the meeting ends, and nobody can come back', () => {
    const { bench, karen, clock } = setUp();
    open(karen);
    watch(karen);
    bench.side.meeting('2Z92HZZZ').end();
    const [last, terminated, bye] = karen.client.take();
    expect(attr(rootOf(last?.body ?? ''), 'state')).toBe('deleted');
    expect(terminated?.header('subscription-state')).toBe('terminated;reason=noresource;expires=0');
    expect(bye?.startLine).toMatch(/^BYE /);
    expect(bye?.header('Reason')).toBe('SIP;cause=410;text="Conference ended"');
    expect(invite(karen, WEEKLY)[0]?.status).toBe(404);
    expect(bench.side.meeting('2Z92HZZZ').participants()).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  it('happens by itself to a session that nobody refreshes', async () => {
    const { bench, karen, clock } = setUp();
    const answer = open(karen);
    await clock.advance(1_700_000);
    expect(inside(karen, answer, 'UPDATE')[0]?.header('Session-Expires')).toBe('1800;refresher=uac');
    await clock.advance(1_700_000);
    expect(bench.side.meeting('2Z92HZZZ').participants()).toHaveLength(3);
    await clock.advance(100_000);
    expect(karen.client.take()[0]?.startLine).toMatch(/^BYE /);
    expect(bench.side.meeting('2Z92HZZZ').participants()).toHaveLength(2);
  });
});
