/** The frames of the content connection: length, kind, body. docs/protocol/content.md, "Frames" */
import { decodeUtf8, encodeUtf8 } from '../sip/text.ts';

/** Of kind and body together. */
export const longestFrame = 262_144;
/** Of a page's bytes in one frame on its way up. */
export const longestChunk = 65_536;
const headerLength = 4;
const jsonKind = 0x4a;
const bytesKind = 0x42;

export type FrameProblem = 'frame-length' | 'frame-kind' | 'frame-text';

export type FrameReading =
  | { readonly ok: true; readonly values: readonly unknown[] }
  | { readonly ok: false; readonly problem: FrameProblem };

export interface FrameReader {
  /** The JSON values that became whole. After a problem the stream is lost, and the same problem comes again. */
  push(bytes: Uint8Array): FrameReading;
  /** Overwrites what is held. */
  wipe(): void;
}

/** Reads what a server sends: JSON frames only. Holds at most one frame that is not whole. */
export function createFrameReader(): FrameReader {
  let held = new Uint8Array(0);
  let problem: FrameProblem | undefined;

  function take(from: number): { readonly end: number; readonly value: unknown } | FrameProblem | undefined {
    if (held.length - from < headerLength) return undefined;
    const length = new DataView(held.buffer, held.byteOffset + from, headerLength).getUint32(0);
    if (length < 2 || length > longestFrame) return 'frame-length';
    const start = from + headerLength;
    if (held.length > start && held[start] !== jsonKind) return 'frame-kind';
    const end = start + length;
    if (held.length < end) return undefined;
    const value = parse(held.subarray(start + 1, end));
    return value === undefined ? 'frame-text' : { end, value };
  }

  return {
    push(bytes) {
      if (problem) return { ok: false, problem };
      held = joined(held, bytes);
      const values: unknown[] = [];
      let from = 0;
      for (;;) {
        const frame = take(from);
        if (typeof frame === 'string') {
          problem = frame;
          return { ok: false, problem };
        }
        if (!frame) break;
        values.push(frame.value);
        from = frame.end;
      }
      const rest = held.slice(from);
      held.fill(0);
      held = rest;
      return { ok: true, values };
    },
    wipe() {
      held.fill(0);
      held = new Uint8Array(0);
    },
  };
}

/** A request as a frame. Throws for one beyond the bound, which no request within its own bounds is. */
export function writeJsonFrame(value: object): Uint8Array {
  return frame(jsonKind, encodeUtf8(JSON.stringify(value)));
}

/** A part of a page, at most `longestChunk` bytes. */
export function writeBytesFrame(chunk: Uint8Array): Uint8Array {
  return frame(bytesKind, chunk);
}

function frame(kind: number, body: Uint8Array): Uint8Array {
  const length = body.length + 1;
  if (length > longestFrame) throw new RangeError('a frame beyond its bound');
  const whole = new Uint8Array(headerLength + length);
  new DataView(whole.buffer).setUint32(0, length);
  whole[headerLength] = kind;
  whole.set(body, headerLength + 1);
  return whole;
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(one.length + other.length);
  whole.set(one);
  whole.set(other, one.length);
  one.fill(0);
  return whole;
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(decodeUtf8(body));
  } catch {
    return undefined;
  }
}
