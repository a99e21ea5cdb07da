/** How two computers reach each other for one file: one listens and says where, the other connects and proves who it is. */
import type { Socket } from 'node:net';
import {
  invitationType,
  type TransferEndpoint,
  type TransferKeys,
} from '../../../protocol/file-transfer/invitation.ts';
import { writeAccept } from '../../../protocol/file-transfer/write-invitation.ts';
import type { Clock, Random } from '../../../shared/clock.ts';
import type { FileConversations } from './conversations.ts';
import { newNumber } from './crypto.ts';
import { connectTo, type Listening, listenOn, mayConnectTo } from './sockets.ts';
import type { TransferEnd } from './transfer.ts';
import type { Transfer, Transfers } from './transfers.ts';

export interface RunContext {
  readonly conversations: FileConversations;
  readonly transfers: Transfers;
  readonly clock: Clock;
  readonly random: Random;
  /** Where files are saved. */
  readonly folder: () => string;
  /** The local address of the connection to the server; undefined when there is none. */
  readonly localAddress: () => string | undefined;
  /** Our address, `sip:` and all. */
  readonly ownUri: () => string;
}

/** For the other side to answer or to connect. */
const meetMs = 60_000;

/** `unreachable`: no connection came about. */
export type WayEnd = TransferEnd | 'unreachable';

/** Moves the file over a connection whose other end must know the number. */
export type Serve = (socket: Socket, authCookie: number) => Promise<TransferEnd>;

/** Connects to where the other side listens. */
export async function overConnection(
  context: RunContext,
  { controller: { signal } }: Transfer,
  { endpoint, serve }: { readonly endpoint: TransferEndpoint; readonly serve: Serve },
): Promise<WayEnd> {
  const local = context.localAddress() ?? '';
  if (!mayConnectTo(endpoint.address, local)) return 'unreachable';
  const limit = new AbortController();
  const stop = context.clock.after(meetMs, () => limit.abort());
  const socket = await connectTo(endpoint, local, AbortSignal.any([signal, limit.signal]));
  stop();
  if (!socket) return signal.aborted ? 'aborted' : 'unreachable';
  return serve(socket, endpoint.authCookie);
}

/** Whoever connects must prove to be the peer; who cannot is sent away, and the next one is asked. */
export async function overListening(
  context: RunContext,
  transfer: Transfer,
  { serve, keys }: { readonly serve: Serve; readonly keys?: TransferKeys },
): Promise<WayEnd> {
  const { signal } = transfer.controller;
  const address = context.localAddress();
  const listening = address === undefined ? undefined : await listenOn(address);
  if (!(listening && address !== undefined)) return 'unreachable';
  const stop = () => listening.close();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const authCookie = newNumber(context.random);
    const endpoint = { address, port: listening.port, authCookie };
    if (!(await say(context, transfer, { keys, endpoint, senderConnects: keys !== undefined }))) return 'lost';
    return await serveFirst(context, transfer, { listening, serve: (socket) => serve(socket, authCookie) });
  } finally {
    signal.removeEventListener('abort', stop);
    listening.close();
  }
}

const mostStrangers = 8;

async function serveFirst(
  context: RunContext,
  transfer: Transfer,
  { listening, serve }: { readonly listening: Listening; readonly serve: (socket: Socket) => Promise<TransferEnd> },
): Promise<WayEnd> {
  const { signal } = transfer.controller;
  for (let strangers = 0; strangers < mostStrangers; strangers += 1) {
    const socket = await within(context, transfer, listening.next());
    if (!socket) return signal.aborted ? 'aborted' : 'unreachable';
    const end = await serve(socket);
    const isStranger = transfer.shown.progress.kind !== 'moving' && (end === 'wrong' || end === 'lost');
    if (!isStranger || signal.aborted) return end;
  }
  return 'unreachable';
}

/** What came of a wait, unless it lasted too long or the transfer was ended. */
export function within<T>({ clock }: RunContext, { controller }: Transfer, wait: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve) => {
    const give = (value?: T) => {
      stop();
      controller.signal.removeEventListener('abort', end);
      resolve(value);
    };
    const end = () => give();
    const stop = clock.after(meetMs, end);
    controller.signal.addEventListener('abort', end, { once: true });
    if (controller.signal.aborted) end();
    void wait.then(give);
  });
}

/** Tells the other side what it needs. False when it did not get there. */
export async function say(
  { conversations }: RunContext,
  { conversationId, cookie }: Transfer,
  accept: Omit<Parameters<typeof writeAccept>[0], 'cookie'>,
): Promise<boolean> {
  const body = writeAccept({ cookie, ...accept });
  return (await conversations.sendIn(conversationId, { contentType, body })).ok;
}

/** As every client sends it. */
export const contentType = `${invitationType}; charset=UTF-8`;
