/** Readers of what a person types or another program hands to the window, with sound inputs to damage. */
import assert from 'node:assert/strict';
import { readUri } from '../../src/protocol/sip/uri.ts';
import { callIn } from '../../src/renderer/app/call-link.ts';
import { readFullName, readServerName } from '../../src/renderer/components/typed-names.ts';
import { readAddresses } from '../../src/renderer/features/scheduling/plan-form.ts';
import { readWhen, typedOf } from '../../src/renderer/features/scheduling/when.ts';
import { type FuzzTarget, textTarget } from './fuzz.ts';

const links = [
  'tel:+44(1785)123456;ext=7',
  'callto://garth@contoso.com',
  'sip:garth%40x@contoso.com;user=phone?subject=a',
  'sips:a@b',
  'sip:garth%3Ax%40firm.example@gateway.example:5061',
];
const names = ['sip.contoso.com:5061', '[2001:db8::1]:443', 'bücher.example.', 'xn--bcher-kva.example'];
const people = ['Garth <garth@contoso.com>, sip:karen@contoso.com;\nmailto:a.b@c.example'];

/** Whom a SIP address names, its case apart; undefined when it has no user. */
function whoIs(address: string): string | undefined {
  const uri = readUri(address.replace(/^(sips?:)\/\//i, '$1'));
  return uri?.kind === 'sip' && uri.user ? `${uri.user.trim()} at ${uri.host}:${uri.port}`.toLowerCase() : undefined;
}

export const windowTargets: readonly FuzzTarget[] = [
  textTarget('call-link', links, (text) => {
    const to = callIn(text)?.to ?? 'tel:+1';
    assert.match(to, /^(sip:[^\s@<>"]+@[^\s@<>"]+|(tel:\+)?[\d*#]+(;ext=\d{1,16})?)$/);
    // A link that is an address as it stands calls that one and nobody else.
    assert.equal(whoIs(to) ?? whoIs(text), whoIs(text) ?? whoIs(to));
  }),
  textTarget('typed-name', names, (text) => {
    const full = readFullName(text);
    if (full !== undefined) assert.equal(readFullName(full), full);
    const server = readServerName(text);
    if (server) assert.equal(readServerName(server), server);
  }),
  textTarget('typed-people', people, (text) => {
    const { addresses, problem = '' } = readAddresses(text);
    assert.ok(addresses.length <= 250 && problem.length < 300);
    for (const address of addresses) assert.match(address, /^[^@\s"<>()]+@[^@\s]+$/);
  }),
  textTarget('typed-time', ['2026-03-30|13:30', '0001-02-29|24:00'], (text) => {
    const [day = '', time = ''] = text.split('|');
    const when = readWhen({ day, time, minutes: 30 }, 0);
    if (when.ok) assert.equal(typedOf(when.startsAt, when.endsAt).day, day);
  }),
];
