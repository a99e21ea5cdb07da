/** How a whole message looks: the `msgr` of Microsoft's clients, which is MSN's X-MMS-IM-Format in base64 of UTF-16LE. Protocol notes 11.1 */
import { decodeBase64 } from '../auth/base64.ts';

export interface Looks {
  readonly bold?: true;
  readonly italic?: true;
  readonly underline?: true;
  readonly strike?: true;
  /** `#rrggbb`, lower case; black is left out, since it is what text is anyway. */
  readonly colour?: string;
}

const LONGEST = 4096;
const FORM = /^x-mms-im-format\s{0,8}:\s{0,8}([^\r\n]*)/im;

/** Reads `msgr`; no looks when it is damaged. */
export function readLooks(msgr: string): Looks {
  const bytes = msgr.length > LONGEST ? undefined : decodeBase64(msgr);
  const value = bytes === undefined ? undefined : FORM.exec(utf16(bytes))?.[1];
  if (value === undefined) return {};
  const field = (name: string) => new RegExp(`(?:^|;)\\s*${name}\\s*=\\s*([^;]*)`, 'i').exec(value)?.[1]?.trim() ?? '';
  const effects = field('EF').toUpperCase();
  const colour = colourOf(field('CO'));
  return {
    ...(effects.includes('B') ? { bold: true as const } : {}),
    ...(effects.includes('I') ? { italic: true as const } : {}),
    ...(effects.includes('U') ? { underline: true as const } : {}),
    ...(effects.includes('S') ? { strike: true as const } : {}),
    ...(colour ? { colour } : {}),
  };
}

function utf16(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    text += String.fromCharCode((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8));
  }
  return text;
}

/** Hexadecimal, blue first, without leading zeros. */
function colourOf(hex: string): string | undefined {
  if (!/^[0-9a-f]{1,6}$/i.test(hex)) return undefined;
  const [, blue, green, red] = /^(..)(..)(..)$/.exec(hex.toLowerCase().padStart(6, '0')) ?? [];
  const colour = `#${red}${green}${blue}`;
  return colour === '#000000' ? undefined : colour;
}
