/**
 * Takes secrets out of text before anything keeps, shows or writes it. Structure stays, so that a trace can still be read. Replaced are:
 * proofs of identity (digest responses, the tokens of every handshake, of either side), meeting keys, web tickets and what proves them,
 * private keys, media keys and relay credentials. Nonces and the signatures under messages stay: they open nothing.
 */

const hidden = '(hidden)';

/** Parameters of authentication headers whose value proves identity or opens something. */
const authParameter =
  /\b(response|cnonce|password|nextnonce)\s*=\s*("(?:[^"\n]|\n(?![^\n]*\b(?:response|cnonce|password|nextnonce)\s*=))*"|[^\s,;]+)/gi;
/** With the lines that belong to it by their fold, also those of a message inside a body. RFC 3261 7.3.1 */
const authHeader = /^(?:proxy-)?(?:authorization|authentication-info)[ \t]*:[^\n]*(?:\n[ \t][^\n]*)*/gim;

/** Elements, attributes and JSON members that hold a key or open something: conferences, shared slides, web services. */
const keyNames =
  'conference-?key|conf-?key|conf(?:erence)?-?pin|passcode|passphrase|join-?url|(?:encryption|content|slide|session|media)-?key|auth-?token|[sp]?AuthId|password';
const ticketElements = 'username|BinarySecurityToken|BinarySecret|RequestedSecurityToken|CipherValue';

/** A quotation mark of JSON or XML inside another text of the kind. */
const innerQuote = '\\\\{1,7}["\']|&(?:amp;){0,3}(?:quot|apos|#3[49]|#x2[27]);';
const cdata = '<!\\[CDATA\\[[\\s\\S]*?(?:\\]\\]>|$)';

/** Every repetition stops at the character that could begin it anew, or at a bound: linear in the text. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/(conf-key(?:=|%3d))[^&;>"'\s<%]+/gi, `$1${hidden}`],
  // A ticket is a secret as a whole; one that never ends is taken to the end of the text.
  [
    /<(?:[\w.-]{1,64}:)?Assertion\b[\s\S]*?(?:<\/(?:[\w.-]{1,64}:)?Assertion\s{0,16}>|$)/gi,
    `<Assertion>${hidden}</Assertion>`,
  ],
  [new RegExp(`(<(?:[\\w.-]{1,64}:)?(?:${keyNames}|${ticketElements})\\b[^<>]{0,512}>)[^<]*`, 'gi'), `$1${hidden}`],
  [new RegExp(`\\b((?:${keyNames})["']?\\s{0,16}[=:]\\s{0,16})(?:"[^"]*"|'[^']*')`, 'gi'), `$1"${hidden}"`],
  // The first instant message rides in a header of the INVITE. [MS-SIP] 2.2.1
  [/(\bms-body=)[^;,\s]+/gi, `$1${hidden}`],
  [/^(a=(?:crypto|ice-pwd|cryptoscale|key-mgmt):?|k=).*$/gim, `$1${hidden}`],
  // The older form of candidates bears a password each. [MS-ICE] 2.2.1
  [/^(a=candidate:\S{1,256} \d{1,3} )\S{8,256}(?= (?:UDP|TCP(?:-(?:ACT|PASS|SO))?) )/gim, `$1${hidden}`],
  // In challenges as in answers, and in a quoted text that was cut short. [MS-SIPAE] 2.2.1
  [/(\bgssapi-data\s{0,16}=\s{0,16})(?:"[^"]*(?:"|$)|[^\s,;"]+)/gi, `$1"${hidden}"`],
  // RFC 7617, RFC 4559, and NTLM's own mark wherever it stands.
  [/(\bbasic\s+)[a-z0-9+/=]{4,}/gi, `$1${hidden}`],
  [/(\b(?:negotiate|ntlm|bearer)\s+)[a-z0-9+/=._~-]{16,}/gi, `$1${hidden}`],
  [/\bTlRMTVNTUA[A-Za-z0-9+/]+={0,2}/g, hidden],
  [/(\bx-ms-webticket["']?\s{0,16}[:=])[^\r\n]+/gi, `$1 ${hidden}`],
  [
    /(-----BEGIN (?:[A-Z]{1,16} )?PRIVATE KEY-----)[\s\S]*?(?:-----END (?:[A-Z]{1,16} )?PRIVATE KEY-----|$)/g,
    `$1${hidden}`,
  ],
];

/**
 * Secrets in a text that is encoded within another. They run after all others, so that they only take more away: first they could take the mark of
 * a secret, or the quotation mark where one ends, for a part of another, and the rest would be told.
 */
const nestedPatterns: readonly (readonly [RegExp, string])[] = [
  // With what seems a mark in it: another key may follow without a break.
  [/(conf-key(?:=|%(?:25){0,3}3d))[^&;>"'\s<%]+(?:%(?:25){0,3}3d[^&;>"'\s<%]*)*/gi, `$1${hidden}`],
  [
    new RegExp(`(<(?:[\\w.-]{1,64}:)?(?:${keyNames}|${ticketElements})\\b[^<>]{0,512}>)[^<]*(?:${cdata}[^<]*)*`, 'gi'),
    `$1${hidden}`,
  ],
  // XML that is the text of an element, and JSON that is the text of one or of a member.
  [
    new RegExp(
      `(&(?:amp;){0,3}lt;(?:[\\w.-]{1,64}:)?(?:${keyNames}|${ticketElements})\\b[^<>]{0,512}?&(?:amp;){0,3}gt;)[^<]*?(?=&(?:amp;){0,3}lt;|<|$)`,
      'gi',
    ),
    `$1${hidden}`,
  ],
  [
    new RegExp(`\\b((?:${keyNames})(?:${innerQuote})?\\s{0,16}[=:]\\s{0,16})(${innerQuote})[\\s\\S]*?(?:\\2|$)`, 'gi'),
    `$1$2${hidden}$2`,
  ],
];

/** In front of the host of an address. RFC 3261 19.1.1, RFC 3986 3.2.1 */
const userPassword = /\b((?:sips?:|(?:https?|wss?):\/\/)[^\s:@/<>"'?;,]{0,256}:)[^\s@/<>"'?;,]{1,256}(?=@)/gi;

/**
 * Something of which stands in every secret that the patterns know, in small letters; most texts have none of it, and are done with one look. A mere "token"
 * is none: each notification of presence bears one, which names an activity. The short words apart: the longer all the others are, the further the
 * search leaps.
 */
const anyTrace =
  /join-?url|authid|auth-?token|securitytoken|assertion|cipher|secret|ticket|ms-body|gssapi|basic|negotiate|bearer|tlrmtvntua|a=crypto|a=ice-pwd|a=candidate|username|authori|authentication/;
const anyShortTrace = /key|\nk=|pass|pin\b|ntlm/;

/** A SIP message or any text as it may be kept. Never throws; returns the text itself when there is nothing to hide. */
export function redact(given: string): string {
  const text = given.replace(userPassword, `$1${hidden}`);
  const small = text.toLowerCase();
  if (!anyShortTrace.test(small) && !anyTrace.test(small)) return text;
  let result = text;
  for (const [pattern, replacement] of patterns) result = result.replace(pattern, replacement);
  if (/authori[sz]ation|authentication-info/i.test(result)) result = result.replace(authHeader, redactHeader);
  for (const [pattern, replacement] of nestedPatterns) result = result.replace(pattern, replacement);
  return result;
}

function redactHeader(header: string): string {
  return header.replace(authParameter, `$1="${hidden}"`);
}

const secretMember = new RegExp(`^(?:${keyNames})$`, 'i');

/**
 * The same data with every text in it as it may be kept, and nothing left of what stands under the name of a secret. For data that will be written
 * as JSON: in JSON's own spelling of a text, with its escaped quotes and line ends, a secret seems to end elsewhere. Lists and plain objects are copied.
 */
export function redactData(data: unknown, clean: (text: string) => string = redact): unknown {
  if (typeof data === 'string') return clean(data);
  if (Array.isArray(data)) return data.map((each) => redactData(each, clean));
  if (typeof data !== 'object' || data === null) return data;
  const members = Object.entries(data).map(([name, held]) => [
    clean(name),
    typeof held === 'string' && secretMember.test(name) ? hidden : redactData(held, clean),
  ]);
  return Object.fromEntries(members);
}
