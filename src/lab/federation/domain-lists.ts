/** How the lists of the control panel match a domain (mission M2). */

/** Lower case, no trailing dot: how both sides of a comparison are written. */
export function normalDomain(domain: string): string {
  return domain.trim().toLowerCase().replace(/\.$/, '');
}

/**
 * The blocked entry that hits `domain`, or undefined. An entry hits the domain itself and everything below it,
 * which is what the `suffix` parameter of diagnostic 1064 reports; `example.com` never hits `badexample.com`.
 */
export function blockedSuffix(domain: string, blocked: readonly string[]): string | undefined {
  const wanted = normalDomain(domain);
  return blocked.map(normalDomain).find((entry) => entry !== '' && (wanted === entry || wanted.endsWith(`.${entry}`)));
}

/** Whether `domain` is listed as allowed: exactly, since each allowed domain is an entry of its own. */
export function isAllowed(domain: string, allowed: readonly string[]): boolean {
  const wanted = normalDomain(domain);
  return allowed.some((entry) => normalDomain(entry) === wanted);
}

/** Whether a host lies in a domain: the rule that 1009 reports as broken. */
export function hostInDomain(host: string, domain: string): boolean {
  const name = normalDomain(host);
  const wanted = normalDomain(domain);
  return name === wanted || name.endsWith(`.${wanted}`);
}
