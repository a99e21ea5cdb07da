import { isIP } from 'node:net';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isAddress, isIpv6 } from './values.ts';

it.each([
  '0.0.0.0',
  '8.8.8.8',
  '100.64.9.10',
  '223.255.255.255',
  '::',
  '::1',
  '2001:db8::8:800:200c:417a',
  '::ffff:192.0.2.1',
  '64:ff9b::192.0.2.33',
  '1:2:3:4:5:6:7::',
  '1:2:3:4:5:6:192.0.2.1',
])('%s is an address', (text) => {
  expect(isAddress(text)).toBe(true);
});

it.each([
  // Read as octal by some, as decimal by others.
  '08.8.8.8',
  '8.8.8.010',
  '192.000.2.1',
  '256.1.1.1',
  '1.2.3',
  '1.2.3.4.',
  '1.2.3.4::',
  '1.2.3.4::5',
  '::1.2.3.4:5',
  '::01.2.3.4',
  '224.0.0.1',
  'ff02::1',
  '1:2:3:4:5:6:7:8::',
  '1::2::3',
  ':::',
  'sip.contoso.com',
  '',
])('%s is none to send to', (text) => {
  expect(isAddress(text)).toBe(false);
});

it('agrees with the system about what is an address', () => {
  const part = fc.constantFrom('0', '1', '08', '255', '256', 'ffff', 'g', '.', ':', '::', '1.2.3.4', '');
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 12 }).map((parts) => parts.join('')),
      (text) => {
        expect(isIpv6(text)).toBe(isIP(text) === 6);
        if (isAddress(text)) expect(isIP(text)).not.toBe(0);
      },
    ),
    { numRuns: 3000 },
  );
});
