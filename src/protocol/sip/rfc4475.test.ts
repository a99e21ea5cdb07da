import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { TortureMessage } from '../../../test/fixtures/rfc4475/build.ts';
import { tortureMessages } from '../../../test/fixtures/rfc4475/messages.ts';
import { binaryPart } from '../../../test/fixtures/rfc4475/valid.ts';
import { readAuthValue } from './auth-header.ts';
import { readCSeq } from './checks.ts';
import { readContentType } from './content-type.ts';
import { headerOf, headersOf, type SipMessage, type SipRequest, type SipResponse } from './message.ts';
import { readMultipart } from './mime.ts';
import { type NameAddr, readNameAddr, readNameAddrs } from './name-addr.ts';
import { readMessage } from './read.ts';
import { readUri, type SipUri } from './uri.ts';
import { readVias } from './via.ts';

/** What Offhook does, in the words of docs/protocol/rfc4475.md. */
function verdictOf(message: TortureMessage): string {
  const read = readMessage(message.bytes);
  if (read.ok) return 'accepts';
  return read.answerable ? `answers ${read.status}` : 'drops';
}

const ALLOWED = {
  accept: ['accepts'],
  refuse: ['answers 400', 'answers 505', 'drops'],
  either: ['accepts', 'answers 400'],
} as const;

describe('RFC 4475, all messages', () => {
  it('has every message of the RFC once', () => {
    expect(new Set(tortureMessages.map((message) => message.name)).size).toBe(49);
  });

  it.each(tortureMessages.map((message) => [message.name, message] as const))(
    '%s is handled as the RFC asks',
    (_, message) => {
      expect(ALLOWED[message.asks]).toContain(verdictOf(message));
    },
  );

  it('is told in docs/protocol/rfc4475.md as it is', () => {
    const page = readFileSync(new URL('../../../docs/protocol/rfc4475.md', import.meta.url), 'utf8');
    const rows = page.split('\n').filter((line) => /^\| 3\./.test(line));
    const told = rows.map((row) =>
      row
        .split('|')
        .slice(1, 6)
        .map((cell) => cell.trim())
        .join(' · '),
    );
    const found = tortureMessages.map((message) =>
      [message.section, message.name, message.tries, message.asks, verdictOf(message)].join(' · '),
    );
    expect(told).toEqual(found);
  });
});

function accepted(name: string): SipMessage {
  const bytes = tortureMessages.find((message) => message.name === name)?.bytes ?? new Uint8Array(0);
  const read = readMessage(bytes);
  if (!read.ok) throw new Error(`${name}: ${read.problem}`);
  return read.message;
}

function request(name: string): SipRequest {
  const message = accepted(name);
  if (message.kind !== 'request') throw new Error(`${name} is no request`);
  return message;
}

function response(name: string): SipResponse {
  const message = accepted(name);
  if (message.kind !== 'response') throw new Error(`${name} is no response`);
  return message;
}

const address = (message: SipMessage, key: string): NameAddr | undefined => readNameAddr(headerOf(message, key) ?? '');
const contacts = (message: SipMessage): NameAddr[] =>
  headersOf(message, 'contact').flatMap((value) => readNameAddrs(value) ?? []);
const vias = (message: SipMessage) => headersOf(message, 'via').flatMap((value) => readVias(value) ?? []);
const user = (named: NameAddr | undefined): string | undefined => sipUri(named).user;

function sipUri(named: NameAddr | undefined): SipUri {
  if (named?.uri.kind !== 'sip') throw new Error('no SIP URI');
  return named.uri;
}

describe('RFC 4475, fields of the messages that are understood', () => {
  it('wsinv', () => {
    const message = request('wsinv');
    expect(message.uri).toBe('sip:vivekg@chair-dnrc.example.com;unknownparam');
    expect(address(message, 'to')?.params.get('tag')).toBe('1918181833n');
    expect(address(message, 'from')).toMatchObject({ name: 'J Rosenberg \\"' });
    expect(address(message, 'from')?.params.get('tag')).toBe('98asjd8');
    expect(readCSeq(headerOf(message, 'cseq') ?? '')).toEqual({ number: 9, method: 'INVITE' });
    expect(headerOf(message, 'call-id')).toBe('wsinv.ndaksdj@192.0.2.1');
    expect(headerOf(message, 'subject')).toBe('');
    expect(headerOf(message, 'newfangledheader')).toBe('newfangled value continued newfangled value');
    expect(headerOf(message, 'unknownheaderwithunusualvalue')).toBe(';;,,;;,;');
    expect(vias(message).map((via) => [via.transport, via.host, via.params.get('branch')])).toEqual([
      ['UDP', '192.0.2.2', '390skdjuw'],
      ['TCP', 'spindle.example.com', 'z9hG4bK9ikj8'],
      ['UDP', '192.168.255.111', 'z9hG4bK30239'],
    ]);
    expect(contacts(message)[0]?.name).toBe('Quoted string ""');
    expect([...(contacts(message)[0]?.params ?? [])]).toEqual([
      ['newparam', 'newvalue'],
      ['secondparam', ''],
      ['q', '0.33'],
    ]);
    expect(message.body.length).toBe(150);
  });

  it('intmeth', () => {
    const message = request('intmeth');
    expect(message.method).toBe("!interesting-Method0123456789_*+`.%indeed'~");
    expect(readUri(message.uri)).toMatchObject({
      user: "1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*",
      password: "&it+has=1,weird!*pas$wo~d_too.(doesn't-it)",
      host: 'example.com',
    });
    expect(address(message, 'to')?.name).toBe('BEL:\x07 NUL:\x00 DEL:\x7f');
    expect(address(message, 'from')?.name).toBe("token1~` token2'+_ token3*%!.-");
    expect(address(message, 'from')?.params.get("fromparam''~+*_!.-%")).toBe('работающий');
    expect(address(message, 'from')?.params.get('tag')).toBe("_token~1'+`*%!-.");
    expect(headerOf(message, 'call-id')).toBe('intmeth.word%ZK-!.*_+\'@word`~)(><:\\/"][?}{');
    expect(headerOf(message, "extensionheader-!.%*+_`'~")).toBe('\ufeff大停電');
  });

  it('esc01', () => {
    const message = request('esc01');
    expect(readUri(message.uri)).toMatchObject({ user: 'sips:user@example.com' });
    expect(user(address(message, 'to'))).toBe('user');
    expect(user(address(message, 'from'))).toBe('I have spaces');
    expect(user(contacts(message)[0])).toBe('caller');
    expect([...sipUri(contacts(message)[0]).params]).toEqual([
      ['lr', ''],
      ['name', 'value%41'],
    ]);
  });

  it('escnull', () => {
    const message = request('escnull');
    expect(user(address(message, 'to'))).toBe('null-\0-null');
    expect(contacts(message).map(user)).toEqual(['\0', '\0\0']);
  });

  it('esc02', () => {
    const message = request('esc02');
    expect(message.method).toBe('RE%47IST%45R');
    expect(address(message, 'to')?.name).toBe('%Z%45');
    expect(contacts(message).map(user)).toEqual(['alias1', 'alias3']);
  });

  it('lwsdisp', () => {
    expect(address(request('lwsdisp'), 'from')).toMatchObject({
      name: 'caller',
      uri: { wire: 'sip:caller@example.com' },
    });
  });

  it('longreq', () => {
    const message = request('longreq');
    expect(vias(message)).toHaveLength(34);
    expect(vias(message)[33]?.params.get('received')).toBe('192.0.2.5');
    expect(address(message, 'to')?.uri).toMatchObject({ port: 6000 });
    expect(address(message, 'from')?.params.get('tag')).toHaveLength(155);
    expect(message.body.length).toBe(150);
  });

  it('dblreq', () => {
    const message = request('dblreq');
    expect([message.method, message.body.length]).toEqual(['REGISTER', 0]);
    expect(headersOf(message, 'call-id')).toEqual(['dblreq.0ha0isndaksdj99sdfafnl3lk233412']);
  });

  it('semiuri', () => {
    expect(readUri(request('semiuri').uri)).toMatchObject({ user: 'user;par=u@example.net', host: 'example.com' });
  });

  it('transports', () => {
    const transports = vias(request('transports')).map((via) => via.transport);
    expect(transports).toEqual(['UDP', 'SCTP', 'TLS', 'UNKNOWN', 'TCP']);
  });

  it('mpart01', () => {
    const message = request('mpart01');
    const type = readContentType(headerOf(message, 'content-type') ?? '');
    const parts = type && readMultipart(type, message.body);
    expect(parts?.map((part) => part.contentType.type)).toEqual(['text/plain', 'application/octet-stream']);
    expect(parts?.[1]?.body).toEqual(binaryPart);
  });

  it('unreason and noreason', () => {
    expect(response('unreason')).toMatchObject({
      status: 200,
      reason: '= 2**3 * 5**2 но сто девяносто девять - простое',
    });
    expect(response('noreason')).toMatchObject({ status: 100, reason: '' });
  });

  it('badbranch', () => {
    expect(vias(request('badbranch'))[0]?.params.get('branch')).toBe('z9hG4bK');
  });

  it('baddate, badaspec, baddn: what is tolerated is understood', () => {
    expect(headerOf(request('baddate'), 'date')).toBe('Fri, 01 Jan 2010 16:00:00 EST');
    expect(address(request('badaspec'), 'to')?.uri.wire).toBe('sip:t.watson@example.org');
    expect(address(request('baddn'), 'from')).toMatchObject({ name: 'Bell, Alexander' });
  });

  it('unkscm, novelsc, unksm2: other schemes', () => {
    expect(readUri(request('unkscm').uri)).toMatchObject({ kind: 'other', scheme: 'nobodyknowsthisscheme' });
    expect(readUri(request('novelsc').uri)).toMatchObject({ kind: 'other', scheme: 'soap.beep' });
    expect(address(request('unksm2'), 'to')?.uri.wire).toBe('isbn:2983792873');
    expect(address(request('unksm2'), 'from')?.uri.wire).toBe('http://www.example.com');
    expect(contacts(request('unksm2'))[0]?.uri.wire).toBe('name:John_Smith');
  });

  it('bext01, invut, regaut01, sdp01: what the layer above needs is there', () => {
    expect(headerOf(request('bext01'), 'require')).toBe('nothingSupportsThis, nothingSupportsThisEither');
    expect(readContentType(headerOf(request('invut'), 'content-type') ?? '')?.type).toBe('application/unknownformat');
    const credentials = readAuthValue(headerOf(request('regaut01'), 'authorization') ?? '');
    expect(credentials).toEqual({ scheme: 'NoOneKnowsThisScheme', params: new Map([['opaque-data', 'here']]) });
    expect(headerOf(request('sdp01'), 'accept')).toBe('text/nobodyKnowsThis');
  });

  it('bcast and zeromf', () => {
    expect(vias(response('bcast')).map((via) => via.host)).toEqual(['192.0.2.198', '255.255.255.255']);
    expect(headerOf(request('zeromf'), 'max-forwards')).toBe('0');
  });

  it('cparam01, cparam02, regescrt: brackets decide whose parameter it is', () => {
    const [outside] = contacts(request('cparam01'));
    const [inside] = contacts(request('cparam02'));
    expect([outside?.params.has('unknownparam'), sipUri(outside).params.size]).toEqual([true, 0]);
    expect([inside?.params.size, sipUri(inside).params.has('unknownparam')]).toEqual([0, true]);
    expect(sipUri(contacts(request('regescrt'))[0]).headers).toBe('Route=%3Csip:sip.example.com%3E');
  });

  it('inv2543', () => {
    const message = request('inv2543');
    expect(address(message, 'from')?.params.has('tag')).toBe(false);
    expect(vias(message)[0]?.params.has('branch')).toBe(false);
    expect(message.body.length).toBeGreaterThan(100);
  });
});

describe('RFC 4475, refusals', () => {
  it('badvers is told apart, so that it is answered 505', () => {
    const read = readMessage(tortureMessages.find((message) => message.name === 'badvers')?.bytes ?? new Uint8Array(0));
    expect(read).toMatchObject({ ok: false, status: 505, answerable: true });
  });

  it('keeps the headers an answer needs', () => {
    const read = readMessage(
      tortureMessages.find((message) => message.name === 'mismatch01')?.bytes ?? new Uint8Array(0),
    );
    const keys = read.ok ? [] : read.headers.map((header) => header.key);
    expect(keys).toEqual(expect.arrayContaining(['via', 'from', 'to', 'call-id', 'cseq']));
  });
});
