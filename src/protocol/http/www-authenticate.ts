/** What a web server asks for in a 401. RFC 9110 11.6.1, RFC 4559 4 */
import type { WebAuthForm } from '../soap/mex.ts';

export interface WebOffer {
  readonly form: WebAuthForm;
  /** The server's next message of a scheme that takes several rounds; base64. */
  readonly token?: string;
}

const longest = 65_536;

/** The schemes we know among the headers' values, in the server's order, each once. A list in one header is read as well. */
export function readWebOffers(values: readonly string[]): WebOffer[] {
  const text = values.slice(0, 16).join(',').slice(0, longest);
  const found = text.matchAll(
    /(?:^|,)[ \t]*(negotiate|ntlm|basic)(?:[ \t]+([A-Za-z0-9+/]+={0,2})(?=[ \t]*(?:,|$)))?(?![\w-])/gi,
  );
  const offers = new Map<WebAuthForm, WebOffer>();
  for (const [, scheme = '', token] of found) {
    const form = scheme.toLowerCase() as WebAuthForm;
    if (!offers.has(form)) offers.set(form, { form, ...(token === undefined ? {} : { token }) });
  }
  return [...offers.values()];
}
