import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinBytes } from '../../../test/fixtures/rfc4475/build.ts';
import { readContentType } from './content-type.ts';
import { type MimePart, readMultipart } from './mime.ts';
import { decodeUtf8 } from './text.ts';

function parts(type: string, ...pieces: (string | Uint8Array)[]): MimePart[] | undefined {
  const read = readContentType(type);
  return read && readMultipart(read, joinBytes(...pieces));
}

const tell = (found: MimePart[] | undefined) => found?.map((part) => [part.contentType.type, decodeUtf8(part.body)]);

describe('the offers of a Lync call', () => {
  const body = [
    '------=_A\r\nContent-Type: application/sdp\r\nContent-ID: <1>\r\nContent-Disposition: session; handling=optional; ms-proxy-2007fallback\r\n\r\nv=0 old\r\n',
    '------=_A\r\nContent-Type: application/sdp\r\nContent-Disposition: session;\r\n handling=optional\r\n\r\nv=0 new\r\n',
    '------=_A--\r\n',
  ];

  it('gives both, with their disposition', () => {
    const found = parts('multipart/alternative;boundary="----=_A"', ...body);
    expect(tell(found)).toEqual([
      ['application/sdp', 'v=0 old'],
      ['application/sdp', 'v=0 new'],
    ]);
    expect(found?.map((part) => part.headers.get('content-disposition'))).toEqual([
      'session; handling=optional; ms-proxy-2007fallback',
      'session; handling=optional',
    ]);
  });
});

describe('loose forms', () => {
  it.each([
    ['a part without headers', '--b\r\n\r\nx\r\n--b--', [['text/plain', 'x']]],
    ['a part without body', '--b\r\nContent-Type: a/b\r\n--b--', [['a/b', '']]],
    ['an empty part', '--b\r\n\r\n\r\n--b--', [['text/plain', '']]],
    ['words before and after', 'pre\r\n--b\r\n\r\nx\r\n--b--\r\npost', [['text/plain', 'x']]],
    [
      'a missing end mark',
      '--b\r\n\r\nx\r\n--b\r\n\r\ny',
      [
        ['text/plain', 'x'],
        ['text/plain', 'y'],
      ],
    ],
    ['a mark inside a line', '--b\r\n\r\nx --b y\r\n--b--', [['text/plain', 'x --b y']]],
    ['blanks after a mark', '--b  \r\n\r\nx\r\n--b--', [['text/plain', 'x']]],
  ])('reads %s', (_, body, expected) => {
    expect(tell(parts('multipart/related;boundary=b', body))).toEqual(expected);
  });

  it.each([
    ['text/plain;boundary=b', '--b\r\n\r\nx\r\n--b--'],
    ['multipart/mixed', '--b\r\n\r\nx\r\n--b--'],
    ['multipart/mixed;boundary=b', ''],
    ['multipart/mixed;boundary=b', '--c\r\n\r\nx\r\n--c--'],
    ['multipart/mixed;boundary=b', '--b--'],
  ])('finds nothing in %s %j', (type, body) => {
    expect(parts(type, body)).toBeUndefined();
  });

  it('tells a boundary from a longer one, as nested parts have', () => {
    expect(tell(parts('multipart/mixed;boundary=b', '--b\r\n\r\n--b2\r\n\r\nx\r\n--b2--\r\n--b--'))).toEqual([
      ['text/plain', '--b2\r\n\r\nx\r\n--b2--'],
    ]);
  });

  it('is not fooled by a body made of dashes', () => {
    expect(tell(parts('multipart/mixed;boundary=-', '---\r\n\r\n', '-'.repeat(50_000), '\r\n-----'))).toEqual([
      ['text/plain', '-'.repeat(50_000)],
    ]);
  });

  it('stops at 64 parts', () => {
    expect(parts('multipart/mixed;boundary=b', '--b\r\n\r\nx\r\n'.repeat(100))).toHaveLength(64);
  });
});

it('keeps every byte of every part', () => {
  const bytes = fc.uint8Array({ maxLength: 60 });
  fc.assert(
    fc.property(fc.array(bytes, { minLength: 1, maxLength: 5 }), (bodies) => {
      // The boundary cannot occur by chance: it is longer than any body.
      const boundary = 'x'.repeat(70);
      const pieces = bodies.flatMap((body) => [`--${boundary}\r\nContent-Type: a/b\r\n\r\n`, body, '\r\n']);
      const found = parts(`multipart/mixed;boundary=${boundary}`, ...pieces, `--${boundary}--`);
      expect(found?.map((part) => [...part.body])).toEqual(bodies.map((body) => [...body]));
    }),
  );
});
