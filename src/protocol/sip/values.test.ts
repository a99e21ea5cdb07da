/** Readers and writers of header values against each other. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAuthValues } from './auth-header.ts';
import { readContentType } from './content-type.ts';
import { readNameAddr, readNameAddrs } from './name-addr.ts';
import { readParams, splitList, splitOutside, unquote } from './params.ts';
import { readVia } from './via.ts';
import { escapeUser, quoteDisplayName, quoteText, writeNameAddr, writeParams } from './write-values.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 60 });
const oneLine = anyText.map((text) => text.replace(/[\r\n\0]/g, ''));

describe('quoted strings', () => {
  it('read back to what was written', () => {
    fc.assert(
      fc.property(oneLine, (text) => {
        expect(unquote(quoteText(text))).toBe(text);
      }),
    );
  });

  it('leaves text alone that is no quoted string', () => {
    for (const text of ['', '"', 'a', '"a', 'a"', '"a"b', '"a\\"']) expect(unquote(text)).toBe(text);
  });

  it('makes any text of a person safe, and keeps what is printable', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const quoted = quoteDisplayName(text);
        expect(quoted).not.toMatch(/[\r\n\0]/);
        expect(readNameAddr(`${quoted} <sip:a@b>;tag=1`)).toMatchObject({ uri: { wire: 'sip:a@b' } });
      }),
    );
    expect(quoteDisplayName(' A "B" C\r\nX-Inject: 1\t\u0085 ')).toBe('"A \\"B\\" C  X-Inject: 1"');
  });
});

describe('name-addr', () => {
  it('reads back to what was written', () => {
    const names = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.replace(/\p{C}|\s/gu, ' ').trim());
    const params = fc.uniqueArray(
      fc.tuple(fc.stringMatching(/^[a-z][a-z0-9.+-]{0,8}$/), fc.option(oneLine, { nil: undefined })),
      {
        selector: ([name]) => name,
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(names, params, (name, pairs) => {
        const read = readNameAddr(writeNameAddr({ name, uri: 'sip:k@c.com;gruu;opaque=user:epid:Ab', params: pairs }));
        expect(read?.name).toBe(name);
        expect(read?.uri.wire).toBe('sip:k@c.com;gruu;opaque=user:epid:Ab');
        expect([...(read?.params ?? [])]).toEqual(pairs.map(([key, value]) => [key, value ?? '']));
      }),
    );
  });

  it('writes what Microsoft servers expect', () => {
    const params = [
      ['proxy', 'replace'],
      ['+sip.instance', '<urn:uuid:CC4F4797-4760-58C5-8CAB-8AB72E4546BC>'],
      ['text', undefined],
    ] as const;
    expect(writeNameAddr({ name: '', uri: 'sip:k@c.com', params })).toBe(
      '<sip:k@c.com>;proxy=replace;+sip.instance="<urn:uuid:CC4F4797-4760-58C5-8CAB-8AB72E4546BC>";text',
    );
  });

  it.each(['', 'sip:a b', 'sip:a>b', 'sip:a\r\nX: y', 'sip:"a"'])('refuses to put %j into brackets', (uri) => {
    expect(() => writeNameAddr({ uri })).toThrow();
  });

  it.each([
    '',
    '"',
    '"Karen" sip:a@b',
    '"Karen"x<sip:a@b>',
    'Karen "B" <sip:a@b>',
    '<sip:a@b',
    '<sip:a@b> x',
    '<>',
    '<sip:>',
    'Karen',
    'sip:a@b?x=y',
    'sip:a@b, sip:c@d',
    '<sip:a@b>;x="',
    '<sip:a@b>;"x"=y',
  ])('refuses %j', (value) => {
    expect(readNameAddr(value)).toBeUndefined();
  });

  it('refuses a list with one bad entry', () => {
    expect(readNameAddrs('<sip:a@b>, <sip:c@d>')).toHaveLength(2);
    expect(readNameAddrs('<sip:a@b>, <>')).toBeUndefined();
    expect(readNameAddrs('<sip:a@b>, "')).toBeUndefined();
  });
});

describe('lists and parameters', () => {
  it('splits outside quotes and brackets', () => {
    expect(splitList(' "a,b" <sip:c,d@e> , f')).toEqual(['"a,b" <sip:c,d@e>', 'f']);
    expect(splitOutside('a;"b;\\";c";d', ';')).toEqual(['a', '"b;\\";c"', 'd']);
    expect(splitList('"open, b')).toBeUndefined();
    expect(splitList(','.repeat(300))).toBeUndefined();
  });

  it('joins back to what was split', () => {
    fc.assert(
      fc.property(oneLine, (text) => {
        const parts = splitOutside(text, ';');
        if (parts) expect(parts.join(';')).toBe(text);
      }),
    );
  });

  it('takes the first of two, skips empty ones, reads blanks around =', () => {
    expect([...(readParams(';; A = "x;y" ;a=2;flag;;b=c=d') ?? [])]).toEqual([
      ['a', 'x;y'],
      ['flag', ''],
      ['b', 'c=d'],
    ]);
    expect(readParams(';=x')).toBeUndefined();
  });

  it('refuses to write a name that is no token', () => {
    expect(() => writeParams([['a b', 'c']])).toThrow();
    expect(() => writeParams([['a', 'c\r\nX: y']])).toThrow(/line break/);
  });
});

describe('Via', () => {
  it.each([
    '',
    'SIP/2.0/TLS',
    'SIP/3.0/TLS h',
    'HTTP/2.0/TLS h',
    'SIP/2.0/TLS h:99999',
    'SIP/2.0/TLS h h',
    'SIP/2.0/TLS [::1',
    'SIP/2.0/TLS h;x="',
  ])('refuses %j', (value) => {
    expect(readVia(value)).toBeUndefined();
  });
});

describe('authorisation', () => {
  it('reads blanks around = as part of a parameter, not as a scheme', () => {
    const [value, ...rest] = readAuthValues('Digest realm   =  "a, b" , nonce="c\\"d"');
    expect(rest).toEqual([]);
    expect(Object.fromEntries(value?.params ?? [])).toEqual({ realm: 'a, b', nonce: 'c"d' });
  });

  it('reads schemes without parameters and with a lone token', () => {
    const values = readAuthValues('Negotiate, NTLM TlRMTVNTUAAB==, Basic realm="x"');
    expect(values.map((value) => [value.scheme, ...value.params])).toEqual([
      ['Negotiate'],
      ['NTLM', ['token68', 'TlRMTVNTUAAB==']],
      ['Basic', ['realm', 'x']],
    ]);
  });

  it('reads an Authentication-Info that names no scheme', () => {
    expect(readAuthValues('nextnonce="n", qop=auth')[0]).toEqual({
      scheme: '',
      params: new Map([
        ['nextnonce', 'n'],
        ['qop', 'auth'],
      ]),
    });
  });

  it('reads nothing out of an open quote or nothing', () => {
    expect(readAuthValues('Digest realm="x')).toEqual([]);
    expect(readAuthValues('')).toEqual([]);
    expect(readAuthValues(' , ')).toEqual([]);
  });
});

describe('Content-Type', () => {
  it('tolerates blanks, and drops damaged parameters only', () => {
    expect(readContentType(' Text / Plain ; charset = utf-8')).toEqual({
      type: 'text/plain',
      params: new Map([['charset', 'utf-8']]),
    });
    expect(readContentType('text/plain;x="')).toEqual({ type: 'text/plain', params: new Map() });
  });

  it.each(['', 'text', 'text/', '/plain', 'text plain'])('refuses %j', (value) => {
    expect(readContentType(value)).toBeUndefined();
  });
});

it('escapes a user so that no separator is left', () => {
  expect(escapeUser('a b@c:d"<>%\u00e5\ud800')).toBe('a%20b%40c%3Ad%22%3C%3E%25%C3%A5%EF%BF%BD');
});
