/** The receiver's end of the connection as a machine: bytes go in, bytes to send and pieces of the file come out. */
import {
  dataChunk,
  headerLength,
  joined,
  lineBytes,
  receivedCode,
  type TransferCrypto,
  takeLine,
  versionLine,
  type WireProblem,
} from './wire.ts';

export interface Received {
  /** To be sent, in order. */
  readonly send: readonly Uint8Array[];
  /** Of the file, decrypted, in order. */
  readonly data: readonly Uint8Array[];
  /** The file is whole and its check is right. */
  readonly isDone?: true;
  readonly problem?: WireProblem;
}

export interface Receiving {
  /** To be sent first, whoever opened the connection. */
  readonly greeting: Uint8Array;
  /** Takes what came. After `isDone` or a problem nothing is taken any more. */
  take(bytes: Uint8Array): Received;
}

export interface ReceivingOptions {
  /** Our address, without `sip:`. */
  readonly user: string;
  readonly authCookie: number;
  /** As offered; another size is refused. */
  readonly fileSize: number;
  readonly crypto: TransferCrypto;
}

type Phase = 'version' | 'size' | 'file' | 'check' | 'over';

/** A machine for one file. */
export function createReceiving({ user, authCookie, fileSize, crypto }: ReceivingOptions): Receiving {
  let phase: Phase = 'version';
  let held: Uint8Array = new Uint8Array();
  let left = fileSize;
  let leftInChunk = 0;

  /** One step with what is held; undefined when more must come first. */
  function step(): Partial<Received> | undefined {
    if (phase === 'file' && left > 0) return leftInChunk > 0 ? takeData() : takeHeader();
    if (phase === 'file') {
      phase = 'check';
      return { send: [lineBytes(`BYE ${receivedCode}`)] };
    }
    const taken = takeLine(held);
    if (taken === 'too-long') return { problem: 'wrong' };
    if (!taken) return undefined;
    held = taken.rest;
    return answer(taken.line);
  }

  function answer(line: string): Partial<Received> {
    if (phase === 'version' && line === versionLine) {
      phase = 'size';
      return { send: [lineBytes(`USR ${user} ${authCookie}`)] };
    }
    if (phase === 'size' && line === `FIL ${fileSize}`) {
      phase = 'file';
      return { send: [lineBytes('TFR')] };
    }
    if (phase !== 'check') return { problem: 'wrong' };
    return line === `MAC ${crypto.finish()}` ? { isDone: true } : { problem: 'broken' };
  }

  function takeHeader(): Partial<Received> | undefined {
    if (held.length < headerLength) return undefined;
    const [type, low = 0, high = 0] = held;
    held = held.subarray(headerLength);
    leftInChunk = low + high * 256;
    if (type !== dataChunk || leftInChunk === 0) return { problem: 'cancelled' };
    return leftInChunk > left ? { problem: 'wrong' } : {};
  }

  function takeData(): Partial<Received> | undefined {
    if (held.length === 0) return undefined;
    const piece = crypto.crypt(held.subarray(0, leftInChunk));
    crypto.update(piece);
    held = held.subarray(piece.length);
    leftInChunk -= piece.length;
    left -= piece.length;
    return { data: [piece] };
  }

  return {
    greeting: lineBytes(versionLine),
    take(bytes) {
      const send: Uint8Array[] = [];
      const data: Uint8Array[] = [];
      if (phase !== 'over') held = joined(held, bytes);
      while (phase !== 'over') {
        const made = step();
        if (!made) break;
        send.push(...(made.send ?? []));
        data.push(...(made.data ?? []));
        if (!(made.isDone || made.problem)) continue;
        phase = 'over';
        return { ...made, send, data };
      }
      return { send, data };
    },
  };
}
