/**
 * Which version a feed offers, believed only with a signature over its exact bytes by the administrator's key, and only until the day that it
 * names: who keeps a newer list back shall not be able to for ever. Pure: what the server sent comes in, a value or a failure goes out; nothing
 * is parsed before the signature holds.
 */
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { z } from 'zod';
import type { UpdateSource } from '../../shared/model/managed.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import { isVersion } from './version.ts';

export interface OfferedFile {
  /** Below the feed's folder. */
  readonly url: string;
  /** Base64. */
  readonly sha512: string;
  /** Bytes. */
  readonly size: number;
}

export interface OfferedVersion {
  readonly version: string;
  /** Wall clock, milliseconds since 1970: from then on the offer counts no more. */
  readonly validUntil: number;
  readonly files: readonly OfferedFile[];
}

const mostBytes = 2_000_000_000;
const shape = z.object({
  version: z.string().refine(isVersion),
  validUntil: z.iso.datetime().transform(Date.parse),
  files: z
    .array(
      z.object({
        url: z.string().min(1).max(300),
        sha512: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
        size: z.number().int().min(1).max(mostBytes),
      }),
    )
    .min(1)
    .max(20),
});

export interface ReceivedFeed {
  readonly bytes: Uint8Array;
  /** The text of the file beside it: the signature in base64. */
  readonly signature: string;
}

export interface Belief {
  readonly source: UpdateSource;
  /** Reads YAML; throws where it is none. */
  readonly parse: (text: string) => unknown;
  /** Wall clock: whether the list has expired, and for the failure. */
  readonly at: number;
}

/** Reads what a server sent. Failures: UPDATE_NOT_BELIEVED, with what is wrong as its detail; UPDATE_EXPIRED, with the day as its detail. */
export function believeFeed(
  { bytes, signature }: ReceivedFeed,
  { source, parse, at }: Belief,
): Outcome<OfferedVersion> {
  const not = (detail: string) =>
    failed({ code: 'UPDATE_NOT_BELIEVED', server: new URL(source.feed).host, detail, at });
  const key = publicKey(source.key);
  if (!key) return not('the key is no Ed25519 public key');
  if (!/^[A-Za-z0-9+/]{86}==\s*$/.test(signature)) return not('the signature is not one');
  if (!verify(null, bytes, key, Buffer.from(signature, 'base64'))) return not('the signature is wrong');
  const read = shape.safeParse(parsed(parse, Buffer.from(bytes).toString('utf8')));
  if (!read.success) return not('the signed list is not one of versions');
  const { version, validUntil } = read.data;
  const files = read.data.files.map((file) => ({ ...file, url: urlIn(file.url, source.feed) }));
  const folder = new URL(source.feed).href;
  const stray = files.find(({ url }) => !url.startsWith(folder) || url.length === folder.length);
  if (stray) return not('it leads out of its own folder');
  return stillValid({ version, validUntil, files }, source, at);
}

/** The same offer, unless its time is over. Failure: UPDATE_EXPIRED. */
export function stillValid(offered: OfferedVersion, { feed }: UpdateSource, at: number): Outcome<OfferedVersion> {
  if (at < offered.validUntil) return done(offered);
  const detail = `valid until ${new Date(offered.validUntil).toISOString()}`;
  return failed({ code: 'UPDATE_EXPIRED', server: new URL(feed).host, detail, at });
}

/** The whole address; empty where it is none. */
function urlIn(path: string, feed: string): string {
  try {
    return new URL(path, feed).href;
  } catch {
    return '';
  }
}

function publicKey(base64: string): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
}

function parsed(parse: (text: string) => unknown, text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
