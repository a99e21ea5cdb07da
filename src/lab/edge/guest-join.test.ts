import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { at, attr, textOf } from '../../protocol/xml/find.ts';
import { answerChallenge, createBench } from '../sip/test-bench.ts';
import { guest, inside, invite, signIn, subscribe } from '../sip/test-people.ts';
import { rootOf } from '../sip/xml-read.ts';

const EDGE = 'sip.tailspintoys.com';
const WEEKLY = 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ';
const KEY = 'TSW7KEYQ';

function setUp() {
  const clock = createFakeClock();
  const bench = createBench(clock, createFakeRandom());
  return { clock, bench, karen: guest(bench.connect(EDGE)) };
}

describe('a guest at the organiser’s edge', () => {
  it('[I8] is let in, with a session and a seat as attendee', () => {
    const { bench, karen } = setUp();
    const [answer] = invite(karen, WEEKLY);
    expect(answer?.status).toBe(200);
    expect(answer?.header('Contact')).toBe(`<${WEEKLY}>;isfocus`);
    expect(answer?.header('Session-Expires')).toBe('1800;refresher=uac');
    expect(answer?.header('ms-user-logon-data')).toBeUndefined();
    const root = rootOf(answer?.body ?? '');
    expect([attr(root, 'code'), attr(root, 'requestId')]).toEqual(['success', '387792480']);
    expect(textOf(at(root, 'addUser', 'user'), 'roles', 'entry')).toBe('attendee');
    expect(textOf(at(root, 'addUser', 'user', 'endpoint'), 'status')).toBe('connected');
    expect(bench.side.meeting('2Z92HZZZ').participants()).toEqual([
      { entity: 'sip:garth@tailspintoys.com', displayName: 'Garth Fort', anonymous: false, state: 'connected' },
      { entity: 'sip:cynthia@tailspintoys.com', displayName: 'Cynthia Carey', anonymous: false, state: 'connected' },
      { entity: `sip:${karen.address}`, displayName: 'Karen Berg', anonymous: true, state: 'connected' },
    ]);
  });

  it('[C-20] takes any anonymous user part, with dashes or without', () => {
    const { bench, karen } = setUp();
    const address = '6551156d569c4b7d945f310ff10943c5@anonymous.invalid';
    const plain = { ...karen, address, contact: karen.contact.replace(karen.address, address) };
    expect(invite(plain, WEEKLY)[0]?.status).toBe(200);
    expect(bench.side.meeting('2Z92HZZZ').participants().at(-1)?.entity).toBe(`sip:${address}`);
  });

  it('[I9] takes the name from From, whatever it is made of', () => {
    const { bench } = setUp();
    for (const name of ['Jürgen "JJ" <Ö>&', 'x'.repeat(255)]) {
      const joiner = guest(bench.connect(EDGE), name.replace(/["\\]/g, '\\$&'));
      const [answer] = invite(
        { ...joiner, address: `${name.length}@anonymous.invalid`, contact: `<sip:${name.length}@anonymous.invalid>` },
        WEEKLY,
      );
      expect(answer?.status).toBe(200);
      expect(rootOf(answer?.body ?? '')).toBeDefined();
      expect(bench.side.meeting('2Z92HZZZ').participants().at(-1)?.displayName).toBe(name);
    }
    invite(guest(bench.connect(EDGE), ''), WEEKLY);
    expect(bench.side.meeting('2Z92HZZZ').participants().at(-1)?.displayName).toBe('Guest');
  });

  it('[C-19] answers 404 from its own domain for a meeting that is not there, or over', () => {
    const { karen } = setUp();
    const missing = invite(karen, WEEKLY.replace('2Z92HZZZ', 'NOSUCH00'))[0];
    expect(missing?.status).toBe(404);
    expect(missing?.header('ms-diagnostics')).toMatch(/^3012;.*source="fe01\.tailspintoys\.com"$/);
    expect(invite(karen, WEEKLY.replace('2Z92HZZZ', 'ENDED5TS'))[0]?.status).toBe(404);
    expect(invite(karen, WEEKLY.replace('garth', 'cynthia'))[0]?.status).toBe(404);
  });

  it('[I13] needs both switches', () => {
    const { bench, karen } = setUp();
    const outcome = (anonymousAtEdge: boolean, anonymousInPolicy: boolean) => {
      bench.side.setFederation('tailspintoys.com', { anonymousAtEdge, anonymousInPolicy });
      const [answer] = invite(karen, WEEKLY);
      return `${answer?.status} ${answer?.header('ms-diagnostics')?.split(';')[0] ?? ''}`.trim();
    };
    expect([outcome(true, true), outcome(false, true), outcome(true, false), outcome(false, false)]).toEqual([
      '200',
      '403 4003',
      '403 3008',
      '403 4003',
    ]);
  });

  it('[I12] is refused by the organiser’s own policy, with the C3P reason', () => {
    const { karen } = setUp();
    const [answer] = invite(karen, WEEKLY.replace('2Z92HZZZ', 'N0GUESTS'));
    expect(answer?.status).toBe(403);
    expect(answer?.header('ms-diagnostics')).toMatch(/^3008;/);
    expect(attr(at(rootOf(answer?.body ?? ''), 'addUser'), 'reason')).toBe('anonymousUsersNotAllowed');
  });

  it('cannot reach anything but meetings', () => {
    const { karen } = setUp();
    const watcher = { ...karen, gruu: `sip:${karen.address}` };
    expect(subscribe(watcher, 'presence', { to: 'sip:garth@tailspintoys.com' })[0]?.status).toBe(403);
    expect(invite(karen, 'sip:garth@tailspintoys.com')[0]?.status).toBe(403);
    expect(invite(karen, WEEKLY.replace('tailspintoys.com', 'contoso.com'))[0]?.status).toBe(403);
  });

  it('may not watch a meeting it does not sit in', () => {
    const { bench, karen } = setUp();
    invite(karen, WEEKLY);
    const other = { ...karen, client: bench.connect(EDGE), gruu: `sip:${karen.address}` };
    expect(subscribe(other, 'conference', { to: WEEKLY })[0]?.status).toBe(403);
  });
});

describe('the conference key', () => {
  function challenged() {
    const { bench, karen } = setUp();
    bench.side.setGuestChallenge('tailspintoys.com', true);
    const value = (challenge: string, password: string, uri = WEEKLY, nc = '00000001') =>
      answerChallenge(challenge, { user: karen.address, password, method: 'INVITE', uri, nc });
    return { bench, karen, value };
  }

  it('[E5] is asked for with the organiser’s address as realm, and accepted', () => {
    const { bench, karen, value } = challenged();
    const [first] = invite(karen, WEEKLY);
    expect(first?.status).toBe(401);
    expect(first?.header('WWW-Authenticate')).toMatch(
      /^Digest realm="garth@tailspintoys\.com", nonce="[\w-]+", opaque="[0-9A-F]{8}", algorithm=MD5-sess, qop="auth"$/,
    );
    const [second] = invite(karen, WEEKLY, { authorization: value(first?.header('WWW-Authenticate') ?? '', KEY) });
    expect(second?.status).toBe(200);
    expect(bench.side.meeting('2Z92HZZZ').participants()).toHaveLength(3);
  });

  it('[E5] is asked for again when wrong, then refused', () => {
    const { bench, karen, value } = challenged();
    const [first] = invite(karen, WEEKLY);
    const [second] = invite(karen, WEEKLY, { authorization: value(first?.header('WWW-Authenticate') ?? '', 'WRONG') });
    expect(second?.status).toBe(401);
    expect(second?.header('WWW-Authenticate')).not.toContain('stale');
    const [third] = invite(karen, WEEKLY, { authorization: value(second?.header('WWW-Authenticate') ?? '', 'WRONG') });
    expect(third?.status).toBe(403);
    expect(third?.header('ms-diagnostics')).toMatch(/^1000;/);
    expect(bench.side.meeting('2Z92HZZZ').participants()).toHaveLength(2);
  });

  it('proves one request only: no replay, no other meeting', () => {
    const { karen, value } = challenged();
    const [first] = invite(karen, WEEKLY);
    const authorization = value(first?.header('WWW-Authenticate') ?? '', KEY);
    expect(invite(karen, WEEKLY, { authorization })[0]?.status).toBe(200);
    expect(invite(karen, WEEKLY, { authorization })[0]?.header('WWW-Authenticate')).toContain('stale=true');
    expect(invite(karen, WEEKLY.replace('2Z92HZZZ', 'L0BBY7TS'), { authorization })[0]?.status).toBe(401);
  });

  it('[C-21] is not asked for when the switch is off', () => {
    const { bench, karen } = challenged();
    bench.side.setGuestChallenge('tailspintoys.com', false);
    expect(invite(karen, WEEKLY)[0]?.status).toBe(200);
  });
});

describe('privacy', () => {
  it('[J3] hears nothing in a clean join', () => {
    const { bench, karen } = setUp();
    const [opened] = invite(karen, WEEKLY);
    if (opened) inside(karen, opened, 'BYE');
    expect(bench.side.privacyBreaches()).toEqual([]);
  });

  it.each([
    ['in a header', (text: string) => text, 'P-Preferred-Identity: <sip:Karen@Contoso.com>'],
    ['escaped', (text: string) => text, 'X-Note: karen%40contoso.com'],
  ])('[J3] logs a home address %s', (_, edit, line) => {
    const { bench, karen } = setUp();
    invite({ ...karen, contact: `${karen.contact}\r\n${line}` }, WEEKLY, { edit });
    expect(bench.side.privacyBreaches()).toMatchObject([{ server: EDGE, address: 'karen@contoso.com' }]);
    expect(bench.hops.some(({ text }) => text.includes('PRIVACY BREACH'))).toBe(true);
  });

  it('[J3] logs a home address in the body, and in any later message', () => {
    const { bench, karen } = setUp();
    const [opened] = invite(karen, WEEKLY, {
      edit: (body) => body.replace('<addUser>', '<addUser><!-- karen@contoso.com -->'),
    });
    expect(bench.side.privacyBreaches()).toHaveLength(1);
    if (opened) inside(karen, opened, 'INFO', { type: 'text/plain', body: 'from karen@contoso.com' });
    expect(bench.side.privacyBreaches()).toHaveLength(2);
  });

  it('[J3] refuses an anonymous INVITE that names an endpoint or lacks its epid', () => {
    const { bench, karen } = setUp();
    const contacts = ['<sip:karen@contoso.com;gruu;opaque=x>', `<sip:${karen.address};gruu;opaque=x>`];
    for (const contact of contacts) expect(invite({ ...karen, contact }, WEEKLY)[0]?.status).toBe(400);
    expect(bench.side.privacyBreaches()).toHaveLength(1);
  });

  it('does not take the connections of registered people for guests', () => {
    const { bench } = setUp();
    signIn(bench, 'karen@contoso.com', 'sip.contoso.com');
    expect(bench.side.privacyBreaches()).toEqual([]);
  });
});
