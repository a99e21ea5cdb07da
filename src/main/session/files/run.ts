/** From an accepted offer to the file on the other side: the way is found, the bytes go over, the line says how it ended. */
import type { Socket } from 'node:net';
import { createReceiving } from '../../../protocol/file-transfer/receiving.ts';
import { createSending } from '../../../protocol/file-transfer/sending.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { FileProgress } from '../../../shared/model/file-transfer.ts';
import { newKeys, transferCrypto } from './crypto.ts';
import { beginDownload, type Download } from './download.ts';
import { receiveOver, sendOver } from './transfer.ts';
import type { Accept, Transfer } from './transfers.ts';
import { overConnection, overListening, type RunContext, type Serve, say, type WayEnd, within } from './way.ts';

/** Gives the file to the peer who accepted it. Resolves with how it ended. */
export async function runSending(context: RunContext, transfer: Transfer, accept: Accept): Promise<FileProgress> {
  const { keys, endpoint } = accept;
  const path = transfer.path ?? '';
  context.transfers.show(transfer, { kind: 'connecting' });
  if (!keys) return broken(context, { code: 'FILE_FORBIDDEN', data: { reason: 'peer' } });
  const serve: Serve = (socket, authCookie) => {
    const { size: fileSize } = transfer.shown;
    const user = withoutScheme(transfer.peerUri);
    const sending = createSending({ user, authCookie, fileSize, crypto: transferCrypto(keys) });
    return sendOver({ ...watched(context, transfer, socket), sending, path, fileSize });
  };
  const end = endpoint
    ? await overConnection(context, transfer, { endpoint, serve })
    : await overListening(context, transfer, { serve });
  return end === 'done' ? { kind: 'done' } : ended(context, transfer, end);
}

/** Takes the file. Resolves with how it ended; then nothing of it lies here but the whole file. */
export async function runReceiving(context: RunContext, transfer: Transfer): Promise<FileProgress> {
  const { shown, offer } = transfer;
  context.transfers.show(transfer, { kind: 'connecting' });
  let download: Download | undefined;
  try {
    download = await beginDownload(context.folder(), shown.name, shown.size);
    const end = await receiveInto(context, transfer, { download, listens: offer?.isUnreachable === true });
    if (end !== 'done') return ended(context, transfer, end);
    return { kind: 'done', savedAs: await download.finish(transfer.controller.signal) };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return broken(context, { code: 'STORAGE_FAILED', data: { what: 'file' }, detail });
  } finally {
    await download?.discard();
  }
}

async function receiveInto(
  context: RunContext,
  transfer: Transfer,
  { download, listens }: { readonly download: Download; readonly listens: boolean },
): Promise<WayEnd> {
  const keys = newKeys(context.random);
  const serve: Serve = (socket, authCookie) => {
    const user = withoutScheme(context.ownUri());
    const receiving = createReceiving({
      user,
      authCookie,
      fileSize: transfer.shown.size,
      crypto: transferCrypto(keys),
    });
    return receiveOver({ ...watched(context, transfer, socket), receiving, write: download.write });
  };
  if (listens) return overListening(context, transfer, { serve, keys });
  if (!(await say(context, transfer, { keys }))) return 'lost';
  const answer = await within(context, transfer, transfer.accepted);
  if (!answer?.endpoint) return transfer.controller.signal.aborted ? 'aborted' : 'unreachable';
  return overConnection(context, transfer, { endpoint: answer.endpoint, serve });
}

function watched({ clock, transfers }: RunContext, transfer: Transfer, socket: Socket) {
  const onMoved = (bytes: number) => transfers.show(transfer, { kind: 'moving', bytes });
  return { socket, clock, signal: transfer.controller.signal, onMoved };
}

const codes: Readonly<Partial<Record<WayEnd, Failure['code']>>> = {
  unreachable: 'FILE_UNREACHABLE',
  unreadable: 'FILE_UNREADABLE',
};

function ended(context: RunContext, { shown }: Transfer, end: Exclude<WayEnd, 'done'>): FileProgress {
  if (end === 'aborted') return { kind: 'cancelled', by: 'me' };
  if (end === 'cancelled') return { kind: 'cancelled', by: 'them' };
  return broken(context, { code: codes[end] ?? 'FILE_BROKEN', data: { name: shown.name, end } });
}

function broken({ clock }: RunContext, failure: Omit<Failure, 'at'>): FileProgress {
  return { kind: 'failed', failure: { ...failure, at: clock.wall() } };
}

function withoutScheme(uri: string): string {
  return uri.replace(/^sips?:/i, '');
}
