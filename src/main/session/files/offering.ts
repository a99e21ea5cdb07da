/** Offering a file of ours. */
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { isProgram, safeFileName } from '../../../protocol/file-transfer/file-name.ts';
import { writeOffer } from '../../../protocol/file-transfer/write-invitation.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { FileProgress } from '../../../shared/model/file-transfer.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import { newNumber } from './crypto.ts';
import { type FileDesk, largest } from './desk.ts';
import { contentType } from './way.ts';

/** Failures: FILE_FORBIDDEN, FILE_UNREADABLE, FILE_TOO_LARGE, CONVERSATION_UNKNOWN; later ones stand on the line. */
export async function offerFile(desk: FileDesk, conversationId: string, path: string): Promise<Outcome<void>> {
  const peer = desk.conversations.peerOf(conversationId);
  if (!peer) return failed(desk.failure('CONVERSATION_UNKNOWN'));
  const against = desk.policy();
  if (against) return failed(against);
  const name = safeFileName(basename(path));
  const size = await sizeOf(path);
  if (size === undefined) return failed(desk.failure('FILE_UNREADABLE', { name }));
  if (size > largest) return failed(desk.failure('FILE_TOO_LARGE', { name, limit: '2 GB' }));
  const cookie = String(newNumber(desk.random));
  const progress: FileProgress = { kind: 'offered' };
  const shown = { direction: 'outgoing', name, size, isProgram: isProgram(name), progress } as const;
  const transfer = desk.transfers.add({ conversationId, peerUri: peer.uri, cookie, path, shown });
  if (!transfer) return failed(desk.failure('FILE_FORBIDDEN', { reason: 'many' }));
  const body = writeOffer({ cookie, fileName: name, fileSize: size, isUnreachable: false });
  const sent = await desk.conversations.sendIn(conversationId, { contentType, body });
  transfer.isOfferTold = sent.ok;
  if (!sent.ok) desk.stop(transfer, { kind: 'failed', failure: notTaken(sent.failure) });
  return done(undefined);
}

/** A program that does not know such messages says 415 or 488. */
function notTaken(failure: Failure): Failure {
  const isForeign = failure.sip?.status === 415 || failure.sip?.status === 488;
  return isForeign ? { ...failure, code: 'FILE_FORBIDDEN', data: { reason: 'peer' } } : failure;
}

/** Bytes of a file that can be read; undefined for anything else. */
async function sizeOf(path: string): Promise<number | undefined> {
  try {
    const file = await open(path, 'r');
    try {
      const facts = await file.stat();
      return facts.isFile() ? facts.size : undefined;
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}
