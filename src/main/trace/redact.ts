/**
 * Takes secrets out of text before anything keeps, shows or writes it. Structure stays, so that a trace can still be read.
 * Replaced are: proofs of identity (digest responses, GSS tokens, signatures of other schemes stay because they prove nothing
 * afterwards), meeting keys, web tickets, media keys and relay credentials.
 */

const hidden = '(hidden)';

/** Parameters of authentication headers whose value proves identity or opens something. */
const authParameter = /\b(response|gssapi-data|cnonce|password|nextnonce)\s*=\s*("[^"]*"|[^\s,;]+)/gi;
const authHeader = /^(authorization|proxy-authorization|authentication-info|proxy-authentication-info)\s*:/i;

/** Elements, attributes and JSON members that hold a key or open something: conferences, shared slides, web services. */
const keyNames =
  'conference-?key|conf-?key|conf(?:erence)?-?pin|passcode|passphrase|join-?url|(?:encryption|content|slide|session|media)-?key|auth-?token|[sp]?AuthId|password';
const ticketElements = 'BinarySecurityToken|RequestedSecurityToken|Assertion|CipherValue';

/** Every repetition stops at the character that could begin it anew, or at a bound: linear in the text. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/(conf-key(?:=|%3d))[^&;>"'\s<%]+/gi, `$1${hidden}`],
  [new RegExp(`(<(?:[\\w.-]{1,64}:)?(?:${keyNames}|${ticketElements})\\b[^<>]{0,512}>)[^<]*`, 'gi'), `$1${hidden}`],
  [new RegExp(`\\b((?:${keyNames})["']?\\s{0,16}[=:]\\s{0,16})(?:"[^"]*"|'[^']*')`, 'gi'), `$1"${hidden}"`],
  // The first instant message rides in a header of the INVITE. [MS-SIP] 2.2.1
  [/(\bms-body=)[^;,\s]+/gi, `$1${hidden}`],
  [/^(a=(?:crypto|ice-pwd|cryptoscale):?).*$/gim, `$1${hidden}`],
  [/(\bbasic\s+)[a-z0-9+/=]{4,}/gi, `$1${hidden}`],
];

/** Something of which stands in every secret that the patterns know; most texts have none of it, and are done with one look. */
const anyTrace =
  /key|pass|pin\b|join-?url|authid|token|assertion|cipher|ms-body|basic|a=crypto|a=ice-pwd|authori|authentication/i;

/** A SIP message or any text as it may be kept. Never throws; returns the text itself when there is nothing to hide. */
export function redact(text: string): string {
  if (!anyTrace.test(text)) return text;
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
