/** The escapes that meeting pages hide their facts in: script strings, HTML entities, base64url. */
import { decodeUtf8 } from '../sip/text.ts';

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const BASE64 = /^[A-Za-z0-9+/]*$/;

/** Resolves `\xHH`, `\uHHHH` and a backslash before any other character. */
export function decodeScript(text: string): string {
  return text.replace(/\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|([^xu]))/g, (_, byte, unit, character) =>
    character === undefined ? String.fromCharCode(Number.parseInt(byte ?? unit, 16)) : character,
  );
}

/** Resolves numeric entities and the five named ones of XML; any other stays as it is. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([a-z]{2,4}));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** The UTF-8 text behind base64url whose padding is written with `!`, `=` or not at all; undefined when it is none. */
export function decodeBase64Url(text: string): string | undefined {
  const digits = text
    .replace(/[!=]{0,2}$/, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/');
  if (!BASE64.test(digits) || digits.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let count = 0;
  for (const digit of digits) {
    bits = ((bits << 6) | sextetOf(digit.charCodeAt(0))) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[count++] = bits >> held;
  }
  return decodeUtf8(bytes);
}

function sextetOf(code: number): number {
  if (code >= 0x61) return code - 0x61 + 26;
  if (code >= 0x41) return code - 0x41;
  if (code >= 0x30) return code - 0x30 + 52;
  return code === 0x2b ? 62 : 63;
}
