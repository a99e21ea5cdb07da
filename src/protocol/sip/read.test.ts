import { describe, expect, it } from 'vitest';
import { joinBytes } from '../../../test/fixtures/rfc4475/build.ts';
import { accept, acceptRequest } from '../../../test/fixtures/sip/accept.ts';
import { requestBytes, responseBytes, type Variant } from '../../../test/fixtures/sip/compose.ts';
import { headerOf, headersOf } from './message.ts';
import { readMessage } from './read.ts';
import { decodeUtf8 } from './text.ts';

function problemOf(bytes: Uint8Array): string | undefined {
  const read = readMessage(bytes);
  return read.ok ? undefined : read.problem;
}

/** A message with one line of the usual head replaced or taken out. */
function changed(pattern: RegExp, replacement: string): Uint8Array {
  const text = decodeUtf8(requestBytes('INVITE', ['Max-Forwards: 70', 'Content-Type: text/plain'], { body: 'hei' }));
  const result = text.replace(pattern, replacement);
  expect(result).not.toBe(text);
  return joinBytes(result);
}

describe('what is read', () => {
  it('gives head and body byte exact, without leading empty lines', () => {
    const bytes = requestBytes('MESSAGE', [], { body: 'blå' });
    const message = accept(joinBytes('\r\n\r\n', bytes));
    expect(joinBytes(message.head, message.body)).toEqual(bytes);
  });

  it('keeps names as sent and looks them up by key', () => {
    const message = acceptRequest('INFO', ['X-Odd_Name!: 1']);
    expect(message.headers.find((header) => header.key === 'x-odd_name!')?.name).toBe('X-Odd_Name!');
  });

  it('unfolds with one blank, whatever stood there', () => {
    expect(headerOf(acceptRequest('INFO', ['Subject:  a  \r\n\t  b\r\n \r\n c  ']), 'subject')).toBe('a b  c');
  });

  it('takes the rest as body when there is no Content-Length', () => {
    const text = decodeUtf8(requestBytes('MESSAGE', [], { body: 'all of it' })).replace(/Content-Length: \d+\r\n/, '');
    expect(decodeUtf8(accept(joinBytes(text)).body)).toBe('all of it');
  });

  it('says what it tolerated', () => {
    const trailing = readMessage(joinBytes(requestBytes('INFO'), 'xyz'));
    expect(trailing).toMatchObject({ ok: true, problems: ['bytes after the body dropped'] });
    const latin1 = joinBytes(decodeUtf8(requestBytes('INFO', ['Subject: X'])).replace('Subject: X', 'Subject: \u0001'));
    latin1[latin1.indexOf(1)] = 0xfc;
    const read = readMessage(latin1);
    expect(read).toMatchObject({ ok: true, problems: ['headers are not UTF-8'] });
    expect(read.ok && headerOf(read.message, 'subject')).toBe('ü');
  });

  it('does not take a real replacement character for damage', () => {
    expect(readMessage(requestBytes('INFO', ['Subject: \uFFFD']))).toMatchObject({ ok: true, problems: [] });
  });
});

describe('what is refused', () => {
  it.each([
    ['no empty line after the headers', /\r\n\r\nhei/, '\r\n'],
    ['no empty line after the headers', /[\s\S]+/, ''],
    ['bad request line', /^INVITE/, 'IN VITE'],
    ['bad request line', /^INVITE /, '"INVITE" '],
    ['bad request-uri', /sip:10.0.0.5/, '10.0.0.5'],
    ['bad request-uri', /sip:10.0.0.5/, 'sip:10.0.0.5%'.replace('%', '<')],
    ['unsupported SIP version', /SIP\/2\.0\r\n/, 'SIP/3.0\r\n'],
    ['bad header name', /Max-Forwards:/, 'Max Forwards:'],
    ['bad header name', /Max-Forwards:/, ':'],
    ['header line without a colon', /Max-Forwards: 70/, 'Max-Forwards'],
    ['bare CR or LF', /Max-Forwards: 70/, 'Max-Forwards: 70\nX: y'],
    ['bare CR or LF', /Max-Forwards: 70/, 'Max-Forwards: 70\rX: y'],
    ['no from', /From:.*\r\n/, ''],
    ['no from', /From:.*\r\n/, 'From:\r\n'],
    ['no to', /To:.*\r\n/, ''],
    ['no call-id', /Call-ID:.*\r\n/, ''],
    ['no cseq', /CSeq:.*\r\n/, ''],
    ['no via', /Via:.*\r\n/, ''],
    ['more than one from', /From:/, 'f: <sip:x@y>\r\nFrom:'],
    ['more than one content-type', /Content-Type:/, 'c: text/html\r\nContent-Type:'],
    ['more than one content-length', /Content-Length:/, 'l: 3\r\nContent-Length:'],
    ['more than one event', /Max-Forwards/, 'Event: a\r\no: b\r\nMax-Forwards'],
    ['bad cseq', /CSeq: 1 /, 'CSeq: -1 '],
    ['bad cseq', /CSeq: 1 /, 'CSeq: 2147483648 '],
    ['bad cseq', /CSeq: 1 INVITE/, 'CSeq: 1'],
    ['cseq method differs', /CSeq: 1 INVITE/, 'CSeq: 1 invite'],
    ['bad max-forwards', /Max-Forwards: 70/, 'Max-Forwards: 256'],
    ['bad max-forwards', /Max-Forwards: 70/, 'Max-Forwards: many'],
    ['bad content-length', /Content-Length: 3/, 'Content-Length: 3;x'],
    ['bad content-length', /Content-Length: 3/, 'Content-Length: 0x3'],
    ['bad content-length', /Content-Length: 3/, 'Content-Length:'],
    ['body shorter than content-length', /Content-Length: 3/, 'Content-Length: 4'],
    ['unreadable via', /Via: SIP\/2\.0\/TLS/, 'Via: SIP/2.0'],
    ['unreadable from', /From: "Karen Berg"/, 'From: "Karen Berg'],
    ['unreadable to', /To: </, 'To: <<'],
    ['unreadable contact', /Max-Forwards/, 'Contact: <sip:a@b\r\nMax-Forwards'],
    ['unreadable record-route', /Max-Forwards/, 'Record-Route: <>\r\nMax-Forwards'],
  ])('%s: %s -> %j', (problem, pattern, replacement) => {
    expect(problemOf(changed(pattern, replacement))).toBe(problem);
  });

  it.each(['SIP/2.0 99 Low', 'SIP/2.0 700 High', 'SIP/2.0 2000 Long', 'SIP/2.0 20x Odd', 'SIP/2.0', 'SIP/2.1 200 OK'])(
    '%s',
    (line) => {
      const bytes = joinBytes(decodeUtf8(responseBytes('200 OK', 'INVITE')).replace('SIP/2.0 200 OK', line));
      expect(problemOf(bytes)).toMatch(/^(bad status (line|code)|unsupported SIP version)$/);
    },
  );

  it('counts headers and their length', () => {
    expect(problemOf(requestBytes('INFO', Array<string>(260).fill('X: y')))).toBe('too many headers');
    expect(problemOf(requestBytes('INFO', [`X: ${'y'.repeat(33_000)}`]))).toBe('header too long');
    expect(problemOf(requestBytes('INFO', Array<string>(3).fill(`X: ${'y'.repeat(30_000)}`)))).toBe('headers too long');
  });
});

describe('whether an answer is possible', () => {
  function answerable(method: string, variant: Variant, headers: string[] = []): boolean {
    const read = readMessage(requestBytes(method, headers, variant));
    return !read.ok && read.answerable;
  }

  it('is, for a damaged request with all it takes', () => {
    expect(answerable('INVITE', { uri: 'nonsense' })).toBe(true);
    expect(answerable('INVITE', {}, ['Max-Forwards: x'])).toBe(true);
  });

  it('is not, for ACK, for a response, without a mandatory header', () => {
    expect(answerable('ACK', { uri: 'nonsense' })).toBe(false);
    expect(answerable('INVITE', { from: 'X: y' })).toBe(false);
    expect(readMessage(responseBytes('2000 OK', 'INVITE'))).toMatchObject({ ok: false, answerable: false });
  });

  it('gives the headers to copy', () => {
    const read = readMessage(requestBytes('INVITE', [], { uri: 'nonsense' }));
    expect(read.ok ? [] : read.headers.map((header) => header.key)).toEqual([
      'via',
      'from',
      'to',
      'call-id',
      'cseq',
      'content-length',
    ]);
  });

  it('says nothing of the values in the problem', () => {
    const read = readMessage(
      requestBytes('INVITE', ['Authorization: Digest response="secret"'], { uri: 'sip:secret secret' }),
    );
    expect(read.ok ? '' : read.problem).not.toContain('secret');
  });
});

it('gives all values of a repeated header in order', () => {
  expect(headersOf(acceptRequest('INFO', ['k: a', 'X: y', 'Supported: b, c']), 'supported')).toEqual(['a', 'b, c']);
});
