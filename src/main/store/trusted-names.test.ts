import { expect, it } from 'vitest';
import { trustedNamesFor, withTrustedName } from './trusted-names.ts';

it('[C6] trusts a name once, for its domain alone, however it is spelled', () => {
  const once = withTrustedName({}, 'Contoso.com', 'SIPDIR.online.lync.com');
  const twice = withTrustedName(once, 'contoso.com', 'sipdir.online.lync.com');
  expect(trustedNamesFor(twice, 'CONTOSO.com')).toEqual(['sipdir.online.lync.com']);
  expect(trustedNamesFor(twice, 'fabrikam.com')).toEqual([]);
});

it.each(['constructor', '__proto__', 'toString'])(
  '[C6] a domain called %s inherits no trust, and can be given some',
  (domain) => {
    expect(trustedNamesFor({}, domain)).toEqual([]);
    const names = withTrustedName({}, domain, 'a.example.com');
    expect(trustedNamesFor(names, domain)).toEqual(['a.example.com']);
    expect(trustedNamesFor(names, 'valueOf')).toEqual([]);
    expect(Object.getPrototypeOf(names)).toBe(Object.prototype);
  },
);

it('[C6] keeps fifty names of a domain', () => {
  let names = {};
  for (let count = 0; count < 60; count += 1) names = withTrustedName(names, 'contoso.com', `h${count}.example.com`);
  expect(trustedNamesFor(names, 'contoso.com')).toHaveLength(50);
  expect(trustedNamesFor(names, 'contoso.com').at(-1)).toBe('h59.example.com');
});
