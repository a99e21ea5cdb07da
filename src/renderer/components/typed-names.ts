/** Names of servers and domains as people type them, brought into the form main uses: ASCII, lower case. Main reads them again. */

const label = /^[a-z0-9_]([a-z0-9\-_]{0,61}[a-z0-9_])?$/;

/** A host name, or undefined when the text is none. International names come back in their ASCII form. */
function readHostName(text: string): string | undefined {
  const bare = text.trim().replace(/\.$/, '');
  // Only what names are made of reaches the URL parser, which would read "a/b" and "%41" as well.
  if (bare === '' || /[^\p{L}\p{N}\p{M}.\-_]/u.test(bare)) return undefined;
  const name = toAscii(bare);
  if (name === undefined || name.length > 253) return undefined;
  return name.split('.').every((part) => label.test(part)) ? name : undefined;
}

function toAscii(name: string): string | undefined {
  if (/^[\w.-]*$/.test(name)) return name.toLowerCase();
  return URL.parse(`https://${name}`)?.hostname;
}

/** A domain or the full name of a server, at least two labels and no address; undefined when the text is none. RFC 1123 2.1 */
export function readFullName(text: string): string | undefined {
  const name = readHostName(text);
  if (name === undefined || !name.includes('.') || name.includes('_')) return undefined;
  return /^\d+$/.test(name.slice(name.lastIndexOf('.') + 1)) ? undefined : name;
}

/** A server as `name`, `name:port`, `[v6]` or `[v6]:port`; an empty text stays empty, and undefined means that the text is none. */
export function readServerName(text: string): string | undefined {
  const typed = text.trim();
  if (typed === '') return '';
  const parts = /^(\[[0-9a-f:.]{2,45}\]|[^:[\]]+)(?::(\d{1,5}))?$/i.exec(typed);
  const host = parts?.[1]?.startsWith('[') ? addressIn(parts[1]) : readHostName(parts?.[1] ?? '');
  if (host === undefined) return undefined;
  const port = parts?.[2];
  if (port === undefined) return host;
  return Number(port) >= 1 && Number(port) <= 65_535 ? `${host}:${Number(port)}` : undefined;
}

/** A server as above, with `;transport=tls` or `;transport=tcp` behind it where it is an outbound proxy that wants it said. */
export function readServerPlace(text: string): string | undefined {
  const parts = /^([^;]*?)\s*(?:;\s*transport=(tls|tcp))?$/i.exec(text.trim());
  const name = parts ? readServerName(parts[1] ?? '') : undefined;
  const transport = parts?.[2]?.toLowerCase();
  if (name === undefined || transport === undefined) return name;
  return name === '' ? undefined : `${name};transport=${transport}`;
}

function addressIn(brackets: string): string | undefined {
  return URL.parse(`https://${brackets}`)?.hostname;
}
