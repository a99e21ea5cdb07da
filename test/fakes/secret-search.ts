/** Looks for secrets in whatever was kept, in every form that software writes bytes in. */

export interface Secret {
  readonly name: string;
  readonly bytes: Buffer;
}

export interface Kept {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Fewer bytes stand anywhere by chance. */
const fewest = 8;

/** A text secret is also what its UTF-16 is. */
export function secretOf(name: string, value: string | Uint8Array): Secret[] {
  const plain = typeof value === 'string' ? Buffer.from(value) : Buffer.from(value);
  const wide = typeof value === 'string' ? [{ name: `${name}, UTF-16`, bytes: Buffer.from(value, 'utf16le') }] : [];
  return [{ name, bytes: plain }, ...wide].filter(({ bytes }) => bytes.length >= fewest);
}

/** `name as form`, and the text or bytes to look for. */
export function formsOf({ name, bytes }: Secret): ReadonlyMap<string, Buffer> {
  const texts = new Map<string, string>([
    ['hex', bytes.toString('hex')],
    ['HEX', bytes.toString('hex').toUpperCase()],
    // As a part of something longer it begins at any of three places.
    ...[0, 1, 2].map((shift) => [`base64 ${shift}`, base64At(bytes, shift)] as const),
  ]);
  const forms = new Map<string, Buffer>([[`${name} as it is`, bytes]]);
  for (const [form, text] of texts) {
    forms.set(`${name} as ${form}`, Buffer.from(text, 'latin1'));
    forms.set(`${name} as ${form} in UTF-16`, Buffer.from(text, 'utf16le'));
  }
  return forms;
}

/** Every form of every secret that stands anywhere, as `secret as form in place`. */
export function findSecrets(secrets: readonly Secret[], kept: readonly Kept[]): string[] {
  return secrets.flatMap((secret) =>
    [...formsOf(secret)].flatMap(([form, wanted]) =>
      kept.filter(({ bytes }) => bytes.includes(wanted)).map((place) => `${form} in ${place.name}`),
    ),
  );
}

/** The digits that are the same whatever stands before and behind. */
function base64At(bytes: Buffer, shift: number): string {
  const digits = Buffer.concat([Buffer.alloc(shift), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  const last = (shift + bytes.length) % 3 === 0 ? digits.length : digits.length - 1;
  return digits.slice(shift === 0 ? 0 : shift + 1, last);
}
