/** The frames of a meeting's content: this side's own reader and writer. docs/protocol/content.md; lab only */

/** `length` counts kind and body. */
const SHORTEST = 2;
const LONGEST = 262_144;
const HEAD = 4;
const JSON_KIND = 0x4a;
const BYTES_KIND = 0x42;
const DEEPEST = 8;

export type JsonObject = Readonly<Record<string, unknown>>;

export type Frame =
  | { readonly kind: 'object'; readonly value: JsonObject }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

/** The frames that are whole by now, or why there will be none any more. */
export type FrameReading =
  | { readonly ok: true; readonly frames: readonly Frame[] }
  | { readonly ok: false; readonly problem: 'length' | 'kind' | 'json' };

/** Puts bytes together to frames; holds at most one frame that is not whole. */
export class FrameReader {
  #held: Buffer = Buffer.alloc(0);

  /** Frames before a fault are lost with it: the connection ends there. */
  push(bytes: Uint8Array): FrameReading {
    this.#held = this.#held.length === 0 ? Buffer.from(bytes) : Buffer.concat([this.#held, bytes]);
    const frames: Frame[] = [];
    while (this.#held.length >= HEAD) {
      const length = this.#held.readUInt32BE(0);
      if (length < SHORTEST || length > LONGEST) return { ok: false, problem: 'length' };
      if (this.#held.length < HEAD + length) break;
      const frame = readFrame(this.#held[HEAD], this.#held.subarray(HEAD + 1, HEAD + length));
      if (typeof frame === 'string') return { ok: false, problem: frame };
      frames.push(frame);
      this.#held = this.#held.subarray(HEAD + length);
    }
    return { ok: true, frames };
  }
}

function readFrame(kind: number | undefined, body: Buffer): Frame | 'kind' | 'json' {
  if (kind === BYTES_KIND) return { kind: 'bytes', bytes: body };
  if (kind !== JSON_KIND) return 'kind';
  const value = objectIn(body.toString('utf8'));
  return value ? { kind: 'object', value } : 'json';
}

function objectIn(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && depthOf(value) <= DEEPEST ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** How deep a value is, counted no further than matters. */
function depthOf(value: unknown, above = 1): number {
  if (typeof value !== 'object' || value === null || above > DEEPEST) return above;
  return Object.values(value).reduce<number>((deepest, each) => Math.max(deepest, depthOf(each, above + 1)), above);
}

/** One object as a frame. */
export function objectFrame(value: JsonObject): Buffer {
  return frameOf(JSON_KIND, Buffer.from(JSON.stringify(value), 'utf8'));
}

/** A frame with a kind and a length of one's own choice; undefined: what it should be. */
export function frameOf(kind: number, body: Uint8Array, length = body.length + 1): Buffer {
  const head = Buffer.alloc(HEAD + 1);
  head.writeUInt32BE(length, 0);
  head[HEAD] = kind;
  return Buffer.concat([head, body]);
}
