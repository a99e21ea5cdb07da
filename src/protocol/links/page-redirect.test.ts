import { expect, it } from 'vitest';
import { looksLikeSignIn, mayLeadTo } from './page-redirect.ts';

it.each([
  ['meet.contoso.com', 'meet.contoso.com:8443'],
  ['meet.contoso.com', 'MEET.contoso.com.'],
  ['meet.contoso.com', 'lyncweb.contoso.com'],
  ['meet.contoso.com', 'pool01.web.contoso.com'],
  ['meet.contoso.com', 'contoso.com'],
  ['contoso.com', 'meet.contoso.com'],
  ['meet.contoso.co.uk', 'web.contoso.co.uk'],
  ['meet.contoso.com', 'meet.lync.com'],
])('%s may lead to %s', (from, host) => {
  expect(mayLeadTo({ host }, { host: from })).toBe(true);
});

it.each([
  ['meet.contoso.com', 'evil.example'],
  ['meet.contoso.com', 'contoso.com.evil.example'],
  ['meet.contoso.com', 'evilcontoso.com'],
  ['contoso.com', 'evil.com'],
  ['contoso.co.uk', 'evil.co.uk'],
  ['10.1.2.3', '9.1.2.3'],
  ['10.1.2.3', '10.1.2.4'],
  ['meet.contoso.com', 'evillync.com'],
  ['meet.contoso.com', '[::1]'],
])('%s may not lead to %s', (from, host) => {
  expect(mayLeadTo({ host }, { host: from })).toBe(false);
});

it.each([
  'https://login.microsoftonline.com/common/oauth2/authorize?client_id=1',
  'https://fs.contoso.com/adfs/ls/?wa=wsignin1.0',
  'https://portal.contoso.com/saml2/sso?SAMLRequest=x',
])('%s is where people sign in', (url) => {
  expect(looksLikeSignIn({ url, host: new URL(url).host })).toBe(true);
});

it.each(['https://meet.contoso.com/karen/AB12CD34', 'https://evil.example/fsx/author'])('%s is not', (url) => {
  expect(looksLikeSignIn({ url, host: new URL(url).host })).toBe(false);
});
