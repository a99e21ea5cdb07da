import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Lab } from '../api.ts';
import { startLab } from '../start-lab.ts';
import { turnKnob } from './knobs.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ ports: 'free' });
});
afterAll(() => lab.stop());

const usual =
  'TlsNegotiation NotSupported, SaslNegotiation NotSupported, EnableKeepAlive off, SupportDialbackNegotiation on';

it.each<readonly [string, string]>([
  ['xmpp tailspintoys.com', `tailspintoys.com fourthcoffee.com ${usual}`],
  ['xmpp tailspintoys.com adatum.com', `tailspintoys.com adatum.com ${usual}`],
  ['xmpp tailspintoys.com adatum.com TlsNegotiation Required', 'adatum.com TlsNegotiation Required'],
  ['xmpp tailspintoys.com adatum.com SaslNegotiation Optional', 'SaslNegotiation Optional'],
  ['xmpp tailspintoys.com adatum.com EnableKeepAlive on', 'EnableKeepAlive on'],
  ['xmpp tailspintoys.com adatum.com SupportDialbackNegotiation off', 'SupportDialbackNegotiation off'],
  ['xmpp garth@tailspintoys.com off', 'garth@tailspintoys.com may not talk to XMPP partners.'],
  ['xmpp garth@tailspintoys.com on', 'garth@tailspintoys.com may talk to XMPP partners.'],
  ['xmpp tailspintoys.com adatum.com Colour blue', 'Settings are TlsNegotiation'],
  ['xmpp tailspintoys.com adatum.com TlsNegotiation maybe', 'Required'],
  ['xmpp contoso.onmicrosoft.com', 'The lab has no company contoso.onmicrosoft.com with an XMPP gateway'],
])('[P1] [P2] "%s" says or does it', (line, expected) => {
  expect(turnKnob(lab, line).text).toContain(expected);
});

it('[P1] a partner is taken off the list, also the last one', () => {
  expect(turnKnob(lab, 'xmpp fabrikam.com fourthcoffee.com none').text).toBe('fabrikam.com has no XMPP partners.');
});
