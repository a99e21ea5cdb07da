/** One file over one connection, either way: the machines of src/protocol/file-transfer driven by a socket. */
import { createReadStream } from 'node:fs';
import type { Socket } from 'node:net';
import type { Receiving } from '../../../protocol/file-transfer/receiving.ts';
import type { Sending } from '../../../protocol/file-transfer/sending.ts';
import { chunkLength, lineBytes, type WireProblem } from '../../../protocol/file-transfer/wire.ts';
import type { Clock } from '../../../shared/clock.ts';

/** `lost`: the connection ended too early, or nothing moved for a minute. `unreadable`: the file to be sent changed or cannot be read. */
export type TransferEnd = 'done' | WireProblem | 'lost' | 'unreadable' | 'aborted';

export interface TransferContext {
  readonly socket: Socket;
  readonly clock: Clock;
  /** Ends the transfer, and tells the other side. */
  readonly signal: AbortSignal;
  /** Told as bytes of the file go over; how many so far. */
  readonly onMoved: (bytes: number) => void;
}

const idleMs = 60_000;
/** For the other side to hang up after a good-bye. */
const partingMs = 2000;
/** Read from the disk at once. */
const blockLength = chunkLength * 32;

/** Takes a file. Rejects only with what `write` rejects with; the connection is closed in any case. */
export async function receiveOver(
  context: TransferContext & { readonly receiving: Receiving; readonly write: (data: Uint8Array) => Promise<void> },
): Promise<TransferEnd> {
  const { socket, receiving } = context;
  const watch = guard(context, lineBytes('CCL'));
  let moved = 0;
  socket.write(receiving.greeting);
  try {
    for await (const bytes of bytesOf(socket)) {
      // What comes after the good-bye is read all the same: closing on it would reset the connection, and the good-bye might be lost.
      if (context.signal.aborted) continue;
      watch.alive();
      const { send, data, isDone, problem } = receiving.take(bytes);
      if (data.length > 0) {
        const piece = Buffer.concat(data);
        await context.write(piece);
        moved += piece.length;
        context.onMoved(moved);
      }
      for (const line of send) socket.write(line);
      if (isDone) return 'done';
      if (problem) return problem;
    }
    return context.signal.aborted ? 'aborted' : 'lost';
  } finally {
    watch.end();
  }
}

/** Gives a file. Never rejects; the connection is closed in any case. */
export async function sendOver(
  context: TransferContext & { readonly sending: Sending; readonly path: string; readonly fileSize: number },
): Promise<TransferEnd> {
  const { socket, sending } = context;
  const watch = guard(context, sending.ending);
  let isUnreadable = false;
  const pump = () =>
    pumpFile(context, watch.alive).catch(() => {
      isUnreadable = true;
      socket.destroy();
    });
  try {
    for await (const bytes of bytesOf(socket)) {
      watch.alive();
      const { send, isReady, isDone, problem } = sending.take(bytes);
      for (const line of send) socket.write(line);
      if (isReady) void pump();
      if (problem) return problem;
      if (isDone) return await flushed(socket);
    }
    if (isUnreadable) return 'unreadable';
    return context.signal.aborted ? 'aborted' : 'lost';
  } finally {
    watch.end();
  }
}

/** Rejects when the file is not what was offered, or cannot be read. */
async function pumpFile(
  { socket, sending, path, fileSize, onMoved }: Parameters<typeof sendOver>[0],
  alive: () => void,
): Promise<void> {
  let moved = 0;
  for await (const block of createReadStream(path, { highWaterMark: blockLength }) as AsyncIterable<Buffer>) {
    if (moved + block.length > fileSize) throw new Error('the file has grown');
    for (let at = 0; at < block.length; at += chunkLength) {
      if (socket.destroyed) return;
      const hasRoom = socket.write(sending.pack(block.subarray(at, at + chunkLength)));
      if (!hasRoom) await roomIn(socket);
    }
    moved += block.length;
    alive();
    onMoved(moved);
  }
  if (moved < fileSize) throw new Error('the file has shrunk');
}

function roomIn(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      socket.off('drain', go);
      socket.off('close', go);
      resolve();
    };
    socket.on('drain', go);
    socket.on('close', go);
  });
}

/** What was written is with the system before the connection is closed. */
function flushed(socket: Socket): Promise<TransferEnd> {
  return new Promise((resolve) => {
    socket.once('close', () => resolve('done'));
    socket.end(() => resolve('done'));
  });
}

/** A connection that breaks ends like one that was closed. */
async function* bytesOf(socket: Socket): AsyncGenerator<Buffer> {
  try {
    yield* socket as AsyncIterable<Buffer>;
  } catch {
    // Too early an end says the same.
  }
}

/** Closes an idle connection; says good-bye on one that is aborted. */
function guard({ socket, clock, signal }: TransferContext, goodBye: Uint8Array) {
  socket.on('error', () => undefined);
  let stop = clock.after(idleMs, () => socket.destroy());
  const leave = () => {
    socket.end(goodBye);
    stop();
    stop = clock.after(partingMs, () => socket.destroy());
  };
  if (signal.aborted) leave();
  else signal.addEventListener('abort', leave, { once: true });
  return {
    alive() {
      stop();
      stop = clock.after(idleMs, () => socket.destroy());
    },
    end() {
      stop();
      signal.removeEventListener('abort', leave);
      socket.destroy();
    },
  };
}
