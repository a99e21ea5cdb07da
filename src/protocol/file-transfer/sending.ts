/** The sender's end of the connection as a machine: answers the receiver's lines and packs the file into chunks. */
import {
  cancelledCode,
  dataChunk,
  endChunk,
  headerLength,
  joined,
  lineBytes,
  receivedCode,
  type TransferCrypto,
  takeLine,
  versionLine,
  type WireProblem,
} from './wire.ts';

export interface SendingStep {
  /** To be sent, in order. */
  readonly send: readonly Uint8Array[];
  /** The receiver waits for the file: pack it. */
  readonly isReady?: true;
  /** The receiver has it; when what is to be sent is sent, the connection may end. */
  readonly isDone?: true;
  readonly problem?: WireProblem;
}

export interface Sending {
  /** Takes what came. After `isDone` or a problem nothing is taken any more. */
  take(bytes: Uint8Array): SendingStep;
  /** A piece of the file, at most `chunkLength` bytes, as it goes on the wire. */
  pack(piece: Uint8Array): Uint8Array;
  /** Says that no more comes. */
  readonly ending: Uint8Array;
}

export interface SendingOptions {
  /** The receiver's address, without `sip:`. */
  readonly user: string;
  readonly authCookie: number;
  readonly fileSize: number;
  readonly crypto: TransferCrypto;
}

type Phase = 'version' | 'user' | 'start' | 'file' | 'over';

/** A machine for one file. */
export function createSending({ user, authCookie, fileSize, crypto }: SendingOptions): Sending {
  let phase: Phase = 'version';
  let held: Uint8Array = new Uint8Array();
  let left = fileSize;

  const answers: Readonly<Record<Phase, (line: string) => SendingStep>> = {
    version(line) {
      if (line !== versionLine) return wrong;
      phase = 'user';
      return { send: [lineBytes(versionLine)] };
    },
    user(line) {
      const [word, address = '', cookie] = line.split(' ');
      if (word !== 'USR' || address.toLowerCase() !== user.toLowerCase() || cookie !== String(authCookie)) return wrong;
      phase = 'start';
      return { send: [lineBytes(`FIL ${fileSize}`)] };
    },
    start(line) {
      if (line !== 'TFR') return wrong;
      phase = 'file';
      return { send: [], isReady: true };
    },
    file(line) {
      if (line !== `BYE ${receivedCode}` || left > 0) return wrong;
      phase = 'over';
      // The zero is the protocol's own.
      return { send: [lineBytes(`MAC ${crypto.finish()}\0`)], isDone: true };
    },
    over: () => wrong,
  };

  /** One line of what is held; undefined when more must come first. */
  function step(): SendingStep | undefined {
    const taken = phase === 'over' ? undefined : takeLine(held);
    if (taken === undefined) return undefined;
    if (taken === 'too-long') return wrong;
    held = taken.rest;
    return cancelling.has(taken.line) ? { send: [], problem: 'cancelled' } : answers[phase](taken.line);
  }

  return {
    take(bytes) {
      const send: Uint8Array[] = [];
      let ready: Pick<SendingStep, 'isReady'> = {};
      if (phase !== 'over') held = joined(held, bytes);
      for (let made = step(); made; made = step()) {
        send.push(...made.send);
        // A good-bye may come in the same piece: of an empty file, or of somebody who thought better of it.
        if (made.isReady) ready = { isReady: true };
        if (made.problem) phase = 'over';
        if (made.isDone || made.problem) return { ...made, ...ready, send };
      }
      return { ...ready, send };
    },
    pack(piece) {
      crypto.update(piece);
      left -= piece.length;
      const chunk = new Uint8Array(headerLength + piece.length);
      chunk.set([dataChunk, piece.length & 0xff, piece.length >> 8]);
      chunk.set(crypto.crypt(piece), headerLength);
      return chunk;
    },
    ending: Uint8Array.of(endChunk, 0, 0),
  };
}

const cancelling: ReadonlySet<string> = new Set(['CCL', `BYE ${cancelledCode}`]);
const wrong: SendingStep = { send: [], problem: 'wrong' };
