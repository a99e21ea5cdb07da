/**
 * Takes secrets out of text before anything keeps, shows or writes it. Structure stays, so that a trace can still be read.
 * Replaced are: proofs of identity (digest responses, GSS tokens, signatures of other schemes stay because they prove nothing
 * afterwards), meeting keys, web tickets, media keys and relay credentials.
 */

const hidden = '(hidden)';

/** Parameters of authentication headers whose value proves identity or opens something. */
const authParameter = /\b(response|gssapi-data|cnonce|password|nextnonce)\s*=\s*("[^"]*"|[^\s,;]+)/gi;
const authHeader = /^(authorization|proxy-authorization|authentication-info|proxy-authentication-info)\s*:/i;

/** Keys in links and bodies. Every repetition stops at the character that could begin it anew, or at a bound: linear in the text. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/(conf-key(?:=|%3d))[^&;>"'\s<%]+/gi, `$1${hidden}`],
  [
    /(<(?:[\w.-]+:)?(?:conference-key|conf-key|conferenceKey|passcode|encryption-key)\b[^<>]{0,512}>)[^<]*/gi,
    `$1${hidden}`,
  ],
  [
    /(<(?:[\w.-]+:)?(?:BinarySecurityToken|RequestedSecurityToken|Assertion|CipherValue|password)\b[^<>]{0,512}>)[^<]*/gi,
    `$1${hidden}`,
  ],
  [/^(a=(?:crypto|ice-pwd|cryptoscale):?).*$/gim, `$1${hidden}`],
  [/(\bbasic\s+)[a-z0-9+/=]{4,}/gi, `$1${hidden}`],
];

/** A SIP message or any text as it may be kept. Never throws; returns the text itself when there is nothing to hide. */
export function redact(text: string): string {
  let result = text;
  for (const [pattern, replacement] of patterns) result = result.replace(pattern, replacement);
  if (!/authori[sz]ation|authentication-info/i.test(result)) return result;
  const end = result.indexOf('\r\n\r\n');
  return end < 0 ? redactHead(result) : redactHead(result.slice(0, end)) + result.slice(end);
}

/** Headers line by line; a folded line belongs to the header before it. */
function redactHead(head: string): string {
  let isProof = false;
  return head
    .split('\r\n')
    .map((line) => {
      if (!/^[ \t]/.test(line)) isProof = authHeader.test(line);
      return isProof ? line.replace(authParameter, `$1="${hidden}"`) : line;
    })
    .join('\r\n');
}
