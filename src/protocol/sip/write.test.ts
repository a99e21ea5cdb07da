import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinBytes } from '../../../test/fixtures/rfc4475/build.ts';
import { createFramer } from './framer.ts';
import { readMessage } from './read.ts';
import { decodeUtf8 } from './text.ts';
import { type HeaderPair, headerLine, writeRequest, writeResponse } from './write.ts';

const basics: HeaderPair[] = [
  ['Via', 'SIP/2.0/TLS 192.168.1.200:52952'],
  ['From', '"Karen Berg" <sip:karen@contoso.com>;tag=1;epid=2'],
  ['To', '<sip:garth@tailspintoys.com>'],
  ['Call-ID', 'abc'],
];

describe('messages', () => {
  it('writes a request, its length in bytes', () => {
    const bytes = writeRequest({
      method: 'MESSAGE',
      uri: 'sip:a@b',
      headers: [['CSeq', '1 MESSAGE']],
      body: 'blåbær 🫐',
    });
    expect(decodeUtf8(bytes)).toBe('MESSAGE sip:a@b SIP/2.0\r\nCSeq: 1 MESSAGE\r\nContent-Length: 13\r\n\r\nblåbær 🫐');
  });

  it('writes a response without body', () => {
    expect(decodeUtf8(writeResponse({ status: 200, reason: 'OK', headers: [] }))).toBe(
      'SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n',
    );
  });

  it('writes bytes of a body unchanged', () => {
    const body = Uint8Array.of(0, 255, 13, 10, 13, 10);
    expect(writeResponse({ status: 200, reason: '', headers: [], body }).slice(-6)).toEqual(body);
  });
});

describe('what must never reach the wire', () => {
  it.each(['a\r\nX: y', 'a\nb', 'a\rb', 'a\0b'])('refuses the value %j', (value) => {
    expect(() => headerLine('Subject', value)).toThrow(/line break or NUL in Subject/);
    expect(() => writeRequest({ method: 'INFO', uri: 'sip:a@b', headers: [['Subject', value]] })).toThrow();
    expect(() => writeResponse({ status: 200, reason: value, headers: [] })).toThrow();
  });

  it.each(['', 'a b', 'a:', 'a\r\n', 'å'])('refuses the header name %j', (name) => {
    expect(() => headerLine(name, 'x')).toThrow();
  });

  it.each(['', 'sip:a b', 'sip:a\r\nX: y', 'sip:a\tb'])('refuses the request-uri %j', (uri) => {
    expect(() => writeRequest({ method: 'INFO', uri, headers: [] })).toThrow();
  });

  it('refuses a method, a status and a length of its own making', () => {
    expect(() => writeRequest({ method: 'IN FO', uri: 'sip:a@b', headers: [] })).toThrow();
    for (const status of [99, 700, 200.5, Number.NaN])
      expect(() => writeResponse({ status, reason: 'x', headers: [] })).toThrow();
    for (const name of ['Content-Length', 'l'])
      expect(() => writeResponse({ status: 200, reason: 'x', headers: [[name, '0']] })).toThrow();
  });
});

describe('reading back', () => {
  const tokens = fc.stringMatching(/^[A-Za-z0-9!%*_+`'~.-]{1,20}$/);
  const values = fc
    .string({ unit: 'binary', maxLength: 80 })
    .map((text) => text.replace(/[\r\n\0]/g, '').replace(/^[ \t]+|[ \t]+$/g, ''));
  const extras = fc.array(
    fc.tuple(
      tokens.map((token) => `X-${token}`),
      values,
    ),
    { maxLength: 10 },
  );
  const bodies = fc.uint8Array({ maxLength: 200 });

  it('gives a request as it was written', () => {
    fc.assert(
      fc.property(tokens, extras, bodies, (method, headers, body) => {
        const all: HeaderPair[] = [...basics, ['CSeq', `7 ${method}`], ...headers];
        const read = readMessage(
          writeRequest({ method, uri: 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:x', headers: all, body }),
        );
        expect(read).toMatchObject({
          ok: true,
          problems: [],
          message: { method, uri: 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:x' },
        });
        const message = read.ok ? read.message : undefined;
        expect(message?.headers.map((header) => [header.name, header.value])).toEqual([
          ...all,
          ['Content-Length', `${body.length}`],
        ]);
        expect([...(message?.body ?? [])]).toEqual([...body]);
      }),
    );
  });

  it('gives a response as it was written, through the framer too', () => {
    const reasons = values.map((text) => text.trim());
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 699 }), reasons, extras, bodies, (...parts) => {
        const [status, reason, headers, body] = parts;
        const bytes = writeResponse({ status, reason, headers: [...basics, ['CSeq', '1 INVITE'], ...headers], body });
        const [event, ...others] = createFramer().push(joinBytes(bytes));
        expect(others).toEqual([]);
        const raw = event?.kind === 'message' ? event.raw : new Uint8Array(0);
        expect(readMessage(raw)).toMatchObject({ ok: true, problems: [], message: { status, reason } });
      }),
    );
  });
});
