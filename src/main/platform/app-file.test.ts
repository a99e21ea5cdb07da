import { expect, it } from 'vitest';
import { fileFor } from './app-file.ts';

it.each([
  ['app://main/', '/files/index.html'],
  ['app://main/assets/a.js?x#y', '/files/assets/a.js'],
  ['app://main/../secret.js', '/files/secret.js'],
  ['app://main/%2e%2e/%2e%2e/etc/passwd', '/files/etc/passwd'],
  ['app://main/..%2f..%2fetc/passwd', undefined],
  ['app://main/%00.js', undefined],
  ['app://main/%E0%A4%A', undefined],
  ['app://other/index.html', undefined],
  ['file:///etc/passwd', undefined],
  ['nonsense', undefined],
])('%s stands for %s', (address, expected) => {
  expect(fileFor('/files', address)).toBe(expected);
});
