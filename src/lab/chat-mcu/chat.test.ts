import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { at, attr, child, children, textOf } from '../../protocol/xml/find.ts';
import { type BenchClient, createBench, type Seen } from '../sip/test-bench.ts';
import { common, guest, inside, invite, type Joiner, joinerOf, signIn, subscribe } from '../sip/test-people.ts';
import { rootOf } from '../sip/xml-read.ts';

const EDGE = 'sip.contoso.com';
const FOCUS = 'sip:jeremy@contoso.com;gruu;opaque=app:conf:focus:id:C0NT0S01';
const CHAT = FOCUS.replace(':focus:', ':chat:');
const KAREN = 'karen@contoso.com';
const ROBIN = 'karenb@contoso.com';
const TYPES = 'text/plain text/html multipart/alternative application/im-iscomposing+xml application/ms-imdn+xml';

function setUp() {
  const clock = createFakeClock();
  const bench = createBench(clock, createFakeRandom());
  const join = (address: string): Joiner => {
    const joiner = joinerOf(signIn(bench, address, EDGE));
    if (invite(joiner, FOCUS)[0]?.status !== 200) throw new Error(`${address} could not join`);
    return joiner;
  };
  return { clock, bench, join, chat: bench.side.chat('C0NT0S01') };
}

const sdp = (types: string) =>
  `v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=session\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=message 5060 sip null\r\na=accept-types:${types}\r\n`;

/** The INVITE to the chat of the meeting, as SIPE writes it. */
function enter(joiner: Joiner, types = TYPES, type = 'application/sdp'): Seen[] {
  return joiner.client.send(
    [
      `INVITE ${CHAT} SIP/2.0`,
      ...common(joiner.client, 'INVITE', joiner.address, CHAT),
      `Contact: ${joiner.contact}`,
      'Supported: ms-sender',
      `Content-Type: ${type}`,
    ],
    sdp(types),
  );
}

function opened(joiner: Joiner, types?: string): Seen {
  const [answer] = enter(joiner, types);
  if (answer?.status !== 200) throw new Error(`no chat: ${answer?.startLine}`);
  return answer;
}

let cseq = 1;
function say(joiner: Joiner, session: Seen, body: string, type = 'text/plain; charset=UTF-8'): Seen[] {
  cseq += 1;
  return inside(joiner, session, 'MESSAGE', { cseq, type, body });
}

/** Answers a request of the MCU, as a client does. */
function answer(client: BenchClient, request: Seen | undefined, status = '200 OK'): Seen[] {
  const copied = ['Via', 'From', 'To', 'Call-ID', 'CSeq'].map((name) => `${name}: ${request?.header(name) ?? ''}`);
  return client.send([`SIP/2.0 ${status}`, ...copied]);
}

const misses = (report: Seen | undefined) =>
  children(rootOf(report?.body ?? ''), 'recipient').map((each) => [attr(each, 'uri'), textOf(each, 'status')]);

describe('who may come in', () => {
  it('takes who sits in the meeting, and shows him in the roster', () => {
    const { join, chat } = setUp();
    const karen = join(KAREN);
    const roster = subscribe({ ...karen, gruu: `sip:${KAREN}` }, 'conference', { to: FOCUS })[0];
    expect(roster?.body).toContain('<purpose>chat</purpose>');
    const [session, told] = enter(karen);
    expect(session?.header('Contact')).toContain(CHAT);
    expect(session?.body).toContain('m=message 5060 sip sip:jeremy@contoso.com');
    const [user] = children(at(rootOf(told?.body ?? ''), 'users'), 'user');
    const types = children(user, 'endpoint').map((each) => attr(each, 'session-type'));
    expect(types).toEqual(['focus', 'chat']);
    expect(chat.members()).toEqual([KAREN]);
  });

  it('refuses who has no seat, who waits in the lobby, and who brings no description of messages', () => {
    const { bench, join } = setUp();
    const stranger = joinerOf(signIn(bench, ROBIN, EDGE));
    expect(enter(stranger)[0]?.status).toBe(403);
    const karen = join(KAREN);
    expect(enter(karen, TYPES, 'application/cccp+xml')[0]?.status).toBe(488);
    const waiting = guest(bench.connect('sip.tailspintoys.com'));
    const lobby = 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:L0BBY7TS';
    expect(invite(waiting, lobby)[0]?.status).toBe(200);
    const uri = lobby.replace(':focus:', ':chat:');
    const lines = [`INVITE ${uri} SIP/2.0`, ...common(waiting.client, 'INVITE', waiting.address, uri)];
    const [refused] = waiting.client.send(
      [...lines, `Contact: ${waiting.contact}`, 'Content-Type: application/sdp'],
      sdp(TYPES),
    );
    expect(refused?.status).toBe(403);
  });

  it('ends the older session when somebody comes again from the same seat', () => {
    const { join, chat } = setUp();
    const karen = join(KAREN);
    opened(karen);
    const seen = enter(karen);
    expect(seen.map(({ startLine }) => startLine.split(' ', 2).join(' '))).toEqual([
      'SIP/2.0 200',
      expect.stringMatching(/^BYE /),
    ]);
    expect(chat.members()).toEqual([KAREN]);
  });
});

describe('what is said', () => {
  it('goes to everybody else with its author’s name on it, after it was answered with its number', () => {
    const { join } = setUp();
    const [karen, robin] = [join(KAREN), join(ROBIN)];
    const mine = opened(karen);
    opened(robin);
    const seen = say(karen, mine, 'Hello all');
    expect(seen.map(({ status }) => status)).toEqual([202]);
    expect(seen[0]?.header('Message-Id')).toBe('1');
    const [heard] = robin.client.take();
    expect(heard?.startLine).toMatch(/^MESSAGE sip:karenb@contoso\.com/);
    expect(heard?.header('Ms-Sender')).toBe('<sip:karen@contoso.com>');
    expect(heard?.body).toBe('Hello all');
    expect(karen.client.take()).toEqual([]);
    answer(robin.client, heard);
    const [report] = karen.client.take();
    expect(report?.startLine).toMatch(/^BENOTIFY /);
    expect(report?.header('Content-Type')).toBe('application/ms-imdn+xml');
    expect(textOf(rootOf(report?.body ?? ''), 'message-id')).toBe('1');
    expect(misses(report)).toEqual([]);
  });

  it('names each who did not get it: by his refusal, by his silence, and by the tester’s will', async () => {
    const { bench, join, clock, chat } = setUp();
    const karen = join(KAREN);
    const mine = opened(karen);
    const robin = join(ROBIN);
    opened(robin);
    const guests = ['one', 'two'].map((name) => ({
      ...guest(bench.connect(EDGE), name),
      address: `${name}@anonymous.invalid`,
      contact: `<sip:${name}@anonymous.invalid>`,
    }));
    for (const each of guests) {
      invite(each, FOCUS);
      opened(each);
    }
    chat.setFailing('two@anonymous.invalid', 404);
    say(karen, mine, 'Hello all');
    answer(robin.client, robin.client.take().at(-1), '486 Busy Here');
    expect(karen.client.take()).toEqual([]);
    await clock.advance(60_000);
    expect(misses(karen.client.take().at(-1))).toEqual([
      ['<sip:two@anonymous.invalid>', '404'],
      ['<sip:karenb@contoso.com>', '486'],
      ['<sip:one@anonymous.invalid>', '408'],
    ]);
  });

  it('counts as lost who leaves before he answers', () => {
    const { join } = setUp();
    const [karen, robin] = [join(KAREN), join(ROBIN)];
    const mine = opened(karen);
    opened(robin);
    say(karen, mine, 'Hello?');
    robin.client.drop();
    expect(misses(karen.client.take().at(-1))).toEqual([['<sip:karenb@contoso.com>', '480']]);
  });

  it('reaches a client that takes no multipart in the form it takes', () => {
    const { join } = setUp();
    const [karen, robin] = [join(KAREN), join(ROBIN)];
    const mine = opened(karen);
    opened(robin, 'text/plain application/ms-imdn+xml');
    const body = [
      '--b',
      'Content-Type: text/plain; charset=UTF-8',
      '',
      'Hello',
      '--b',
      'Content-Type: text/html',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from('<b>Hello</b>').toString('base64'),
      '--b--',
      '',
    ].join('\r\n');
    say(karen, mine, body, 'multipart/alternative; boundary=b');
    const [heard] = robin.client.take();
    expect([heard?.header('Content-Type'), heard?.body]).toEqual(['text/plain; charset=UTF-8', 'Hello']);
    answer(robin.client, heard);
    expect(karen.client.take().map(misses)).toEqual([[]]);
    const [, report] = say(karen, mine, '<b>Only so</b>', 'text/html');
    expect(misses(report)).toEqual([['<sip:karenb@contoso.com>', '415']]);
    expect(robin.client.take()).toEqual([]);
  });

  it('tells that somebody types, in either form, and awaits no answer', () => {
    const { join, clock } = setUp();
    const [karen, robin] = [join(KAREN), join(ROBIN)];
    const mine = opened(karen);
    opened(robin);
    const before = clock.pending;
    say(
      karen,
      mine,
      '<isComposing xmlns="urn:ietf:params:xml:ns:im-iscomposing"><state>active</state></isComposing>',
      'application/im-iscomposing+xml',
    );
    cseq += 1;
    const activity = '<KeyboardActivity><status status="type"/></KeyboardActivity>';
    expect(inside(karen, mine, 'INFO', { cseq, type: 'application/xml', body: activity })[0]?.status).toBe(202);
    const heard = robin.client.take();
    expect(heard.map(({ startLine }) => startLine.split(' ', 1)[0])).toEqual(['MESSAGE', 'INFO']);
    expect(heard.map((each) => each.header('Ms-Sender'))).toEqual([
      '<sip:karen@contoso.com>',
      '<sip:karen@contoso.com>',
    ]);
    expect(clock.pending).toBe(before);
  });

  it('refuses what is no message, and what is too long', () => {
    const { join } = setUp();
    const karen = join(KAREN);
    const mine = opened(karen);
    expect(say(karen, mine, 'x', 'application/pdf')[0]?.status).toBe(415);
    expect(say(karen, mine, 'x'.repeat(70_000))[0]?.status).toBe(413);
  });

  it('refuses attendees while only presenters may write, who may still read', () => {
    const { bench, join } = setUp();
    const [karen, robin] = [join(KAREN), join(ROBIN)];
    const [mine] = [opened(karen), opened(robin)];
    bench.side.meeting('C0NT0S01').setRules({ attendeesMayChat: false });
    const [refused] = say(karen, mine, 'Hello');
    expect(refused?.status).toBe(403);
    expect(refused?.header('ms-diagnostics')).toContain('Only presenters may write');
    bench.side.meeting('C0NT0S01').setRole(`sip:${KAREN}`, 'presenter');
    expect(say(karen, mine, 'Hello')[0]?.status).toBe(202);
    expect(robin.client.take()).toHaveLength(1);
  });
});

describe('how it ends', () => {
  it('says goodbye to who is removed from the meeting, and to everybody when it ends', () => {
    const { bench, join, chat } = setUp();
    const [karen, robin] = [join(KAREN), join(ROBIN)];
    opened(karen);
    opened(robin);
    karen.client.take();
    bench.side.meeting('C0NT0S01').remove(`sip:${KAREN}`);
    const byes = (client: BenchClient) => client.take().filter(({ startLine }) => startLine.startsWith('BYE'));
    expect(byes(karen.client).map((each) => each.header('Reason'))).toEqual([
      'SIP;cause=200;text="Left the meeting"',
      'SIP;cause=480;text="Removed by a presenter"',
    ]);
    expect(chat.members()).toEqual([ROBIN]);
    bench.side.meeting('C0NT0S01').end();
    expect(byes(robin.client).map((each) => each.header('Reason'))).toContain('SIP;cause=410;text="Conference ended"');
    expect(chat.members()).toEqual([]);
  });

  it('goes down while the meeting lives, and comes back', () => {
    const { bench, join } = setUp();
    const karen = join(KAREN);
    opened(karen);
    karen.client.take();
    const meeting = bench.side.meeting('C0NT0S01');
    meeting.setPart('chat', false);
    expect(karen.client.take()[0]?.header('Reason')).toContain('cause=503');
    expect(enter(karen)[0]?.status).toBeGreaterThanOrEqual(400);
    expect(meeting.participants().map(({ entity }) => entity)).toContain(`sip:${KAREN}`);
    meeting.setPart('chat', true);
    expect(enter(karen)[0]?.status).toBe(200);
  });

  it('leaves nothing behind when clients hang up or break off', () => {
    const { join, clock, chat } = setUp();
    const [karen, robin] = [join(KAREN), join(ROBIN)];
    const [mine] = [opened(karen), opened(robin)];
    say(karen, mine, 'Hello');
    cseq += 1;
    expect(inside(karen, mine, 'BYE', { cseq })[0]?.status).toBe(200);
    karen.client.drop();
    robin.client.drop();
    expect(chat.members()).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});

describe('simulated people', () => {
  it('type, speak, and say what no client may trust', () => {
    const { join, chat } = setUp();
    const karen = join(KAREN);
    opened(karen);
    karen.client.take();
    chat.type('jeremy@contoso.com');
    chat.say('jeremy@contoso.com', 'Shall we begin?');
    chat.sayHostile('jeremy@contoso.com', 'script');
    const heard = karen.client.take();
    expect(heard.map((each) => each.header('Ms-Sender'))).toEqual(Array(3).fill('<sip:jeremy@contoso.com>'));
    expect(heard.map(({ body }) => body)[1]).toBe('Shall we begin?');
    expect(heard[2]?.body).toContain('<script>');
    expect(chat.members()).toEqual([KAREN, 'jeremy@contoso.com']);
    expect(() => chat.say('nobody@contoso.com', 'x')).toThrow('Nobody in the meeting');
  });

  it('count as reached', () => {
    const { join, chat } = setUp();
    const karen = join(KAREN);
    const mine = opened(karen);
    chat.say('jeremy@contoso.com', 'Hello');
    karen.client.take();
    say(karen, mine, 'Hello Jeremy');
    expect(child(rootOf(karen.client.take().at(-1)?.body ?? ''), 'recipient')).toBeUndefined();
  });
});
