import { expect, it } from 'vitest';
import { callIn } from './call-link.ts';

it.each([
  ['tel:+44-1785-123456', 'tel:+441785123456', '+44-1785-123456'],
  ['tel:01785%20123456', '01785123456', '01785 123456'],
  // An extension is part of whom the link names; without it the switchboard rings. RFC 3966 5.3
  ['tel:+441785123456;ext=17', 'tel:+441785123456;ext=17', '+441785123456;ext=17'],
  ['tel:7042;ext=1-7;phone-context=contoso.com', '7042;ext=17', '7042;ext=17'],
  ['callto:+44%201785%20123456%3Bext=17', 'tel:+441785123456;ext=17', '+44 1785 123456;ext=17'],
  ['tel:+441785123456;phone-context=x;ext=', 'tel:+441785123456', '+441785123456'],
  ['TEL://+441785123456', 'tel:+441785123456', '+441785123456'],
  ['callto:+441785123456', 'tel:+441785123456', '+441785123456'],
  ['callto://garth@tailspintoys.com/', 'sip:garth@tailspintoys.com', 'garth@tailspintoys.com'],
  ['sip:Garth@Tailspintoys.com', 'sip:garth@tailspintoys.com', 'Garth@Tailspintoys.com'],
  ['sips:garth@tailspintoys.com?subject=hello', 'sip:garth@tailspintoys.com', 'garth@tailspintoys.com'],
  ['sip:+441785123456@contoso.com;user=phone', 'sip:+441785123456@contoso.com;user=phone', '+441785123456@contoso.com'],
  ['tel:*67', '*67', '*67'],
  // The user of an address may have parameters of its own. RFC 3261 19.1.2, 19.1.3
  ['sip:alice;day=tuesday@atlanta.com', 'sip:alice;day=tuesday@atlanta.com', 'alice;day=tuesday@atlanta.com'],
  [
    'sip:+441785123456;ext=17@contoso.com;user=phone',
    'sip:+441785123456;ext=17@contoso.com;user=phone',
    '+441785123456;ext=17@contoso.com',
  ],
  // What must be escaped in an address stays so; a # would end it. RFC 3261 19.1.2
  ['sip:*67%23@contoso.com;user=phone', 'sip:*67%23@contoso.com;user=phone', '*67#@contoso.com'],
  ['sip:Jos%C3%A9@contoso.com', 'sip:jos%c3%a9@contoso.com', 'José@contoso.com'],
  ['sip:garth@[2001:db8::1]:5060', 'sip:garth@[2001:db8::1]:5060', 'garth@[2001:db8::1]:5060'],
  ['callto:50%25@contoso.com', 'sip:50%25@contoso.com', '50%@contoso.com'],
  ['sip:garth@contoso.com;x=a@b', 'sip:garth@contoso.com', 'garth@contoso.com'],
  ['callto:garth@contoso.com ;x', 'sip:garth@contoso.com', 'garth@contoso.com'],
  // An escaped @ or : belongs to the user, whom it would else name another by. RFC 3261 19.1.2
  ['sip:user%40firm.com@gateway', 'sip:user%40firm.com@gateway', 'user%40firm.com@gateway'],
  ['sip:al%40ICE@contoso.com;user=phone', 'sip:al%40ice@contoso.com;user=phone', 'al%40ICE@contoso.com'],
  ['sip:al%2540ice@contoso.com', 'sip:al%2540ice@contoso.com', 'al%40ice@contoso.com'],
  ['sip:al%3Aice@contoso.com', 'sip:al%3aice@contoso.com', 'al:ice@contoso.com'],
  ['sip:al%3Fice@contoso.com', 'sip:al%3fice@contoso.com', 'al?ice@contoso.com'],
  // Some programs escape the whole of an address.
  ['callto:garth%40contoso.com%3Bx', 'sip:garth@contoso.com', 'garth@contoso.com'],
  ['callto:50%25%40contoso.com', 'sip:50%25@contoso.com', '50%@contoso.com'],
] as const)('%s calls %s', (link, to, shown) => expect(callIn(link)).toEqual({ to, shown }));

it.each([
  'sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ',
  'sip:garth@tailspintoys.com;gruu;opaque=app%3Aconf%3Afocus',
  'meet:sip:garth@tailspintoys.com',
  'conf:sip:garth@tailspintoys.com',
  'https://meet.tailspintoys.com/garth/2Z92HZZZ',
  'tel:',
  'tel:()',
  'tel:%',
  'tel:%0d%0aInvite',
  'sip:garth@tailspintoys.com%22%3e',
  'sip:garth\ud800@tailspintoys.com',
  `tel:${'1'.repeat(459)}`,
  'callto:somebody',
  'sip:garth@contoso.com;x%0d%0ay',
  // Whoever stands in one half of these is not whom the link names.
  'callto:alice@contoso.com+bob@contoso.com',
  'sip:a@b@evil',
  'sip:a%40b%40evil',
  'sip:a@b%40evil',
  'sip:alice@contoso.com bob',
  'sip:alice@contoso.com%20bob',
  'sip:alice@/',
  'sip:garth%40firm.com?x@gateway',
  `sip:garth@contoso.com;${'x'.repeat(5000)}`,
  // A search that starts anew at each of them would take a second for this.
  `callto://garth@contoso.com${';'.repeat(4000)}\n`,
  `callto://garth@contoso.com${'?'.repeat(100_000)}\n`,
  '',
])('%j is no call', (link) => expect(callIn(link)).toBeUndefined());
