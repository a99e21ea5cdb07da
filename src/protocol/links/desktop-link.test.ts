import { expect, it } from 'vitest';
import { readDesktopLink } from './desktop-link.ts';

it.each([
  ['tel:+4723456789', { kind: 'number', number: '+4723456789' }],
  ['tel:+47-23-45-67-89;ext=12', { kind: 'number', number: '+47-23-45-67-89' }],
  ['TEL:(01785)%20123456', { kind: 'number', number: '(01785) 123456' }],
  ['callto:+4723456789', { kind: 'number', number: '+4723456789' }],
  ['callto://123456', { kind: 'number', number: '123456' }],
  ['callto:tel:+4723456789', { kind: 'number', number: '+4723456789' }],
  ['callto:sip:Garth@TailspinToys.com', { kind: 'person', uri: 'sip:garth@tailspintoys.com' }],
  ['callto:garth@tailspintoys.com', { kind: 'person', uri: 'sip:garth@tailspintoys.com' }],
  ['sip:garth@tailspintoys.com', { kind: 'person', uri: 'sip:garth@tailspintoys.com' }],
  ['sips:garth@tailspintoys.com;transport=tls', { kind: 'person', uri: 'sip:garth@tailspintoys.com' }],
  ['sip:+4723456789@contoso.com;user=phone', { kind: 'number', number: '+4723456789' }],
  ['https://meet.contoso.com/karen/ABCD1234', { kind: 'page' }],
  ['conf:sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ', { kind: 'meeting' }],
  ['sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ', { kind: 'meeting' }],
])('%s', (text, link) => {
  expect(readDesktopLink(text)).toMatchObject(link);
});

it.each([
  ['tel:', 'no-link'],
  ['tel:call-me', 'no-link'],
  ['callto:', 'no-link'],
  ['callto:skypename', 'no-link'],
  ['sip:', 'no-link'],
  ['sip:contoso.com', 'not-a-meeting'],
  ['conf:garth', 'not-a-meeting'],
  ['http://meet.contoso.com/karen/ABCD1234', 'not-https'],
  ['file:///etc/passwd', 'no-link'],
  ['', 'empty'],
  [`tel:${'1'.repeat(5000)}`, 'too-long'],
])('%s is refused: %s', (text, problem) => {
  expect(readDesktopLink(text)).toEqual({ kind: 'problem', problem });
});
