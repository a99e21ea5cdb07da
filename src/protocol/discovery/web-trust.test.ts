import { domainToASCII } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isTrustedWebHost } from './web-trust.ts';

const trusts = (host: string, server?: string, strict = false, trusted: string[] = []) =>
  isTrustedWebHost(
    host,
    { domain: 'contoso.com', ...(server === undefined ? {} : { server }), rule: { strict, trusted } },
    domainToASCII,
  );

describe('[C4] web servers that may see the credentials', () => {
  it('are those the name rule trusts for the domain', () => {
    expect(['sip.contoso.com', 'lyncweb.contoso.com', 'WEB.Contoso.com.'].map((host) => trusts(host))).toEqual([
      true,
      true,
      true,
    ]);
    expect(
      ['contoso.com.evil.example', 'a.b.contoso.com', 'evilcontoso.com', '', '10.0.0.1'].map((host) => trusts(host)),
    ).toEqual([false, false, false, false, false]);
    expect(trusts('lyncweb.contoso.com', undefined, true)).toBe(false);
    expect(trusts('web.fabrikam.com', undefined, true, ['web.fabrikam.com'])).toBe(true);
  });

  it('[C5] are the SIP server and its neighbours, where servers have another domain than addresses', () => {
    const server = 'pool01.corp.contoso.local';
    expect(trusts(server, server)).toBe(true);
    expect(trusts('web.corp.contoso.local', server)).toBe(true);
    expect(trusts('web.contoso.local', server)).toBe(false);
    expect(trusts('a.web.corp.contoso.local', server)).toBe(false);
    expect(trusts('web.corp.contoso.local', server, true)).toBe(false);
    expect(trusts(server, server, true)).toBe(true);
  });

  it('are not a whole top-level domain, nor the neighbours of an address', () => {
    expect(trusts('evil.com', 'fabrikam.com')).toBe(false);
    expect(trusts('fabrikam.com', 'fabrikam.com')).toBe(true);
    expect(trusts('evil.co.uk', 'fabrikam.co.uk')).toBe(false);
    expect(trusts('web.fabrikam.co.uk', 'sip.fabrikam.co.uk')).toBe(true);
    expect(trusts('11.0.0.1', '10.0.0.1')).toBe(false);
    expect(trusts('10.0.0.1', '10.0.0.1')).toBe(true);
  });
});
