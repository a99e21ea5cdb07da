/** Header names: compact forms and the key each name is looked up by. RFC 3261 7.3.3, 20 */

const COMPACT: ReadonlyMap<string, string> = new Map([
  ['a', 'accept-contact'],
  ['b', 'referred-by'],
  ['c', 'content-type'],
  ['d', 'request-disposition'],
  ['e', 'content-encoding'],
  ['f', 'from'],
  ['i', 'call-id'],
  ['j', 'reject-contact'],
  ['k', 'supported'],
  ['l', 'content-length'],
  ['m', 'contact'],
  ['n', 'identity-info'],
  ['o', 'event'],
  ['r', 'refer-to'],
  ['s', 'subject'],
  ['t', 'to'],
  ['u', 'allow-events'],
  ['v', 'via'],
  ['x', 'session-expires'],
  ['y', 'identity'],
]);

const TOKEN = /^[A-Za-z0-9\-.!%*_+`'~]+$/;

/** Spellings seen on every message, so that the common name costs one look-up and no pattern. */
const FREQUENT: ReadonlyMap<string, string> = new Map(
  (
    'Via From To Call-ID CSeq Contact Content-Type Content-Length Max-Forwards User-Agent Server Supported Allow Event ' +
    'Expires Record-Route Route Authorization Proxy-Authorization Authentication-Info Proxy-Authentication-Info ' +
    'WWW-Authenticate Proxy-Authenticate Subscription-State Allow-Events Require Accept Date Session-Expires ' +
    'ms-diagnostics ms-diagnostics-public ms-keep-alive ms-user-logon-data subscription-state'
  )
    .split(' ')
    .map((name) => [name, name.toLowerCase()]),
);

/** Whether a text is a token: a header name, a method, a parameter name. RFC 3261 25.1 */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/** The lower-case key of a header name with compact forms expanded; undefined when it is no token. */
export function headerKey(name: string): string | undefined {
  const known = FREQUENT.get(name);
  if (known !== undefined) return known;
  if (!TOKEN.test(name)) return undefined;
  const key = name.toLowerCase();
  return COMPACT.get(key) ?? key;
}
