/** Lines that are not done by halves: a word too many, and what cannot be done, are told before anything changes. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Lab } from '../api.ts';
import { startLab } from '../start-lab.ts';
import { help, turnKnob } from './knobs.ts';

/** What only looks, or leads to what can be turned. */
const looks = new Set([
  ...['meeting', 'chat', 'content', 'federation', 'registrations', 'xmppPartners', 'log', 'roundTrips'],
  ...['openConnections', 'queries', 'settingsTemplate', 'dialPlanDocument', 'members', 'items', 'viewers', 'now'],
  ...['seats', 'list', 'states', 'steps'],
]);

let folder: string;
let lab: Lab;
/** Everything of the lab that was turned, in order. */
let turned: string[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-refused-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(async () => {
  lab = await startLab({ ports: 'free' });
  turned = [];
});
afterEach(() => lab.stop());

/** The same thing, whose every turn is noted before it happens. */
function noting<T extends object>(thing: T): T {
  return new Proxy(thing, {
    get(target, name) {
      const held: unknown = Reflect.get(target, name);
      if (typeof held === 'object' && held !== null && ['dns', 'calls', 'switches', 'timeline'].includes(String(name)))
        return noting(held);
      if (typeof held !== 'function') return held;
      return (...words: unknown[]) => {
        if (!looks.has(String(name))) turned.push(String(name));
        const answer: unknown = held.apply(target, words);
        return ['meeting', 'chat', 'content'].includes(String(name)) ? noting(answer as object) : answer;
      };
    },
  });
}

function type(line: string): string {
  return turnKnob(noting(lab), line.replace('FOLDER', folder)).text;
}

function linesOf(start: string, ...endings: readonly string[]): readonly string[] {
  return endings.map((ending) => `${start} ${ending}`);
}

/** Each reads all its words; whatever follows is one too many. */
const whole = [
  ...['status', 'profile', 'users', 'meetings', 'queries', 'log 20', 'latency 50', 'drop sip.contoso.com'],
  ...['switch reset', 'timeline steps', 'timeline stop', 'timeline FOLDER/none.json'],
  ...['federation contoso.com partnerDiscovery on', 'federation contoso.com blocked tailspintoys.com'],
  'challenge tailspintoys.com on',
  ...linesOf(
    'fault sip.contoso.com',
    'none',
    'certificate expired',
    'staple revoked',
    'newestTls TLSv1',
    'silent tcp',
    'silent method INVITE',
    'refuseConnections on',
    'backup off',
    'closeAfterBytes 100',
    'answerLatencyMs 500',
    'malformed sip-answer',
    'malice hijack',
    'auth signature corrupt',
    'auth endless401',
    'auth clockSkewSeconds 600',
  ),
  ...linesOf(
    'fault meet.contoso.com web',
    'answer ticket unavailable',
    'answer ticket soap-fault wsse:InvalidSecurity',
    'ticket expired',
    'clock -10',
    'certificate short',
    'autodiscover no-links',
    'mex no-ports',
  ),
  ...linesOf('web contoso.com', 'schemes NTLM,Basic', 'certificateHours 8', 'ticketMinutes 60'),
  ...linesOf(
    'settings contoso.com',
    'none',
    'write FOLDER/settings.xml',
    'file FOLDER/none.xml',
    'damage one-group',
    'kept off',
  ),
  ...linesOf(
    'dialplan contoso.com',
    'none',
    'write FOLDER/plan.xml',
    'file FOLDER/none.xml',
    'damage print',
    'late 3000',
  ),
  ...['directory contoso.com extra 10', 'directory contoso.com photos off'],
  ...linesOf('exchange contoso.com', 'schemes NTLM', 'version Exchange2013', 'redirect none'),
  ...['waiting karen@contoso.com 2 5 presence', 'generation contoso.com lync-2010', 'account karen@contoso.com off'],
  ...['withdraw karen@contoso.com', 'signout karen@contoso.com deactivated', 'manner anu@contoso.com echo'],
  ...linesOf('dns _sip._tls.contoso.com SRV', 'nxdomain', 'records', 'delay 400', 'malice name-loop'),
  ...['elsewhere karen@contoso.com 3500 9500', 'elsewhere karen@contoso.com gone none'],
  'storm contoso.com 100 0 4000',
  ...['contacts karen@contoso.com exchange', 'contacts file FOLDER/none.json'],
  ...linesOf('xmpp tailspintoys.com', 'adatum.com none', 'adatum.com TlsNegotiation Required'),
  'xmpp garth@tailspintoys.com off',
  ...linesOf(
    'call',
    'list',
    'from holly@contoso.com karen@contoso.com dtls',
    'cancel ID elsewhere',
    'hangup ID',
    'hold ID on',
  ),
  ...linesOf('call', 'video ID', 'digits ID 12#', 'rebind ID', 'transfer ID echo@contoso.com'),
  ...['phone holly@contoso.com busy', 'media none', 'media of echo@contoso.com none'],
  ...linesOf('relay contoso.com', 'on', 'silent', 'off'),
  ...linesOf('mixer contoso.com', 'full', 'refuses', 'drops sound', 'malice rtcp-flood', 'none'),
  ...linesOf(
    'chat 2Z92HZZZ',
    'members',
    'type garth@tailspintoys.com',
    'hostile garth@tailspintoys.com script',
    'accept 200',
  ),
  ...linesOf(
    'chat 2Z92HZZZ',
    'fail garth@tailspintoys.com 480',
    'remove garth@tailspintoys.com',
    'reports all',
    'reportby MESSAGE',
  ),
  ...linesOf(
    'content 2Z92HZZZ',
    'items',
    'viewers',
    'strokes 5',
    'token swapped',
    'edge silent',
    'pages cut',
    'slow 5',
    'answers never',
  ),
  ...linesOf('content 2Z92HZZZ', 'expire 5', 'draw off', 'malformed deep', 'lost', 'moved'),
  ...linesOf(
    'meeting 2Z92HZZZ',
    'people',
    'facts',
    'policy locked',
    'admit a@b.invalid',
    'deny a@b.invalid',
    'end',
    'open off',
    'lobby on',
  ),
  ...linesOf(
    'meeting 2Z92HZZZ',
    'remove garth@tailspintoys.com',
    'role garth@tailspintoys.com presenter',
    'wait 5',
    'grace 5',
    'seats 3',
  ),
  ...linesOf(
    'meeting 2Z92HZZZ',
    'add 5',
    'gather 5 1',
    'leave 5',
    'waiting 3',
    'play 12',
    'play off',
    'part chat down',
    'skip',
  ),
  ...linesOf(
    'meeting 2Z92HZZZ',
    'fault off',
    'fault silent addUser',
    'fault refuse serverBusy addUser',
    'fault roster cut',
  ),
  ...linesOf(
    'factory contoso.com',
    'parts chat',
    'most 3',
    'phones off',
    'refuse serverBusy addConference',
    'fault silent addConference',
  ),
  'factory contoso.com none',
];

/** These take every word there is. */
const takesAll = ['mailboxes', 'schemes', 'write', 'presence', 'introduce', 'delegates'];

describe('a word too many', () => {
  it.each(whole)('is refused behind "%s", and nothing is done', (line) => {
    const files = readdirSync(folder);
    expect(type(`${line} toomuch`)).toContain('"toomuch" is too much.\nUsage: ');
    expect(turned).toEqual([]);
    expect(readdirSync(folder)).toEqual(files);
    // The line itself is one that the knob reads to its end.
    expect(type(line)).not.toContain('is too much');
  });

  it('is looked for behind every knob', () => {
    const knobs = [...help().matchAll(/^ {2}(\w+)/gm)].map(([, name = '']) => name);
    const seen = new Set([...whole.map((line) => line.split(' ')[0]), ...takesAll, 'quit']);
    expect(knobs.filter((name) => !seen.has(name))).toEqual([]);
    expect(knobs.length).toBeGreaterThan(40);
  });

  it('is none where all words belong to it', () => {
    for (const line of [
      'presence jeremy@contoso.com 6500 In a call',
      'introduce karen@contoso.com garth@tailspintoys.com Garth Fort',
      'delegates karen@contoso.com vadim@contoso.com jeremy@contoso.com',
      'schemes contoso.com TLS-DSK NTLM',
      'chat 2Z92HZZZ say garth@tailspintoys.com Hello to all',
      'content 2Z92HZZZ slides 2 The whole plan',
      'fault sip.contoso.com answer INVITE 503 Busy as ever',
      'settings contoso.com set meetingPolicy BrandNew two words',
      'media loss 5 jitter 30',
      'dns sip.contoso.com A answer 127.0.0.1 127.0.0.2',
    ]) {
      expect(type(line)).not.toContain('Usage: ');
    }
  });

  it.each([
    ['storm contoso.com 100 5 4000', '"4000" is too much.'],
    ['fault meet.contoso.com web answer ticket unavailable wsse:InvalidSecurity', 'is too much.'],
    ['fault sip.contoso.com auth endless401 60', '"60" is too much.'],
    ['dns a.b SRV answer sip.contoso.com:443:1:2:3', '"3" is too much.'],
    ['dns a.b NAPTR answer SIPS+D2T:a.b:1:2:3', '"3" is too much.'],
    ['account karen@contoso.com off on twice', '"on twice" is too much.'],
    [`write garth@tailspintoys.com karen@contoso.com ${'long '.repeat(200)}`, 'at most 1000 characters'],
  ])('%s', (line, sentence) => {
    expect(type(line)).toContain(sentence);
    expect(turned).toEqual([]);
  });
});

describe('what cannot be done is not told as done:', () => {
  it.each([
    ['meeting L0BBY7TS admit karen@contoso.com', 'karen@contoso.com is not in the lobby.'],
    ['meeting 2Z92HZZZ deny garth@tailspintoys.com', 'garth@tailspintoys.com is not in the lobby.'],
    ['meeting 2Z92HZZZ remove karen@contoso.com', 'karen@contoso.com is not in the meeting.'],
    ['meeting 2Z92HZZZ role nobody presenter', '"nobody" is no address.'],
    ['meeting 2Z92HZZZ add 1001', 'at most 1000'],
    ['meeting 2Z92HZZZ gather 1001 5', 'at most 1000'],
    ['chat 2Z92HZZZ fail WHO 480', '"WHO" is no address.'],
    ['chat 2Z92HZZZ fail garth@tailspintoys.com 48', 'no status'],
    ['chat 2Z92HZZZ fail garth@tailspintoys.com 200', 'no status'],
    ['chat 2Z92HZZZ say garth@tailspintoys.com', 'Name who writes, and what.'],
    ['exchange contoso.com redirect nonsense', '"nonsense" is no address.'],
    ['exchange contoso.com redirect http://mail.contoso.com/', 'is no address.'],
    ['delegates karen@contoso.com none', '"none" is no address.'],
    ['federation contoso.com blocked off', '"off" is no domain.'],
    ['dns a.b A answer ::1', '"::1" is no address for A.'],
    ['dns a.b AAAA answer nonsense', '"nonsense" is no address for AAAA.'],
    ['dns a.b SRV answer sip.contoso.com:65536', 'at most 65535'],
    ['write anu@contoso.com karen@contoso.com Lunch?', 'Nobody is signed in as karen@contoso.com'],
    ['signout karen@contoso.com deactivated', 'Nobody is signed in as karen@contoso.com'],
    ['waiting karen@contoso.com 2 5 notify', 'Nobody is signed in as karen@contoso.com'],
    ['switch partner-domain-discovery on', 'not only "on"'],
  ])('%s', (line, sentence) => {
    expect(type(line)).toContain(sentence);
    expect(turned).toEqual([]);
  });

  it('nobody leaves who had not come, and people are named with or without the scheme', () => {
    type('meeting 2Z92HZZZ add 2');
    expect(type('meeting 2Z92HZZZ leave 50')).toBe('2Z92HZZZ: 2 simulated people left.');
    type('meeting 2Z92HZZZ waiting 2');
    const states = () =>
      lab
        .meeting('2Z92HZZZ')
        .seats()
        .slice(-2)
        .map(({ state }) => state);
    expect(states()).toEqual(['on-hold', 'on-hold']);
    type('meeting 2Z92HZZZ admit waiting-3@anonymous.invalid');
    type('meeting 2Z92HZZZ admit sip:waiting-4@anonymous.invalid');
    expect(states()).toEqual(['connected', 'connected']);
    expect(type('meeting 2Z92HZZZ admit waiting-3@anonymous.invalid')).toContain('is not in the lobby');
  });

  it('an MCU comes back only to a meeting that had it', () => {
    expect(type('meeting 2Z92HZZZ part chat down')).toBe('2Z92HZZZ: chat down.');
    expect(type('meeting 2Z92HZZZ part chat up')).toBe('2Z92HZZZ: chat up.');
    expect(type('meeting 2Z92HZZZ part applicationsharing up')).toContain('never had applicationsharing');
    expect(lab.meeting('2Z92HZZZ').now().parts).toEqual(['chat', 'meeting']);
  });
});
