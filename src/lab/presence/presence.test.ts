import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { readContentType } from '../../protocol/sip/content-type.ts';
import { readMultipart } from '../../protocol/sip/mime.ts';
import { at, attr, children, textOf } from '../../protocol/xml/find.ts';
import { createBench, type Seen } from '../sip/test-bench.ts';
import { inside, joinerOf, register, type SignedIn, service, signIn, subscribe } from '../sip/test-people.ts';
import { rootOf } from '../sip/xml-read.ts';

const KAREN = 'karen@contoso.com';
const PUBLISH = 'application/msrtc-category-publish+xml';

function setUp() {
  const clock = createFakeClock();
  const bench = createBench(clock, createFakeRandom());
  return { clock, bench, karen: signIn(bench, KAREN, 'sip.contoso.com') };
}

function batch(people: readonly string[], action = 'subscribe'): string {
  const resources = people.map((uri) => `<resource uri="sip:${uri}"/>`).join('');
  return `<batchSub xmlns="http://schemas.microsoft.com/2006/01/sip/batch-subscribe" uri="sip:${KAREN}" name=""><action name="${action}" id="1"><adhocList>${resources}</adhocList><categoryList xmlns="http://schemas.microsoft.com/2006/09/sip/categorylist"><category name="state"/></categoryList></action></batchSub>`;
}

const BATCH_HEADERS = ['Require: adhoclist, categoryList', 'Content-Type: application/msrtc-adrl-categorylist+xml'];

function watch(who: SignedIn, people: readonly string[]): Seen | undefined {
  return subscribe(who, 'presence', { headers: BATCH_HEADERS, body: batch(people) })[0];
}

function partsOf(answer: Seen | undefined) {
  const type = readContentType(answer?.header('Content-Type') ?? '');
  return (type && readMultipart(type, Buffer.from(answer?.body ?? ''))) ?? [];
}

const textIn = (body: Uint8Array) => Buffer.from(body).toString('utf8');

function availabilityIn(document: string): string | undefined {
  const state = children(rootOf(document), 'category').find((category) => attr(category, 'name') === 'state');
  return textOf(state, 'state', 'availability');
}

function state(
  type: string,
  availability: number,
  options: { instance?: number; version?: number; expire?: string } = {},
): string {
  const { instance = 906460663, version = 0, expire = 'endpoint' } = options;
  return [2, 3]
    .map(
      (container) =>
        `<publication categoryName="state" instance="${instance}" container="${container}" version="${version}" expireType="${expire}"><state xmlns="http://schemas.microsoft.com/2006/09/sip/state" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" manual="false" xsi:type="${type}"><availability>${availability}</availability></state></publication>`,
    )
    .join('');
}

function publish(who: SignedIn, publications: string, owner = who.address): Seen[] {
  const body = `<publish xmlns="http://schemas.microsoft.com/2006/09/sip/rich-presence"><publications uri="sip:${owner}">${publications}</publications></publish>`;
  return service(who, PUBLISH, body);
}

describe('batched presence', () => {
  it('[F24] answers colleagues at once, partners as resubscribe, strangers as gone', () => {
    const { karen } = setUp();
    const answer = watch(karen, ['jeremy@contoso.com', 'garth@tailspintoys.com', 'nobody@contoso.com']);
    expect(answer?.status).toBe(200);
    expect(answer?.header('ms-piggyback-cseq')).toBe('1');
    const [list, jeremy, ...more] = partsOf(answer);
    expect(list?.contentType.type).toBe('application/rlmi+xml');
    const instances = children(rootOf(textIn(list?.body ?? Buffer.alloc(0))), 'resource').map((resource) => [
      attr(resource, 'uri'),
      attr(at(resource, 'instance'), 'state'),
    ]);
    expect(instances).toEqual([
      ['sip:jeremy@contoso.com', 'active'],
      ['sip:garth@tailspintoys.com', 'resubscribe'],
      ['sip:nobody@contoso.com', 'terminated'],
    ]);
    expect(more).toEqual([]);
    const categories = textIn(jeremy?.body ?? Buffer.alloc(0));
    expect(attr(rootOf(categories), 'uri')).toBe('sip:jeremy@contoso.com');
    expect(availabilityIn(categories)).toBe('3500');
    expect(categories).toContain('Build is green');
    expect(categories).toContain('<displayName>Jeremy Los</displayName>');
  });

  it('ends every part with an empty line, for clients that cut it off', () => {
    const { karen } = setUp();
    const answer = watch(karen, ['jeremy@contoso.com']);
    expect(answer?.body.split('</list>')[1]).toMatch(/^\r\n\r\n--/);
    expect(answer?.body).toMatch(/<\/categories>\r\n\r\n--[^\r]+--\r\n$/);
  });

  it('pushes a simulated change to those who watch', () => {
    const { karen, bench } = setUp();
    watch(karen, ['jeremy@contoso.com']);
    bench.side.setPresence('jeremy@contoso.com', 9500, 'Reading <mail> & more');
    const [push, ...more] = karen.client.take();
    expect(more).toEqual([]);
    expect(push?.startLine).toMatch(/^BENOTIFY /);
    expect(push?.header('Content-Type')).toBe('application/msrtc-event-categories+xml');
    expect(availabilityIn(push?.body ?? '')).toBe('9500');
    expect(push?.body).toContain('Reading &#60;mail&#62; &#38; more');
    bench.side.setPresence('holly@contoso.com', 6500);
    expect(karen.client.take()).toEqual([]);
  });

  it('adds and removes people inside the dialog', () => {
    const { karen, bench } = setUp();
    const opened = watch(karen, ['jeremy@contoso.com']);
    if (!opened) throw new Error('no answer');
    const headers = [...BATCH_HEADERS, 'Event: presence'];
    const [type = ''] = headers.splice(1, 1);
    const change = (cseq: number, body: string) =>
      inside(joinerOf(karen), opened, 'SUBSCRIBE', { cseq, headers, type: type.replace('Content-Type: ', ''), body });
    expect(change(2, batch(['holly@contoso.com']))[0]?.status).toBe(200);
    expect(change(3, batch(['jeremy@contoso.com'], 'unsubscribe'))[0]?.status).toBe(200);
    bench.side.setPresence('jeremy@contoso.com', 6500);
    expect(karen.client.take()).toEqual([]);
    bench.side.setPresence('holly@contoso.com', 6500);
    expect(karen.client.take()).toHaveLength(1);
  });

  it('refuses a body of another type and one that is no list', () => {
    const { karen } = setUp();
    const ask = (type: string, body: string) =>
      subscribe(karen, 'presence', { headers: [`Content-Type: ${type}`], body })[0]?.status;
    expect(ask('text/plain', 'hello')).toBe(415);
    expect(ask('application/msrtc-adrl-categorylist+xml', '<batchSub')).toBe(400);
    expect(
      ask(
        'application/msrtc-adrl-categorylist+xml',
        batch(Array.from({ length: 1001 }, (_, i) => `p${i}@contoso.com`)),
      ),
    ).toBe(400);
  });

  it('stops watching when the connection breaks', () => {
    const { karen, bench, clock } = setUp();
    watch(karen, ['jeremy@contoso.com']);
    karen.client.drop();
    bench.side.setPresence('jeremy@contoso.com', 6500);
    expect(karen.client.take()).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});

describe('publishing', () => {
  it('[F26] stores 3500 and answers with the new versions', () => {
    const { karen, bench } = setUp();
    const [answer] = publish(karen, state('machineState', 3500));
    expect(answer?.status).toBe(200);
    expect(answer?.header('Content-Type')).toBe('application/vnd-microsoft-roaming-self+xml');
    const categories = children(at(rootOf(answer?.body ?? ''), 'categories'), 'category');
    expect(
      categories.map((category) => [
        attr(category, 'instance'),
        attr(category, 'container'),
        attr(category, 'version'),
      ]),
    ).toEqual([
      ['906460663', '2', '1'],
      ['906460663', '3', '1'],
      ['1', '2', '1'],
      ['1', '3', '1'],
    ]);
    expect(attr(at(categories[0], 'state'), 'type')).toBe('machineState');
    expect(bench.side.publishedBy(KAREN)).toEqual([3500]);
  });

  it('[C-30] takes no NOTIFY for a publication', () => {
    const { karen, bench } = setUp();
    const [answer] = karen.client.send([
      `NOTIFY sip:${KAREN} SIP/2.0`,
      'Via: SIP/2.0/TLS 127.0.77.200:1;branch=z9hG4bKn',
      'Max-Forwards: 70',
      `From: <sip:${KAREN}>;tag=1`,
      `To: <sip:${KAREN}>`,
      'Call-ID: n',
      'CSeq: 1 NOTIFY',
    ]);
    expect(answer?.status).toBe(481);
    expect(bench.side.publishedBy(KAREN)).toEqual([]);
  });

  it('refuses an outdated version with 409 and names the right one', () => {
    const { karen, bench } = setUp();
    publish(karen, state('machineState', 3500));
    const [answer] = publish(karen, state('machineState', 15500));
    expect(answer?.status).toBe(409);
    expect(answer?.header('Content-Type')).toBe('application/msrtc-fault+xml');
    const fault = rootOf(answer?.body ?? '');
    expect(textOf(fault, 'Faultcode')).toBe('Client.BadCall.WrongDelta');
    const operations = children(at(fault, 'details'), 'operation');
    expect(operations.map((operation) => [attr(operation, 'index'), attr(operation, 'curVersion')])).toEqual([
      ['1', '1'],
      ['2', '1'],
    ]);
    expect(bench.side.publishedBy(KAREN)).toEqual([3500]);
    expect(publish(karen, state('machineState', 15500, { version: 1 }))[0]?.status).toBe(200);
    expect(bench.side.publishedBy(KAREN)).toEqual([15500]);
  });

  it('shows the aggregate to colleagues, and offline again after sign-out', () => {
    const { karen, bench } = setUp();
    const jeremy = signIn(bench, 'jeremy@contoso.com', 'pool01.contoso.com');
    watch(jeremy, [KAREN]);
    publish(karen, state('machineState', 3500));
    publish(karen, state('userState', 6500, { instance: 536870912, expire: 'static' }));
    expect(jeremy.client.take().map(({ body }) => availabilityIn(body))).toEqual(['3500', '6500']);
    expect(bench.side.publishedBy(KAREN)).toEqual([6500, 3500]);
    register(karen.client, KAREN, ['Expires: 0']);
    expect(jeremy.client.take().map(({ body }) => availabilityIn(body))).toEqual(['18500']);
    expect(bench.side.publishedBy(KAREN)).toEqual([6500]);
  });

  it('takes a publication away', () => {
    const { karen, bench } = setUp();
    publish(karen, state('machineState', 3500));
    publish(karen, state('userState', 9500, { instance: 7, expire: 'static' }));
    const gone =
      '<publication categoryName="state" instance="7" container="2" version="1" expires="0"/><publication categoryName="state" instance="7" container="3" version="1" expires="0"/>';
    expect(publish(karen, gone)[0]?.status).toBe(200);
    expect(bench.side.publishedBy(KAREN)).toEqual([3500]);
  });

  it('refuses what is no publish request of this person', () => {
    const { karen } = setUp();
    expect(publish(karen, state('machineState', 3500), 'jeremy@contoso.com')[0]?.status).toBe(400);
    expect(publish(karen, '')[0]?.status).toBe(400);
    expect(
      publish(karen, '<publication categoryName="state" instance="x" container="2" version="0"/>')[0]?.status,
    ).toBe(400);
    expect(service(karen, PUBLISH, '<publish')[0]?.status).toBe(400);
  });
});

describe('roaming self', () => {
  const EVENT = 'vnd-microsoft-roaming-self';

  it('[F10] lists containers, and hears of changes from another endpoint', () => {
    const { karen } = setUp();
    const [answer] = subscribe(karen, EVENT);
    const root = rootOf(answer?.body ?? '');
    expect(children(at(root, 'containers'), 'container').map((container) => attr(container, 'id'))).toEqual([
      '0',
      '1',
      '2',
      '3',
      '100',
      '200',
      '300',
      '400',
      '32000',
    ]);
    const [published, push] = publish(karen, state('machineState', 3500));
    expect(published?.status).toBe(200);
    expect(push?.header('Event')).toBe(EVENT);
    expect(push?.body).toContain('<availability>3500</availability>');
  });
});

describe('federated presence', () => {
  const garth = { to: 'sip:garth@tailspintoys.com' };

  it('[F25] is refused by the same rules as a meeting', () => {
    const { karen, bench } = setUp();
    expect(subscribe(karen, 'presence', garth)[0]?.header('ms-diagnostics')).toMatch(/^1017;/);
    bench.side.setFederation('contoso.com', { partnerDiscovery: true });
    bench.side.setFederation('tailspintoys.com', { federationEnabled: false });
    const [refused] = subscribe(karen, 'presence', garth);
    expect([refused?.status, refused?.header('ms-diagnostics')?.slice(0, 5)]).toEqual([504, '1034;']);
    const [unknown] = subscribe(karen, 'presence', { to: 'sip:someone@nowhere.example' });
    expect([unknown?.status, unknown?.header('ms-diagnostics')?.slice(0, 5)]).toEqual([504, '1008;']);
  });

  it('[F24] tells one partner’s presence and its changes when allowed', () => {
    const { karen, bench } = setUp();
    bench.side.setFederation('contoso.com', { partnerDiscovery: true });
    const [answer] = subscribe(karen, 'presence', garth);
    expect(answer?.status).toBe(200);
    expect(availabilityIn(answer?.body ?? '')).toBe('3500');
    bench.side.setPresence('garth@tailspintoys.com', 12_500);
    expect(availabilityIn(karen.client.take()[0]?.body ?? '')).toBe('12500');
    const [gone] = subscribe(karen, 'presence', { to: 'sip:nobody@tailspintoys.com' });
    expect([gone?.status, gone?.header('ms-diagnostics')?.slice(0, 5)]).toEqual([404, '1003;']);
  });
});
