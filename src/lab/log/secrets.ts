/** Takes proofs and keys out of what the lab's log keeps, so that a log can be handed on. */

const HIDDEN = '(hidden)';
const authHeader = /^((?:proxy-)?authorization|(?:proxy-)?authentication-info|(?:www|proxy)-authenticate)[ \t]*:/i;
const authParameter = /\b(response|rspauth|cnonce|nextnonce|gssapi-data|signature)=("[^"]*"|[^\s,;]+)/gi;
const bodyPatterns: readonly RegExp[] = [
  /(conf-key(?:=|%3d))[^&;>"'\s<%]+/gi,
  /(<(?:[\w.-]+:)?(?:conference-key|conf-key|conferenceKey|passcode|password|encryption-key)\b[^>]*>)[^<]+/gi,
  /^(a=(?:crypto|ice-pwd):).*$/gim,
  // Tokens for a meeting's content, and the random addresses of its pages.
  /(<key>\s*[ps]AuthId\s*<\/key>\s*<value>)[^<]+/gi,
  /(\/DataCollab\/)[^\s"'<>]+/gi,
];

/** The text with the values of secrets replaced; all else stays as it was. */
export function withoutSecrets(text: string): string {
  let result = text;
  for (const pattern of bodyPatterns) result = result.replace(pattern, `$1${HIDDEN}`);
  let isSecret = false;
  return result
    .split('\r\n')
    .map((line) => {
      // A line that begins with a blank continues the header above it.
      isSecret = /^[ \t]/.test(line) ? isSecret : authHeader.test(line);
      return isSecret ? line.replace(authParameter, `$1="${HIDDEN}"`) : line;
    })
    .join('\r\n');
}
