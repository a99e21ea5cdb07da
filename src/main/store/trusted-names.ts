/** Names outside a domain that the person trusts for it (mission C6). */
import type { Settings } from '../../shared/model/settings.ts';

type Names = Settings['trustedNames'];

const mostForADomain = 50;

/** The names trusted for a domain. Only what stands in the table counts: every object has a `constructor`, and nobody trusted it. */
export function trustedNamesFor(names: Names, domain: string): readonly string[] {
  const key = domain.toLowerCase();
  return (Object.hasOwn(names, key) ? names[key] : undefined) ?? [];
}

/** The table with one name more; the oldest of a domain give way to the fifty-first. */
export function withTrustedName(names: Names, domain: string, host: string): Names {
  const known = new Set([...trustedNamesFor(names, domain), host.toLowerCase()]);
  return { ...names, [domain.toLowerCase()]: [...known].slice(-mostForADomain) };
}
