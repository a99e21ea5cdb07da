import { expect, it } from 'vitest';
import { looksLikeNumber } from './looks-like-number.ts';

it.each([
  '01785 123456',
  '(01785) 123456',
  '+44 1785 123456',
  '+47 (0) 22 33 44 55',
  '１２３４５６',
  '999',
  '*97',
  '#31#22334455',
  '1-800-FLOWERS',
  '+1 800 flowers',
  '22334455x12',
  '+1 (425) 555-0100 ext. 12',
  '22334455, Durchwahl 99',
  'tel:+441785123456;ext=12',
  'Phone: 22 33 44 55 ext. 12',
  'Téléphone : 01 22 33 44 55',
  ' 22334455 ',
])('%s looks like a number', (text) => expect(looksLikeNumber(text)).toBe(true));

it.each([
  '',
  '7',
  '+',
  '+++',
  '()',
  '**',
  'garth',
  '7eleven',
  'karen2',
  'karen22334455',
  'Karen 12',
  'Room 4711',
  'Room: 471',
  'Project 20261123',
  '1-800-FLO!',
  '12flowers',
  'ext. 12',
  'x12',
  'tel:',
  'tel:tel:',
  'https://22334455',
  'sip:22334455@contoso.com',
  `${'1'.repeat(41)}`,
])('%s does not', (text) => expect(looksLikeNumber(text)).toBe(false));

it('is quick with the longest text that can be typed', () => {
  for (const piece of ['1 ', 'a: ', 'ext ', '(', 'Phone ', '1x']) {
    expect(looksLikeNumber(`${piece.repeat(200 / piece.length)}!`)).toBe(false);
  }
});
