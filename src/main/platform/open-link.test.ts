import { expect, it } from 'vitest';
import { externalLink } from './open-link.ts';
import { isOurUrl } from './window-policy.ts';

it.each([
  ['https://example.com/a', 'https://example.com/a'],
  ['mailto:help@contoso.com', 'mailto:help@contoso.com'],
  ['http://example.com/', 'http://example.com/'],
  ['http://user@example.com/', undefined],
  ['file:///etc/passwd', undefined],
  ['ms-msdt:/id PCWDiagnostic', undefined],
  ['\\\\server\\share', undefined],
  ['javascript:alert(1)', undefined],
  ['https://user:pass@example.com/', undefined],
  ['', undefined],
])('opens %s as %s', (text, expected) => {
  expect(externalLink(text)).toBe(expected);
});

it.each([
  ['app://main/', true],
  ['app://main/index.html#x', true],
  ['app://main.evil.example/', false],
  ['app://mainevil/', false],
  ['https://main/', false],
  ['not a url', false],
])('says whether %s is a page of ours: %s', (url, expected) => {
  expect(isOurUrl(url)).toBe(expected);
});
