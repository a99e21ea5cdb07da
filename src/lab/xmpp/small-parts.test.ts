/** The small parts of the XMPP gateway: keys, addresses, presence numbers. */
import { describe, expect, it } from 'vitest';
import { availabilityOf, leadingPresence, unavailable, xmppOf } from './availability.ts';
import { dialbackKey, isDialbackKey } from './dialback-key.ts';
import { readJid } from './jid.ts';
import { PartnerList, usualPartner } from './partners.ts';

describe('dialback keys', () => {
  const secret = Buffer.from('s3cr3tf0rd14lb4ck');
  const scope = { receiving: 'xmpp.example.com', originating: 'example.org', streamId: 'D60000229F' };
  // The example of XEP-0185 2.
  const key = '37c69b1cf07a3f67c04a5ef5902fa5114f2c76fe4a2686482ba5b89323075643';

  it('are those of XEP-0185', () => {
    expect(dialbackKey(secret, scope)).toBe(key);
    expect(isDialbackKey(secret, scope, ` ${key}\n`)).toBe(true);
  });

  it.each<readonly [string, typeof scope, string]>([
    ['another stream', { ...scope, streamId: 'D60000229E' }, key],
    ['another receiver', { ...scope, receiving: 'example.com' }, key],
    ['another sender', { ...scope, originating: 'example.net' }, key],
    ['a part of the key', scope, key.slice(1)],
    ['no key', scope, ''],
  ])('are not believed for %s', (_name, claimed, text) => {
    expect(isDialbackKey(secret, claimed, text)).toBe(false);
  });
});

describe('addresses', () => {
  it.each<readonly [string, string | undefined]>([
    ['Romeo@Adatum.com/Balcony', 'romeo@adatum.com'],
    ['adatum.com', 'adatum.com'],
    ['kim.akers+x@a-b.example/a/b@c', 'kim.akers+x@a-b.example'],
    ['@adatum.com', undefined],
    ['romeo@', undefined],
    ['ro meo@adatum.com', undefined],
    ['ro<meo@adatum.com', undefined],
    ['a@b@adatum.com', undefined],
    ['romeo@adatum.com\r\nX: y', undefined],
    ['romeo@-adatum.com', undefined],
    [`${'x'.repeat(1024)}@adatum.com`, undefined],
  ])('%s is %s', (text, bare) => {
    expect(readJid(text)?.bare).toBe(bare);
  });
});

it.each([
  ['romeo@adatum.com/a;b', true],
  ['romeo;x=y@adatum.com', false],
  ['d\\27art%home@adatum.com', false],
])('whether SIP can say %s: %s', (text, isForSip) => {
  expect(readJid(text)).toMatchObject({ isForSip, full: text });
});

describe('presence', () => {
  it.each<readonly [number, string]>([
    [0, 'unavailable'],
    [3500, 'available'],
    [5000, 'away'],
    [6500, 'dnd'],
    [7500, 'dnd'],
    [9500, 'dnd'],
    [12_500, 'away'],
    [15_500, 'away'],
    [18_500, 'unavailable'],
  ])('%i is shown as %s', (availability, expected) => {
    const { isAvailable, show } = xmppOf(availability);
    expect(isAvailable ? (show ?? 'available') : 'unavailable').toBe(expected);
  });

  it('the resource of the highest priority speaks, the latest among equals, and none below what is available', () => {
    const of = (show: string | undefined, priority: number, isAvailable = true) => ({
      ...unavailable,
      isAvailable,
      show,
      priority,
    });
    expect(availabilityOf(leadingPresence([]))).toBe(18_500);
    expect(availabilityOf(leadingPresence([of('dnd', 5), of('away', 1)]))).toBe(9500);
    expect(availabilityOf(leadingPresence([of('dnd', 0), of('xa', 0)]))).toBe(15_500);
    expect(availabilityOf(leadingPresence([of('chat', -128), of(undefined, 127, false)]))).toBe(3500);
  });
});

describe('[P1] the list of partners', () => {
  it('keeps a record until it is changed, in lower case, and at most 200', () => {
    const list = new PartnerList();
    list.set('Adatum.com', { TlsNegotiation: 'Optional' });
    list.set('adatum.com', { EnableKeepAlive: true });
    expect(list.find('ADATUM.com')).toEqual({
      ...usualPartner,
      Domain: 'adatum.com',
      TlsNegotiation: 'Optional',
      EnableKeepAlive: true,
    });
    expect(list.find('sub.adatum.com')).toBeUndefined();
    for (let number = 0; number < 300; number += 1) list.set(`d${number}.example`, {});
    expect(list.all()).toHaveLength(200);
  });
});
