/** Asks a domain by which transport it wants to be spoken to, and what can be used of the answer. RFC 3263 4.1 */
import { domainToASCII } from 'node:url';
import { readNaptr } from '../../protocol/discovery/naptr.ts';
import type { Clock } from '../../shared/clock.ts';
import type { ServiceQuestion } from './candidate.ts';
import type { Lookups } from './lookups.ts';

/** The service records that the domain names, best first; none when it has no such record or none that can be used, which the lookups tell. */
export async function askNaptr(
  lookups: Lookups,
  domain: string,
  allowTcp: boolean,
): Promise<readonly ServiceQuestion[]> {
  const { naptr = [] } = await lookups.ask(domain, 'NAPTR');
  const reading = readNaptr(naptr, { allowTcp, toAscii: domainToASCII });
  lookups.leadsTo(domain, reading);
  return reading.services;
}

/** True when the domain names its transports and clear text is none of them; a domain that names none forbids nothing. */
export function forbidsClear(ruled: readonly ServiceQuestion[]): boolean {
  return ruled.length > 0 && ruled.every(({ transport }) => transport === 'tls');
}

/** What comes within so many milliseconds; undefined for what does not. The promise must not reject. */
export function unlessLate<T>(coming: Promise<T>, clock: Clock, ms: number): Promise<T | undefined> {
  return new Promise((resolve) => {
    const stop = clock.after(ms, () => resolve(undefined));
    void coming.then((value) => {
      stop();
      resolve(value);
    });
  });
}
