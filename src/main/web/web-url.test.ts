import { expect, it } from 'vitest';
import { readWebUrl, redirectOf } from './web-url.ts';

it('reads https addresses alone', () => {
  expect(readWebUrl('https://Pool01.contoso.com/a/b?c=d#e')).toEqual({
    host: 'pool01.contoso.com',
    port: 443,
    authority: 'pool01.contoso.com',
    path: '/a/b?c=d',
  });
  expect(readWebUrl('https://[::1]:8443')).toEqual({ host: '[::1]', port: 8443, authority: '[::1]:8443', path: '/' });
  const refused = [
    'http://a/',
    'ftp://a/',
    'https://',
    'https://[',
    'https://u@a/',
    'https://:p@a/',
    '',
    `https://a/${'x'.repeat(2048)}`,
  ];
  expect(refused.filter((text) => readWebUrl(text) !== undefined)).toEqual([]);
});

it('goes on with a GET, and with a POST only where it stays one', () => {
  const answer = (status: number, location?: string) => ({
    status,
    headers: { location: location === undefined ? undefined : [location] },
    text: '',
  });
  const base = 'https://a.contoso.com/x/y';
  const to = (url: string, isFollowed: boolean) => ({ url, isFollowed });
  expect(redirectOf('GET', answer(302, '../z?1'), base)).toEqual(to('https://a.contoso.com/z?1', true));
  expect(redirectOf('POST', answer(302, '/z'), base)).toEqual(to('https://a.contoso.com/z', false));
  expect(redirectOf('POST', answer(308, '/z'), base)).toEqual(to('https://a.contoso.com/z', true));
  expect(redirectOf('GET', answer(200, '/z'), base)).toBeUndefined();
  expect(redirectOf('GET', answer(301), base)).toBeUndefined();
  expect(redirectOf('GET', answer(301, 'https://['), base)).toBeUndefined();
});
