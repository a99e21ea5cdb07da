import { expect, it } from 'vitest';
import { atScreen, pageAddress } from './page-address.ts';

it('names the language unless it is English, then the screen', () => {
  expect([
    pageAddress('en', ''),
    pageAddress('en', '/about'),
    pageAddress('de', ''),
    pageAddress('fr', '/phone'),
  ]).toEqual(['app://main/', 'app://main/#/about', 'app://main/?language=de', 'app://main/?language=fr#/phone']);
});

it('goes to another screen of the same page, in its language', () => {
  expect(atScreen('app://main/?language=de#/about', '/call?about=1')).toBe('app://main/?language=de#/call?about=1');
  expect(atScreen('', '/phone')).toBe('app://main/#/phone');
});

it('goes nowhere where the page is at that screen already: the same address once more would load it anew, and end the sound in it', () => {
  const here = 'app://main/?language=de#/call?about=a%40b';
  expect(atScreen(here, `/call?${new URLSearchParams({ about: 'a@b' })}`)).toBeUndefined();
  expect(atScreen(here, '/call?about=1')).toBe('app://main/?language=de#/call?about=1');
});
