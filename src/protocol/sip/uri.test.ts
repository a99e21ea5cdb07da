import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf, readUri, sameUri, type Uri } from './uri.ts';
import { escapeUser } from './write-values.ts';

function uri(text: string): Uri {
  const read = readUri(text);
  if (!read) throw new Error(`no URI: ${text}`);
  return read;
}

describe('reading', () => {
  it('takes a SIP URI apart', () => {
    expect(uri('SIPS:al%20ice:s%3Aecret@Example.COM:5061;transport=TLS;lr;X=%41?Subject=a&b=c')).toEqual({
      kind: 'sip',
      scheme: 'sips',
      user: 'al ice',
      password: 's:ecret',
      host: 'example.com',
      port: 5061,
      params: new Map([
        ['transport', 'TLS'],
        ['lr', ''],
        ['x', 'A'],
      ]),
      headers: 'Subject=a&b=c',
      wire: 'SIPS:al%20ice:s%3Aecret@Example.COM:5061;transport=TLS;lr;X=%41?Subject=a&b=c',
    });
  });

  it('has no user where only a host is named', () => {
    expect(uri('sip:pool01.contoso.com;transport=tls')).not.toHaveProperty('user');
  });

  it('reads tel URIs', () => {
    expect(uri('tel:+1-(425)-555.0100;ext=42;phone-context=contoso.com')).toMatchObject({
      kind: 'tel',
      number: '+1-(425)-555.0100',
      params: new Map([
        ['ext', '42'],
        ['phone-context', 'contoso.com'],
      ]),
    });
  });

  it('leaves a damaged escape as it is', () => {
    expect(uri('sip:a%ZZ%4@b')).toMatchObject({ user: 'a%ZZ%4' });
  });

  it.each([
    '',
    'sip',
    'sip:',
    'sip:@host',
    'sip:user@',
    'sip:user@ho st',
    'sip: user@host',
    'sip:user@host:',
    'sip:user@host:99999',
    'sip:user@host:5x',
    'sip:user@[::1',
    'sip:user@[zz]',
    'sip:user@[::1]x',
    '<sip:user@host>',
    'sip:"a"@host',
    'user@host',
    'tel:',
    'tel:abc-xyz',
    '1sip:a@b',
    'sip:a@b\u0000',
    'sip:a@b\r\n',
    `sip:${'a'.repeat(9000)}@b`,
    `sip:a@${'b'.repeat(300)}`,
    `sip:a@b${';x=y'.repeat(200)}`,
  ])('refuses %j', (text) => {
    expect(readUri(text)).toBeUndefined();
  });
});

describe('addressOf', () => {
  it.each([
    ['sip:Karen@Contoso.com', 'sip:karen@contoso.com'],
    ['sips:karen@contoso.com:5061;transport=tls', 'sip:karen@contoso.com'],
    [' sip:karen:pw@contoso.com;gruu;opaque=user:epid:X ', 'sip:karen@contoso.com'],
    ['sip:a%20b@c', 'sip:a%20b@c'],
    // An escape of what needs none is the same address, one of a reserved character is another. RFC 3261 19.1.4
    ['sip:O%27Neil@contoso.com', "sip:o'neil@contoso.com"],
    ['sip:%6Baren%2eb%65rg@contoso.com', 'sip:karen.berg@contoso.com'],
    ['sip:a%3bb%40c%2541@d', 'sip:a%3bb%40c%2541@d'],
    ['sip:%%341@d', 'sip:%%341@d'],
    ['sip:POOL01.contoso.com:5061', 'sip:pool01.contoso.com'],
    ['tel:+47 22', 'tel:+47 22'],
    ['tel:+47-22.22(22)22;ext=1', 'tel:+4722222222'],
    ['Karen@Contoso.com', 'karen@contoso.com'],
  ])('%s is %s', (text, address) => {
    expect(addressOf(text)).toBe(address);
  });

  it('is the same for an address and for its address', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(addressOf(addressOf(text))).toBe(addressOf(text));
      }),
    );
  });
});

/** RFC 3261 19.1.4, and what a GRUU adds. */
describe('sameUri', () => {
  it.each([
    ['sip:%61lice@atlanta.com;transport=TCP', 'sip:alice@AtlanTa.CoM;Transport=tcp'],
    ['sip:carol@chicago.com', 'sip:carol@chicago.com;newparam=5'],
    ['sip:carol@chicago.com;security=on', 'sip:carol@chicago.com;newparam=5'],
    [
      'sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com',
      'sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com',
    ],
    [
      'sip:alice@atlanta.com?subject=project%20x&priority=urgent',
      'sip:alice@atlanta.com?priority=urgent&subject=project%20x',
    ],
    ['sip:k@c.com;gruu;opaque=user:epid:Ab', 'SIP:k@C.COM;opaque=user:epid:Ab;gruu'],
    ['tel:+47-22', 'tel:+4722'],
    ['im:a@b', 'im:a@b'],
  ])('%s is %s', (a, b) => {
    expect(sameUri(uri(a), uri(b))).toBe(true);
    expect(sameUri(uri(b), uri(a))).toBe(true);
  });

  it.each([
    ['SIP:ALICE@AtLanTa.CoM;Transport=udp', 'sip:alice@AtLanTa.CoM;Transport=UDP'],
    ['sip:bob@biloxi.com', 'sip:bob@biloxi.com:5060'],
    ['sip:bob@biloxi.com', 'sip:bob@biloxi.com;transport=udp'],
    ['sip:bob@biloxi.com', 'sips:bob@biloxi.com'],
    ['sip:carol@chicago.com', 'sip:carol@chicago.com?Subject=next%20meeting'],
    ['sip:carol@chicago.com;security=on', 'sip:carol@chicago.com;security=off'],
    ['sip:k@c.com;gruu;opaque=user:epid:Ab', 'sip:k@c.com;gruu;opaque=user:epid:aB'],
    ['sip:k@c.com;gruu;opaque=user:epid:Ab', 'sip:k@c.com'],
    ['tel:+4722', 'tel:+4722;ext=1'],
    ['tel:+4722', 'sip:+4722@c.com'],
  ])('%s is not %s', (a, b) => {
    expect(sameUri(uri(a), uri(b))).toBe(false);
    expect(sameUri(uri(b), uri(a))).toBe(false);
  });
});

it('reads any user that was escaped back to the same text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (text) => {
      const read = readUri(`sip:${escapeUser(text)}@contoso.com`);
      expect(read).toMatchObject({ kind: 'sip', user: text, host: 'contoso.com' });
    }),
  );
});
