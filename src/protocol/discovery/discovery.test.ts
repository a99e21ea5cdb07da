import { domainToASCII } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readSignInAddress } from './address.ts';
import { isTrustedName } from './name-trust.ts';
import { orderSrv, planDiscovery } from './plan.ts';

const namesOf = (input: Parameters<typeof planDiscovery>[0]) => planDiscovery(input).map((question) => question.name);

describe('the names asked for', () => {
  it('[B2] [B4] are those of Lync 2013: service records, then host records, without the misspelt one', () => {
    expect(namesOf({ domain: 'contoso.com', allowTcp: false, purpose: 'sign-in' })).toEqual([
      '_sipinternaltls._tcp.contoso.com',
      '_sip._tls.contoso.com',
      'sipinternal.contoso.com',
      'sip.contoso.com',
      'sipexternal.contoso.com',
    ]);
  });

  it('[B6] hold the TCP record only where TCP is allowed, after TLS inside and before the edge', () => {
    expect(namesOf({ domain: 'contoso.com', allowTcp: true, purpose: 'sign-in' }).slice(0, 3)).toEqual([
      '_sipinternaltls._tcp.contoso.com',
      '_sipinternal._tcp.contoso.com',
      '_sip._tls.contoso.com',
    ]);
  });

  it('[B7] [I6] never hold clear text on the way to another company, nor `_sip._tcp` at all', () => {
    const guest = namesOf({ domain: 'tailspintoys.com', allowTcp: true, purpose: 'guest-join' });
    expect(guest).not.toContain('_sipinternal._tcp.tailspintoys.com');
    expect(namesOf({ domain: 'a.com', allowTcp: true, purpose: 'sign-in' })).not.toContain('_sip._tcp.a.com');
  });

  it('[B5] hold lyncdiscover after service records and before host records, for somebody with an account', () => {
    expect(namesOf({ domain: 'a.com', allowTcp: false, purpose: 'sign-in', hasAccount: true }).slice(1, 5)).toEqual([
      '_sip._tls.a.com',
      'lyncdiscoverinternal.a.com',
      'lyncdiscover.a.com',
      'sipinternal.a.com',
    ]);
  });

  it('[B10] carry the ports to try where only a host record answers', () => {
    const ports = (purpose: 'sign-in' | 'guest-join') =>
      planDiscovery({ domain: 'a.com', allowTcp: false, purpose }).flatMap((question) =>
        question.type === 'HOST' ? [question.ports] : [],
      );
    expect(ports('guest-join')).toEqual([
      [443, 5061],
      [443, 5061],
      [443, 5061],
    ]);
    expect(ports('sign-in')).toEqual([
      [5061, 443],
      [443, 5061],
      [443, 5061],
    ]);
  });
});

describe('the sign-in address', () => {
  it.each([
    ['karen@contoso.com', 'karen@contoso.com', 'contoso.com'],
    ['  SIP:Karen.Berg@CONTOSO.com ', 'karen.berg@contoso.com', 'contoso.com'],
    ['kim@bücher.example', 'kim@xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['kim.akers@fabrikam.com.', 'kim.akers@fabrikam.com', 'fabrikam.com'],
  ])('[B1] %s is %s', (typed, address, domain) => {
    expect(readSignInAddress(typed, domainToASCII)).toMatchObject({
      ok: true,
      value: { address, domain, sipUri: `sip:${address}` },
    });
  });

  it.each([
    '',
    'karen',
    '@contoso.com',
    'karen@',
    'karen@localhost',
    'karen@127.0.0.1',
    'a b@contoso.com',
    'a@b@',
    'k@-a.com',
    'k@a..com',
    'k@[::1]',
    'k@a.com\r\nX: y',
    'k\u0000@a.com',
    `${'x'.repeat(300)}@a.com`,
  ])('is not %j', (typed) => {
    expect(readSignInAddress(typed, domainToASCII).ok).toBe(false);
  });
});

describe('names trusted for contoso.com', () => {
  const table: [host: string, lax: boolean, strict: boolean][] = [
    ['sip.contoso.com', true, true],
    ['contoso.com', true, true],
    ['SIP.Contoso.COM.', true, true],
    ['Server77.contoso.com', true, false],
    ['sipfed.contoso.com', true, false],
    ['ap.contoso.com', true, false],
    ['sip.eng.contoso.com', false, false],
    ['sip.contoso.net', false, false],
    ['sip.com', false, false],
    ['sip.contoso.com.cpandl.com', false, false],
    ['evilcontoso.com', false, false],
    ['sipcontoso.com', false, false],
    ['.contoso.com', false, false],
    ['sip..contoso.com', false, false],
    ['', false, false],
  ];
  const trusts = (host: string, strict: boolean, trusted: string[] = []) =>
    isTrustedName(host, 'contoso.com', { strict, trusted }, domainToASCII);

  it.each(table)('[C2] [C3] %s: %s', (host, lax) => {
    expect(trusts(host, false)).toBe(lax);
  });
  it.each(table)('[C1] [C3] %s when strict: %s, %s', (host, _lax, strict) => {
    expect(trusts(host, true)).toBe(strict);
  });
  it('[C6] a name the person trusts is trusted, that name alone', () => {
    expect(trusts('sipdir.online.lync.com', true, ['SIPDIR.online.lync.com.'])).toBe(true);
    expect(trusts('evil.online.lync.com', false, ['sipdir.online.lync.com'])).toBe(false);
  });
});

describe('the order of service records', () => {
  const record = (target: string, priority: number, weight: number) => ({ target, port: 5061, priority, weight });

  it('[B13] is by priority first', () => {
    const ordered = orderSrv([record('c', 20, 0), record('a', 10, 0), record('b', 10, 0)], () => 0);
    expect(ordered.map(({ target }) => target)).toEqual(['a', 'b', 'c']);
  });
  it('[B13] and by weighted chance within one priority', () => {
    const records = [record('light', 10, 10), record('heavy', 10, 90)];
    const first = (chance: number) => orderSrv(records, () => chance)[0]?.target;
    expect([first(0.05), first(0.5), first(0.99)]).toEqual(['light', 'heavy', 'heavy']);
  });
  it('loses none', () => {
    const records = Array.from({ length: 20 }, (_, index) => record(String(index), index % 3, index));
    expect(orderSrv(records, () => 0.999_999).length).toBe(20);
  });
});
