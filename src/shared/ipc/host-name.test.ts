import { expect, it } from 'vitest';
import { requests } from './contract.ts';

const trust = (domain: string, host: string) => requests['signIn.trustName'].input.safeParse({ domain, host }).success;

it.each(['sip.contoso.com', 'contoso.com', 'a-b.xn--mnchen-3ya.de', 'SIP01.CONTOSO.COM'])(
  '[C6] %s can be trusted',
  (name) => expect(trust('contoso.com', name)).toBe(true),
);

it.each([
  '',
  'localhost',
  'constructor',
  '__proto__',
  '10.0.0.1',
  '*.contoso.com',
  'sip.contoso.com:5061',
  'sip..contoso.com',
  '-sip.contoso.com',
  'sip.contoso.com.',
  'sip.contoso.com\n',
  `${'a'.repeat(64)}.com`,
  `${'a.'.repeat(130)}com`,
])('[C6] %j cannot be trusted, neither as a name nor for a domain', (name) => {
  expect(trust('contoso.com', name)).toBe(false);
  expect(trust(name, 'sip.contoso.com')).toBe(false);
  const settings = requests['settings.change'].input;
  expect(settings.safeParse({ trustedNames: { 'contoso.com': [name] } }).success).toBe(false);
  const parsed = settings.safeParse({ trustedNames: JSON.parse(`{${JSON.stringify(name)}:["a.b.c"]}`) });
  // What could change the table's prototype is left out instead of refused.
  expect(parsed.success ? Object.keys(parsed.data.trustedNames ?? {}) : []).toEqual([]);
});
