/** Headers and bodies of transfers and of provisional answers that cannot be lost. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReferTo, writeReferTo } from './refer.ts';
import { readRAck, readRSeq, writeRAck } from './reliable.ts';
import { readReplaces, writeReplaces } from './replaces.ts';
import { readSipfrag, writeSipfrag } from './sipfrag.ts';

const word = fc.stringMatching(/^[A-Za-z0-9.!%*_+`'~()<>:\\"/[\]?{}-]{1,20}$/);
const callIds = fc.oneof(
  word,
  fc.tuple(word, word).map(([a, b]) => `${a}@${b}`),
);
const tags = fc.stringMatching(/^[A-Za-z0-9.!%*_+`'~-]{1,20}$/);
const places = fc.record({ callId: callIds, toTag: tags, fromTag: tags, isEarlyOnly: fc.boolean() });
const anyText = fc.string({ unit: 'binary', maxLength: 80 });

describe('Replaces', () => {
  it('reads back to what was written', () => {
    fc.assert(
      fc.property(places, (place) => {
        expect(readReplaces(writeReplaces(place) ?? '')).toEqual(place);
      }),
    );
  });

  it('takes the order of parameters as it comes, and blanks', () => {
    expect(readReplaces('98732@a.example ; from-tag=r33th4x0r ;to-tag=ff87ff;early-only')).toEqual({
      callId: '98732@a.example',
      toTag: 'ff87ff',
      fromTag: 'r33th4x0r',
      isEarlyOnly: true,
    });
  });

  it.each([
    '',
    'abc',
    'abc;to-tag=1',
    'abc;from-tag=1',
    ';to-tag=1;from-tag=2',
    'a b;to-tag=1;from-tag=2',
    'a@b@c;to-tag=1;from-tag=2',
    'abc;to-tag="x y";from-tag=2',
    'abc;to-tag=1;from-tag=2\r\nX: 1',
    `${'a'.repeat(1100)};to-tag=1;from-tag=2`,
  ])('refuses %j', (value) => {
    expect(readReplaces(value)).toBeUndefined();
  });

  it('does not write what would not be one value', () => {
    const place = { callId: 'c', toTag: 't', fromTag: 'f', isEarlyOnly: false };
    for (const callId of ['', 'a b', 'a;b', 'a\r\nX: 1', 'a'.repeat(2000)])
      expect(writeReplaces({ ...place, callId })).toBeUndefined();
    expect(writeReplaces({ ...place, toTag: 'x;early-only' })).toBeUndefined();
  });
});

describe('Refer-To', () => {
  it('reads back to what was written, with the call to take over escaped in it', () => {
    fc.assert(
      fc.property(fc.option(places, { nil: undefined }), (replaces) => {
        const uri = 'sip:bob@contoso.com;opaque=app:voicemail';
        const value = writeReferTo({ uri, ...(replaces ? { replaces } : {}) }) ?? '';
        expect(value).toMatch(/^<[^<>"\s]+>$/);
        expect(readReferTo(value)).toEqual({ uri, name: '', ...(replaces ? { replaces } : {}) });
      }),
    );
  });

  it('reads numbers, names and what other clients write', () => {
    expect(readReferTo('<tel:+14255550100>')).toEqual({ uri: 'tel:+14255550100', name: '' });
    expect(readReferTo('"Bob" <sip:+1425@contoso.com;user=phone>')).toEqual({
      uri: 'sip:+1425@contoso.com;user=phone',
      name: 'Bob',
    });
    expect(
      readReferTo('<sip:d@c.com?REPLACES=090459243588173445%3Bto-tag%3D7743%3Bfrom-tag%3D6472&Require=replaces>'),
    ).toEqual({
      uri: 'sip:d@c.com',
      name: '',
      replaces: { callId: '090459243588173445', toTag: '7743', fromTag: '6472', isEarlyOnly: false },
    });
  });

  it('leaves out headers that would speak in our name', () => {
    const read = readReferTo('<sip:bob@contoso.com?From=sip%3Aceo%40contoso.com&Route=%3Csip%3Aevil%3E&body=x>');
    expect(read).toEqual({ uri: 'sip:bob@contoso.com', name: '' });
  });

  it.each([
    ['nothing', ''],
    ['two of them', '<sip:a@b>, <sip:c@d>'],
    ['another method', '<sip:a@b;method=BYE>'],
    ['a web page', '<https://contoso.com>'],
    ['a line break', '<sip:a@b>\r\nX-Inject: 1'],
    ['a blank that is none in ASCII', '<sip:a@b;\ufeff=x>'],
    ['a damaged escape', '<sip:a@b?Replaces=%ZZ>'],
    ['a Replaces that names nothing', '<sip:a@b?Replaces=abc>'],
    ['two Replaces', '<sip:a@b?Replaces=a%3Bto-tag%3D1%3Bfrom-tag%3D2&Replaces=a%3Bto-tag%3D1%3Bfrom-tag%3D2>'],
    ['a line break in its Replaces', '<sip:a@b?Replaces=a%0D%0AX%3A1%3Bto-tag%3D1%3Bfrom-tag%3D2>'],
    ['too many headers', `<sip:a@b?${'x=1&'.repeat(40)}y=2>`],
    ['too long a text', `<sip:${'a'.repeat(5000)}@b>`],
  ])('refuses %s', (_what, value) => {
    expect(readReferTo(value)).toBeUndefined();
  });

  it.each([
    '',
    'bob',
    'https://contoso.com',
    'sip:a@b>;x=<y',
    'sip:a@b\r\nX: 1',
    'sip:a@b?Replaces=x',
    `sip:${'a'.repeat(5000)}@b`,
  ])('does not write %j', (uri) => {
    expect(writeReferTo({ uri })).toBeUndefined();
  });

  it('is a problem or an address that can be called, whatever comes', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const read = readReferTo(text);
        if (read) expect(read.uri).not.toMatch(/[\s<>"]/);
      }),
    );
  });
});

describe('a piece of an answer', () => {
  it('reads back to what was written', () => {
    const reasons = fc.stringMatching(/^[ -~]{0,60}$/).map((text) => text.trim());
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 699 }), reasons, (status, reason) => {
        expect(readSipfrag(writeSipfrag({ status, reason }))).toEqual({ status, reason });
      }),
    );
  });

  it('reads what other clients send, and nothing else', () => {
    expect(readSipfrag('SIP/2.0 100 Trying')).toEqual({ status: 100, reason: 'Trying' });
    expect(readSipfrag('SIP/2.0 486\r\nVia: x')).toEqual({ status: 486, reason: '' });
    expect(readSipfrag('\r\nsip/2.0 200 OK\r\n\r\n')).toEqual({ status: 200, reason: 'OK' });
    for (const text of [
      '',
      'HTTP/1.1 200 OK',
      'SIP/2.0 99 x',
      'SIP/2.0 2000 x',
      'SIP/2.0 700 x',
      'INVITE sip:a@b SIP/2.0',
    ])
      expect(readSipfrag(text)).toBeUndefined();
    expect(readSipfrag(`SIP/2.0 200 ${'x'.repeat(5000)}`)?.reason).toHaveLength(200);
  });
});

describe('RSeq and RAck', () => {
  it('read back to what was written', () => {
    const rseq = fc.integer({ min: 1, max: 2 ** 32 - 1 });
    fc.assert(
      fc.property(rseq, fc.nat({ max: 2 ** 31 - 1 }), (number, cseq) => {
        expect(readRSeq(String(number))).toBe(number);
        const rack = { rseq: number, cseq, method: 'INVITE' };
        expect(readRAck(writeRAck(rack))).toEqual(rack);
      }),
    );
  });

  it('refuse nonsense', () => {
    for (const text of ['', '0', '-1', '1.5', '1e3', '4294967296', '9'.repeat(40), 'x']) {
      expect(readRSeq(text)).toBeUndefined();
      expect(readRAck(`${text} 1 INVITE`)).toBeUndefined();
    }
    for (const text of ['1', '1 1', '1 x INVITE', '1 2147483648 INVITE', '1 1 IN VITE', '1 1 INVITE\r\nX: 1'])
      expect(readRAck(text)).toBeUndefined();
  });
});
