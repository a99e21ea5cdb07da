import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { readMessage } from '../../protocol/sip/read.ts';
import { createBench } from './test-bench.ts';
import { guest, inside, invite, joinerOf, register, type SignedIn, service, signIn, subscribe } from './test-people.ts';

const EDGE = 'sip.contoso.com';
const KAREN = 'karen@contoso.com';
const STAND_UP = 'sip:jeremy@contoso.com;gruu;opaque=app:conf:focus:id:C0NT0S01';

function setUp() {
  const clock = createFakeClock();
  const bench = createBench(clock, createFakeRandom());
  return { clock, bench, client: bench.connect(EDGE) };
}

function plain(method: string, patch: Record<string, string> = {}): string {
  const headers: Record<string, string> = {
    Via: 'SIP/2.0/TLS 127.0.77.200:1;branch=z9hG4bKx',
    'Max-Forwards': '70',
    From: `<sip:${KAREN}>;tag=1;epid=23c6af65b1`,
    To: `<sip:${KAREN}>`,
    'Call-ID': 'plain',
    CSeq: `1 ${method}`,
    'Content-Length': '0',
    ...patch,
  };
  const lines = Object.entries(headers)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}`);
  return [`${method} sip:contoso.com SIP/2.0`, ...lines, '', ''].join('\r\n');
}

describe('methods', () => {
  it('[D2] refuses compression by NEGOTIATE', () => {
    const { client } = setUp();
    const [answer] = client.raw(plain('NEGOTIATE', { 'Max-Forwards': '0', From: '<sip:127.0.77.11>' }));
    expect(answer?.status).toBe(405);
    expect(answer?.header('Allow')).toContain('REGISTER');
  });

  it('answers OPTIONS, and 501 to what nobody knows', () => {
    const { client } = setUp();
    expect(client.raw(plain('OPTIONS'))[0]?.status).toBe(200);
    expect(client.raw(plain('PUBLISH'))[0]?.status).toBe(501);
  });

  it('answers nothing to ACK, and 481 to a BYE or CANCEL out of nowhere', () => {
    const { client } = setUp();
    expect(client.raw(plain('ACK', { To: '<sip:x@y>;tag=1' }))).toEqual([]);
    expect(client.raw(plain('ACK'))).toEqual([]);
    expect(client.raw(plain('BYE', { To: '<sip:x@y>;tag=1' }))[0]?.status).toBe(481);
    expect(client.raw(plain('CANCEL'))[0]?.status).toBe(481);
  });

  it('accepts a CANCEL that comes after the answer, and the meeting goes on', () => {
    const { bench } = setUp();
    const joiner = joinerOf(signIn(bench, KAREN, EDGE));
    const [answer] = invite(joiner, STAND_UP);
    const copied = ['From', 'Call-ID'].map((name) => `${name}: ${answer?.header(name)}`);
    const [cancelled] = joiner.client.send([
      `CANCEL ${STAND_UP} SIP/2.0`,
      `Via: ${answer?.header('Via')?.split(';received')[0]}`,
      'Max-Forwards: 70',
      ...copied,
      `To: <${STAND_UP}>`,
      'CSeq: 1 CANCEL',
    ]);
    expect(cancelled?.status).toBe(200);
    expect(bench.side.meeting('C0NT0S01').participants()).toHaveLength(3);
  });
});

describe('the form of requests', () => {
  it.each([
    ['no Max-Forwards', { 'Max-Forwards': '' }, 400],
    ['no tag in From', { From: `<sip:${KAREN}>` }, 400],
    ['no Contact where one is needed', {}, 400],
    ['no Content-Length', { 'Content-Length': '' }, 400],
    ['too many hops', { 'Max-Forwards': '0', Contact: '<sip:x@y>' }, 483],
    ['an unknown Require', { Require: 'adhoclist, telepathy', Contact: '<sip:x@y>' }, 420],
    ['another version', { CSeq: 'x REGISTER' }, 400],
  ])('%s', (_, patch, status) => {
    const { client } = setUp();
    const [answer, ...more] = client.raw(plain('REGISTER', patch as Record<string, string>));
    expect(answer?.status).toBe(status);
    expect(more).toEqual([]);
  });

  it('says in ms-diagnostics what is wrong', () => {
    const { client } = setUp();
    const [answer] = client.raw(plain('REGISTER', { From: `<sip:${KAREN}>` }));
    expect(answer?.header('ms-diagnostics')).toBe('1018;reason="Parsing failure";problem="no tag in From"');
  });

  it('drops what cannot be answered', () => {
    const { client } = setUp();
    for (const text of [
      '',
      'hello',
      '\r\n\r\n',
      plain('REGISTER', { Via: '' }),
      plain('REGISTER', { 'Call-ID': '' }),
    ]) {
      expect(client.raw(text)).toEqual([]);
    }
  });
});

describe('transactions', () => {
  it('answers a repeated request with the same words, and does it once', () => {
    const { bench, client } = setUp();
    const text = plain('REGISTER', { Contact: '<sip:127.0.77.200:1>' });
    expect(client.raw(text)[0]?.text).toBe(client.raw(text)[0]?.text);
    const joiner = guest(bench.connect('sip.tailspintoys.com'));
    const weekly = 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ';
    const [first] = invite(joiner, weekly);
    expect(joiner.client.raw(joiner.client.sent.at(-1) ?? '')[0]?.text).toBe(first?.text);
    expect(bench.side.meeting('2Z92HZZZ').participants()).toHaveLength(3);
  });

  it('tells transactions apart that carry no branch', () => {
    const { client } = setUp();
    const Via = 'SIP/2.0/TLS 127.0.77.200:52952';
    const first = client.raw(plain('REGISTER', { Via, Contact: '<sip:127.0.77.200:1>' }))[0];
    const second = client.raw(plain('REGISTER', { Via, CSeq: '2 REGISTER', Contact: '<sip:127.0.77.200:1>' }))[0];
    expect(first?.header('CSeq')).toBe('1 REGISTER');
    expect(second?.header('CSeq')).toBe('2 REGISTER');
  });

  it('[D6] adds what it sees of the client to the topmost Via only', () => {
    const { client } = setUp();
    const [answer] = client.raw(
      plain('OPTIONS', { Via: 'SIP/2.0/TLS 10.0.0.1:5061;branch=z9hG4bKa, SIP/2.0/TLS 10.0.0.2' }),
    );
    expect(answer?.header('Via')).toMatch(
      /^SIP\/2\.0\/TLS 10\.0\.0\.1:5061;branch=z9hG4bKa;received=127\.0\.77\.200;ms-received-port=50001;ms-received-cid=[0-9A-F]{4}, SIP\/2\.0\/TLS 10\.0\.0\.2$/,
    );
  });

  it('refuses requests of a dialog that come out of order', () => {
    const { bench } = setUp();
    const joiner = joinerOf(signIn(bench, KAREN, EDGE));
    const [opened] = invite(joiner, STAND_UP);
    if (!opened) throw new Error('no answer');
    expect(inside(joiner, opened, 'UPDATE', { cseq: 5 })[0]?.status).toBe(200);
    expect(inside(joiner, opened, 'UPDATE', { cseq: 4 })[0]?.status).toBe(500);
  });
});

describe('faults', () => {
  it('answers one method as a tester says, and the others as usual', () => {
    const { bench } = setUp();
    bench.faults.set(EDGE, {
      answer: {
        method: 'REGISTER',
        status: 503,
        reason: 'Service Unavailable',
        headers: ['Retry-After: 5', 'ms-diagnostics: 1;reason="x"'],
      },
    });
    const client = bench.connect(EDGE);
    const [answer] = register(client, KAREN);
    expect([answer?.startLine, answer?.header('Retry-After'), answer?.header('ms-diagnostics')]).toEqual([
      'SIP/2.0 503 Service Unavailable',
      '5',
      '1;reason="x"',
    ]);
    expect(client.raw(plain('OPTIONS'))[0]?.status).toBe(200);
  });

  it('sends answers nobody can read', () => {
    const { bench } = setUp();
    bench.faults.set(EDGE, { malformed: 'sip-answer' });
    const [answer] = register(bench.connect(EDGE), KAREN);
    expect(readMessage(Buffer.from(answer?.text ?? '')).ok).toBe(false);
    expect(answer?.header('Content-Length')).toBe('0');
  });
});

describe('nothing stays behind', () => {
  it('after fifty sign-ins with subscriptions and a meeting each', () => {
    const { bench, clock } = setUp();
    for (let round = 0; round < 50; round++) {
      const karen = signIn(bench, KAREN, EDGE);
      subscribe(karen, 'vnd-microsoft-roaming-contacts');
      subscribe(karen, 'vnd-microsoft-roaming-self');
      invite(joinerOf(karen), STAND_UP);
      subscribe(karen, 'conference', { to: STAND_UP });
      karen.client.drop();
    }
    expect(clock.pending).toBe(0);
    expect(bench.side.registrations(KAREN)).toEqual([]);
    expect(bench.side.meeting('C0NT0S01').participants()).toHaveLength(2);
  });

  it('after the lab is closed with clients still there', () => {
    const { bench, clock } = setUp();
    const karen = signIn(bench, KAREN, EDGE);
    subscribe(karen, 'vnd-microsoft-roaming-contacts');
    invite(joinerOf(karen), STAND_UP);
    expect(clock.pending).toBeGreaterThan(0);
    bench.side.close();
    expect(clock.pending).toBe(0);
  });

  it('refuses the 513th dialog of one connection', () => {
    const { bench } = setUp();
    const karen = signIn(bench, KAREN, EDGE);
    for (let i = 0; i < 512; i++) subscribe(karen, 'vnd-microsoft-roaming-contacts');
    expect(subscribe(karen, 'vnd-microsoft-roaming-contacts')[0]?.status).toBe(503);
  });
});

describe('hostile input', () => {
  it('never throws, whatever is done to good messages', () => {
    const { bench, clock } = setUp();
    const random = createFakeRandom(7);
    const karen = signIn(bench, KAREN, EDGE);
    sendOneOfEach(karen);
    const seeds = [...karen.client.sent];
    for (let round = 0; round < 3000; round++) {
      const target = round % 2 === 0 ? karen.client : bench.connect('sip.tailspintoys.com');
      target.raw(damaged(seeds[round % seeds.length] ?? '', random.bytes(9)));
      if (target !== karen.client) target.drop();
    }
    karen.client.drop();
    expect(clock.pending).toBe(0);
  });
});

function sendOneOfEach(karen: SignedIn): void {
  const [opened] = invite(joinerOf(karen), STAND_UP);
  subscribe(karen, 'conference', { to: STAND_UP });
  const list =
    '<batchSub><action name="subscribe"><adhocList><resource uri="sip:jeremy@contoso.com"/></adhocList></action></batchSub>';
  subscribe(karen, 'presence', { headers: ['Content-Type: application/msrtc-adrl-categorylist+xml'], body: list });
  register(karen.client, KAREN);
  if (opened)
    inside(joinerOf(karen), opened, 'INFO', { type: 'application/cccp+xml', body: '<request><deleteUser/></request>' });
  service(karen, 'application/msrtc-category-publish+xml', '<publish><publications uri="x"/></publish>');
}

/** Three bytes of the text replaced, at places and by values that the random bytes say. */
function damaged(text: string, random: Uint8Array): Uint8Array {
  const bytes = Buffer.from(text);
  for (let edit = 0; edit < 3; edit++) {
    const [high = 0, low = 0, value = 0] = random.subarray(edit * 3);
    bytes[((high << 8) | low) % bytes.length] = value;
  }
  return bytes;
}
