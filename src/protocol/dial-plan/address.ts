/** A number as it goes on the wire, and nothing but a number: a translation comes from a server and must not name another place. */
import type { DialAddress } from '../../shared/model/dial-plan.ts';

/** `+` only in front; letters because an old extension form (`x12`) may be left in it. */
const NUMBER = /^(\+?[0-9A-Za-z*#]{1,64})(?:;ext=(\d{1,16}))?$/i;
const LONGEST_CONTEXT = 256;
const EXTENSION = /;ext=(\d{1,16})$/i;

export interface Addressee {
  /** As rules made it, or as typed. */
  readonly number: string;
  /** Typed behind the number, used where the number has none of its own. */
  readonly extension?: string | undefined;
  /** The own company's domain. */
  readonly domain: string;
  /**
   * Whose translation a number without `+` is left to: the plan's name when no rule matched, `enterprise` for the company's own
   * form, `user-default` without a plan. [MS-SIPRE] 2.2.8. Undefined where the server has no such translation.
   */
  readonly context: string | undefined;
}

/**
 * The address to dial; undefined when what the rules made is no number. [MS-OCPSTN] 4.7.2.1, RFC 3966. A number without `+` and without a
 * context is no telephone number to others, and says so: it is a name at its domain. RFC 3966 5.1.5, RFC 3261 19.1.1
 */
export function dialAddress({ number, extension: typed, domain, context }: Addressee): DialAddress | undefined {
  const match = NUMBER.exec(number);
  const [, digits = '', own] = match ?? [];
  if (!match || !/\d|\*|#/.test(digits) || !/^[a-z0-9.-]{1,253}$/i.test(domain)) return undefined;
  const extension = own ?? typed;
  const phoneContext = digits.startsWith('+') ? undefined : context;
  const parameters = [
    ...(extension ? [`;ext=${extension}`] : []),
    ...(phoneContext === undefined ? [] : [`;phone-context=${escapeContext(phoneContext)}`]),
  ].join('');
  // `#` would begin a fragment in either scheme.
  const user = `${digits.replaceAll('#', '%23')}${parameters}`;
  const isName = phoneContext === undefined && !digits.startsWith('+');
  return {
    sip: `sip:${user}@${domain}${isName ? '' : ';user=phone'}`,
    tel: `tel:${user}`,
    ...(extension ? { extension } : {}),
    ...(phoneContext === undefined ? {} : { phoneContext }),
  };
}

/** Takes an extension off what was typed or stood in a directory: `+441785123456;ext=12`. */
export function splitExtension(cleaned: string): { readonly number: string; readonly extension?: string } {
  const number = cleaned.replace(/^tel:/i, '');
  const extension = EXTENSION.exec(number)?.[1];
  return extension ? { number: number.replace(EXTENSION, ''), extension } : { number };
}

/** Halves of surrogate pairs have no escape. */
function escapeContext(text: string): string {
  return encodeURIComponent(text.slice(0, LONGEST_CONTEXT).replace(/\p{Surrogate}/gu, ''));
}
