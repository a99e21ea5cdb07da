/** What a person types to sign in: an address, and from it the domain everything else is derived from (mission B1). */

export interface SignInAddress {
  /** `user@domain`, domain in ASCII and lower case. */
  readonly address: string;
  readonly sipUri: string;
  readonly user: string;
  readonly domain: string;
}

export type SignInAddressRead =
  | { readonly ok: true; readonly value: SignInAddress }
  | { readonly ok: false; readonly problem: string };

const maxLength = 255;

/** Reads `user@domain`, with or without `sip:`. `toAscii` turns an international name into ASCII and answers '' when it cannot. */
export function readSignInAddress(text: string, toAscii: (domain: string) => string): SignInAddressRead {
  const typed = text.trim().replace(/^sips?:/i, '');
  if (typed.length > maxLength) return { ok: false, problem: 'longer than 255 characters' };
  const at = typed.lastIndexOf('@');
  if (at <= 0) return { ok: false, problem: 'no user before an @' };
  const user = typed.slice(0, at);
  // Visible characters that need no escaping in a SIP URI's user part, RFC 3261 25.1.
  if (!/^[\w\-.!~*'()&=+$,;?/]+$/.test(user)) return { ok: false, problem: 'a character that no address may have' };
  const domain = readDomain(typed.slice(at + 1), toAscii);
  if (domain === undefined) return { ok: false, problem: 'not a domain after the @' };
  const lowered = user.toLowerCase();
  return {
    ok: true,
    value: { address: `${lowered}@${domain}`, sipUri: `sip:${lowered}@${domain}`, user: lowered, domain },
  };
}

/** A domain in ASCII and lower case without trailing dot, or undefined when it is none: at least two labels, no address literal. */
export function readDomain(text: string, toAscii: (domain: string) => string): string | undefined {
  const name = normalizeHost(text, toAscii);
  if (name === undefined || !name.includes('.')) return undefined;
  return /^\d+$/.test(name.slice(name.lastIndexOf('.') + 1)) ? undefined : name;
}

/** A host name in ASCII and lower case without trailing dot, or undefined when a label is empty, too long or has foreign characters. */
export function normalizeHost(text: string, toAscii: (domain: string) => string): string | undefined {
  const bare = text.endsWith('.') ? text.slice(0, -1) : text;
  if (bare === '' || /[^\p{L}\p{N}\p{M}.\-_]/u.test(bare)) return undefined;
  const ascii = toAscii(bare).toLowerCase();
  if (ascii === '' || ascii.length > 253) return undefined;
  const isFine = ascii.split('.').every((label) => /^[a-z0-9_]([a-z0-9\-_]{0,61}[a-z0-9_])?$/.test(label));
  return isFine ? ascii : undefined;
}
