import { expect, it } from 'vitest';
import { encodeUtf8 } from '../../../protocol/sip/text.ts';
import { redact } from '../../trace/redact.ts';
import { recordedText } from './recorded-text.ts';

const head = 'BENOTIFY sip:a@b.c SIP/2.0\r\nFrom: <sip:d@e.f>\r\nContent-Type: text/xml\r\n\r\n';
const million = 1_048_576;

it('keeps an ordinary message whole', () => {
  const text = `${head}<a>${'ø'.repeat(1000)}</a>`;
  expect(recordedText(encodeUtf8(text))).toBe(text);
});

it('keeps the beginning of a large one, and says how much is missing', () => {
  const bytes = encodeUtf8(`${head}${'<a>é</a>'.repeat(500_000)}`);
  const kept = recordedText(bytes);
  const [, text = '', missing = ''] = /^([\s\S]*>[^\r]*)\r\n\((\d+) more bytes, not recorded\)$/.exec(kept) ?? [];
  expect(text.startsWith(`${head}<a>é</a>`)).toBe(true);
  expect(text.endsWith('>')).toBe(true);
  expect(encodeUtf8(text).length).toBeLessThanOrEqual(million);
  expect(encodeUtf8(text).length + Number(missing)).toBe(bytes.length);
});

it('cuts no secret in two', () => {
  const filler = '<a/>'.repeat((million - head.length - 40) / 4);
  const large = `${head}${filler}<b conf-pin="${'7'.repeat(200)}"/>${'<a/>'.repeat(million)}`;
  expect(redact(recordedText(encodeUtf8(large)))).not.toContain('777');
});

it('of a body without tags the head stays', () => {
  expect(recordedText(encodeUtf8(`${head}${'x'.repeat(2 * million)}`))).toBe(
    `${head}\r\n(${2 * million} more bytes, not recorded)`,
  );
});
