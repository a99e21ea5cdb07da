import { expect, it } from 'vitest';
import { readXml } from './read.ts';
import { escapeXml } from './write-text.ts';

it('comes back the same from an element and from an attribute', () => {
  for (const text of ['R&D <b> "x" \'y\' ]]>', 'Zoë 🙂 Ω', 'line\r\nline\ttab', '  blanks  ']) {
    const reading = readXml(`<a b="${escapeXml(text)}">${escapeXml(text)}</a>`);
    expect(reading.ok && reading.root.text).toBe(text);
    expect(reading.ok && reading.root.attributes[0]?.value).toBe(text);
  }
});

it('drops what XML cannot hold', () => {
  expect(escapeXml('a\u0000b\u0008c\uD800d\uFFFEe\u001F')).toBe('abcde');
});
