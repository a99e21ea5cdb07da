import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { answerChallenge, createBench } from '../sip/test-bench.ts';
import { common, digestOf, INSTANCE, register, signIn } from '../sip/test-people.ts';
import { gruuOf, instanceId } from './gruu.ts';

const EDGE = 'sip.contoso.com';
const POOL = 'pool01.contoso.com';
const KAREN = 'karen@contoso.com';

function setUp() {
  const clock = createFakeClock();
  return { clock, bench: createBench(clock, createFakeRandom()) };
}

const authorize = (challenge: string, user: string, password: string) =>
  `Authorization: ${answerChallenge(challenge, { user, password, method: 'REGISTER', uri: 'sip:contoso.com' })}`;

describe('gruu', () => {
  it('is computed from the instance id as in the published vector', () => {
    expect(gruuOf('a@b', '34d859db-6585-5f91-a3b4-de853c15347d')).toBe(
      'sip:a@b;opaque=user:epid:21nYNIVlkV-jtN6FPBU0fQAA;gruu',
    );
    expect(instanceId('<urn:uuid:34D859DB-6585-5F91-A3B4-DE853C15347D>')).toBe('34d859db-6585-5f91-a3b4-de853c15347d');
    expect(instanceId('<urn:uuid:nonsense>')).toBeUndefined();
  });
});

describe('REGISTER', () => {
  it('[E1] challenges a bare REGISTER and names what it accepts', () => {
    const { bench } = setUp();
    const [answer] = register(bench.connect(EDGE), KAREN);
    expect(answer?.startLine).toBe('SIP/2.0 401 Unauthorized');
    expect(digestOf(answer)).toMatch(
      /^Digest realm="SIP Communications Service", nonce="[\w-]{32}", opaque="[0-9A-F]{8}", algorithm=MD5, qop="auth"$/,
    );
  });

  it('[E1] offers whatever set of schemes a tester wants', () => {
    const { bench } = setUp();
    bench.side.setAuthOffer('contoso.com', {
      schemes: ['Digest'],
      algorithms: ['SHA-256', 'MD5-sess'],
      otherSchemes: ['Basic realm="x"'],
    });
    const [both] = register(bench.connect(EDGE), KAREN);
    expect(both?.headers('WWW-Authenticate').map((value) => value.replace(/nonce=.*algorithm/, 'algorithm'))).toEqual([
      'Basic realm="x"',
      'Digest realm="SIP Communications Service", algorithm=SHA-256, qop="auth"',
      'Digest realm="SIP Communications Service", algorithm=MD5-sess, qop="auth"',
    ]);
    bench.side.setAuthOffer('contoso.com', { algorithms: [] });
    const [none] = register(bench.connect(EDGE), KAREN);
    expect(none?.headers('WWW-Authenticate')).toEqual(['Basic realm="x"']);
  });

  it('keeps what stands when a REGISTER of the same Call-ID comes out of order', () => {
    const { bench } = setUp();
    const { client } = signIn(bench, KAREN, EDGE);
    const own = `<sip:127.0.77.200:${client.port};transport=tls>;+sip.instance="<urn:uuid:${INSTANCE}>"`;
    const ask = (callId: string, cseq: number, { contact = own, extra = [] as readonly string[] } = {}) => {
      const [via = '', forwards = '', from = '', to = ''] = common(client, 'REGISTER', KAREN, `sip:${KAREN}`);
      const told = [`Call-ID: ${callId}`, `CSeq: ${cseq} REGISTER`, `Contact: ${contact}`];
      const lines = [via, forwards, from, to, ...told, ...extra];
      return client.send(['REGISTER sip:contoso.com SIP/2.0', ...lines])[0]?.status;
    };
    expect([ask('one', 5), ask('one', 6)]).toEqual([200, 200]);
    const end = { extra: ['Expires: 0'] };
    const endAll = { ...end, contact: '*' };
    expect([ask('one', 6), ask('one', 4), ask('one', 3, end), ask('one', 6, endAll)]).toEqual([500, 500, 500, 500]);
    expect(bench.side.registrations(KAREN)).toHaveLength(1);
    expect([ask('two', 1), ask('two', 2, end)]).toEqual([200, 200]);
    expect(bench.side.registrations(KAREN)).toEqual([]);
    expect([ask('three', 7), ask('four', 1, endAll)]).toEqual([200, 200]);
    expect(bench.side.registrations(KAREN)).toEqual([]);
  });

  it('[F9] answers 200 with everything a client takes from it', () => {
    const { bench } = setUp();
    const { answer } = signIn(bench, KAREN, EDGE);
    expect(answer.header('ms-user-logon-data')).toBe('RemoteUser');
    expect(answer.header('ms-keep-alive')).toBe('UAS; tcp=no; hop-hop=yes; end-end=no; timeout=300');
    expect(answer.header('Via')).toMatch(
      /;received=127\.0\.77\.200;ms-received-port=50001;ms-received-cid=[0-9A-F]{4}$/,
    );
    expect(answer.header('From')).toBe('"Karen Berg"<sip:karen@contoso.com>;tag=9004006031;epid=23c6af65b1');
    expect(answer.header('To')).toMatch(/;tag=[0-9A-F]{32}$/);
    expect(answer.header('Contact')).toMatch(
      new RegExp(
        `;ms-received-cid=[0-9A-F]{4}>;expires=7200;\\+sip\\.instance="<urn:uuid:${INSTANCE}>";gruu="${gruuOf(KAREN, INSTANCE)}"$`,
      ),
    );
    expect(answer.header('Expires')).toBe('7200');
    expect(answer.header('presence-state')).toBe('register-action="added"');
    expect(answer.header('Allow-Events')).not.toContain(' ');
    expect(answer.headers('Supported')).toEqual(['adhoclist', 'msrtc-event-categories']);
    expect(answer.header('Server')).toBe('RTC/7.0');
  });

  it('[D5] does not call somebody inside a remote user', () => {
    const { bench } = setUp();
    expect(signIn(bench, KAREN, POOL).answer.header('ms-user-logon-data')).toBeUndefined();
  });

  it('accepts DOMAIN\\user in place of the address', () => {
    const { bench } = setUp();
    const client = bench.connect(EDGE);
    const [challenged] = register(client, KAREN);
    const user = 'CONTOSO\\karen';
    const line = authorize(digestOf(challenged), user, 'lab-karen-2015').replace(user, 'CONTOSO\\\\karen');
    expect(register(client, KAREN, [line])[0]?.status).toBe(200);
  });

  it('[E3] challenges a wrong password again, and never says who exists', () => {
    const { bench } = setUp();
    const client = bench.connect(EDGE);
    const [challenged] = register(client, KAREN);
    const challenge = digestOf(challenged);
    expect(register(client, KAREN, [authorize(challenge, KAREN, 'wrong')])[0]?.status).toBe(401);
    expect(register(client, KAREN, [authorize(challenge, 'nobody@contoso.com', 'wrong')])[0]?.status).toBe(401);
    expect(bench.side.registrations(KAREN)).toEqual([]);
  });

  it('[E3] refuses the right password of somebody else with 403 and 4004', () => {
    const { bench } = setUp();
    const client = bench.connect(EDGE);
    const [challenged] = register(client, 'jeremy@contoso.com');
    const line = authorize(digestOf(challenged), 'vadim@contoso.com', 'lab-vadim-2015');
    const [answer] = register(client, 'jeremy@contoso.com', [line]);
    expect(answer?.status).toBe(403);
    expect(answer?.header('ms-diagnostics')).toMatch(/^4004;/);
  });

  it('answers 404 with 4005 for somebody who does not exist', () => {
    const { bench } = setUp();
    const [answer] = register(bench.connect(EDGE), 'nobody@contoso.com');
    expect(answer?.status).toBe(404);
    expect(answer?.header('ms-diagnostics')).toMatch(/^4005;.*source="fe01\.contoso\.com"$/);
    expect(register(bench.connect(EDGE), 'garth@tailspintoys.com')[0]?.status).toBe(404);
  });

  it('asks again, without blame, for an answer to an old or foreign nonce', async () => {
    const { bench, clock } = setUp();
    const client = bench.connect(EDGE);
    const [challenged] = register(client, KAREN);
    const line = authorize(digestOf(challenged), KAREN, 'lab-karen-2015');
    await clock.advance(20 * 60_000);
    expect(digestOf(register(client, KAREN, [line])[0])).toContain('stale=true');
  });

  it('[E11] refuses a REGISTER that does not say which endpoint it is', () => {
    const { bench } = setUp();
    const { client } = signIn(bench, KAREN, EDGE);
    const send = (lines: string[], from = `<sip:${KAREN}>;tag=1;epid=23c6af65b1`) =>
      client.send([
        'REGISTER sip:contoso.com SIP/2.0',
        ...common(client, 'REGISTER', KAREN, `sip:${KAREN}`).map((line) =>
          line.startsWith('From') ? `From: ${from}` : line,
        ),
        ...lines,
      ])[0];
    const contact = `Contact: <sip:127.0.77.200:5000>;+sip.instance="<urn:uuid:${INSTANCE}>"`;
    const withGruu = 'Supported: gruu-10, msrtc-event-categories';
    const seen = [
      send([contact, withGruu, 'Event: presence']),
      send([contact, 'Supported: msrtc-event-categories']),
      send(['Contact: <sip:127.0.77.200:5000>', withGruu]),
      send([contact, withGruu], `<sip:${KAREN}>;tag=1`),
      send([contact, withGruu], `<sip:${KAREN}>;tag=1;epid=0123456789abcdef0`),
    ].map((answer) => `${answer?.status}/${answer?.header('ms-diagnostics')?.split(';')[0]}`);
    expect(seen).toEqual(['489/4055', '421/2057', '400/4010', '400/4011', '400/4012']);
  });

  it('keeps several endpoints of one person and lists each in the answer', () => {
    const { bench } = setUp();
    signIn(bench, KAREN, EDGE);
    const second = bench.connect(POOL);
    const other = 'aaaaaaaa-bbbb-5ccc-8ddd-eeeeeeeeeeee';
    const send = (extra: string[]) =>
      second.send([
        'REGISTER sip:contoso.com SIP/2.0',
        ...common(second, 'REGISTER', KAREN, `sip:${KAREN}`),
        `Contact: <sip:127.0.77.200:6000>;+sip.instance="<urn:uuid:${other}>"`,
        'Supported: gruu-10',
        'Expires: 600',
        ...extra,
      ])[0];
    const line = authorize(digestOf(send([])), KAREN, 'lab-karen-2015');
    const answer = send([line]);
    expect(answer?.headers('Contact')).toHaveLength(2);
    expect(answer?.header('Expires')).toBe('600');
    expect(bench.side.registrations(KAREN)).toHaveLength(2);
  });

  it('refreshes, then signs out with Expires 0', () => {
    const { bench } = setUp();
    const { client } = signIn(bench, KAREN, EDGE);
    expect(register(client, KAREN)[0]?.header('presence-state')).toBe('register-action="refreshed"');
    expect(bench.side.registrations(KAREN)).toHaveLength(1);
    const [out] = register(client, KAREN, ['Expires: 0']);
    expect(out?.status).toBe(200);
    expect(bench.side.registrations(KAREN)).toEqual([]);
  });

  it('forgets an endpoint that does not refresh, and one whose connection breaks', async () => {
    const { bench, clock } = setUp();
    signIn(bench, KAREN, EDGE);
    await clock.advance(7_200_000);
    expect(bench.side.registrations(KAREN)).toEqual([]);
    const { client } = signIn(bench, KAREN, EDGE);
    client.drop();
    expect(bench.side.registrations(KAREN)).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  it('pushes a deregistration with its reason', () => {
    const { bench } = setUp();
    const { client } = signIn(bench, KAREN, EDGE);
    client.take();
    bench.side.deregister(KAREN, 'rejected');
    const [notice] = client.take();
    expect(notice?.startLine).toMatch(/^BENOTIFY sip:127\.0\.77\.200:50001;/);
    expect(notice?.header('Event')).toBe('registration-notify');
    expect(notice?.header('subscription-state')).toBe('terminated;expires=0');
    expect(notice?.header('Content-Type')).toBe('text/registration-event');
    expect(notice?.header('ms-diagnostics')).toMatch(/^4141;/);
    expect(notice?.body).toBe('deregistered;event=rejected\r\n');
    expect(bench.side.registrations(KAREN)).toEqual([]);
    expect(register(client, KAREN)[0]?.status).toBe(401);
  });

  it('does not serve anybody who has not signed in on this connection', () => {
    const { bench } = setUp();
    const client = bench.connect(EDGE);
    const lines = ['SUBSCRIBE sip:karen@contoso.com SIP/2.0', ...common(client, 'SUBSCRIBE', KAREN, `sip:${KAREN}`)];
    const [answer] = client.send([
      ...lines,
      'Contact: <sip:karen@contoso.com>',
      'Event: vnd-microsoft-roaming-contacts',
    ]);
    expect(answer?.status).toBe(401);
  });
});
