/** The SIP side of the lab with somebody who can sign at one of its servers. */
import type { Clock, Random } from '../../shared/clock.ts';
import { createBench } from '../sip/test-bench.ts';
import { common } from '../sip/test-people.ts';
import type { AuthFaults } from './settings.ts';
import { SigningClient } from './test-signing-client.ts';

export const POOL = 'pool01.contoso.com';
export const EDGE = 'sip.contoso.com';
export const KAREN = 'karen@contoso.com';
export const VADIM = 'vadim@contoso.com';
/** Karen's. */
export const LOGIN = { user: 'karen', domain: 'CONTOSO', password: 'lab-karen-2015' };

/** Karen before she signs in; the faults are those of the server she is connected to. */
export function signingBench<C extends Clock>(
  machine: { readonly clock: C; readonly random: Random },
  faults: AuthFaults = {},
  server = POOL,
) {
  const { clock, random } = machine;
  const bench = createBench(clock, random);
  bench.faults.set(server, { auth: faults });
  return { clock, bench, karen: new SigningClient(bench.connect(server), KAREN) };
}

/** The lines of a SUBSCRIBE to oneself. */
export function subscribeLines({ client, address }: SigningClient, event = 'vnd-microsoft-roaming-contacts'): string[] {
  return [
    `SUBSCRIBE sip:${address} SIP/2.0`,
    ...common(client, 'SUBSCRIBE', address, `sip:${address}`),
    `Contact: <sip:${address};opaque=user:epid:x;gruu>`,
    `Event: ${event}`,
    'Supported: ms-piggyback-first-notify',
    'Supported: ms-benotify',
  ];
}
