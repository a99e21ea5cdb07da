/** What a peer says about files: an offer, an answer to ours, an end. */
import { isProgram, safeFileName } from '../../../protocol/file-transfer/file-name.ts';
import { readInvitation } from '../../../protocol/file-transfer/invitation.ts';
import type { FileProgress } from '../../../shared/model/file-transfer.ts';
import type { FileMessageIn } from './conversations.ts';
import { type FileDesk, largest } from './desk.ts';
import { runSending } from './run.ts';
import type { Accept, Offer, Transfer } from './transfers.ts';

/**
 * An answer to an offer that is over, such as one that crossed its end. Not 481, which says that the whole session is unknown: the other side
 * would leave it, and its messages with it. RFC 5057 5.1
 */
const nothingToAccept = 488;

/** Takes one MESSAGE; the SIP status to answer it with. */
export function takeMessage(desk: FileDesk, { conversationId, body }: FileMessageIn): number {
  const read = readInvitation(body);
  if (!read.ok) return read.problem === 'not-a-file' ? 415 : 400;
  const invitation = read.value;
  if (invitation.command === 'INVITE') return takeOffer(desk, conversationId, invitation);
  const transfer = desk.transfers.byCookie(conversationId, invitation.cookie);
  // Both sides may end one at the same time, each before it heard the other.
  if (!transfer) return invitation.command === 'CANCEL' ? 200 : nothingToAccept;
  if (invitation.command === 'ACCEPT') takeAccept(desk, transfer, invitation);
  else desk.stop(transfer, endOf(transfer, invitation.code));
  return 200;
}

function takeOffer(desk: FileDesk, conversationId: string, offer: Offer): number {
  const { transfers, conversations } = desk;
  const peer = conversations.peerOf(conversationId);
  if (!peer) return 481;
  // Without encryption the file would go over the network as it is.
  if (desk.policy() || !offer.isEncrypted) return 488;
  if (offer.fileSize > largest) return 413;
  // The same offer again, from a client that got no answer in time.
  if (transfers.byCookie(conversationId, offer.cookie)) return 200;
  const name = safeFileName(offer.fileName);
  const progress: FileProgress = { kind: 'offered' };
  const shown = { direction: 'incoming', name, size: offer.fileSize, isProgram: isProgram(name), progress } as const;
  const added = transfers.add({ conversationId, peerUri: peer.uri, cookie: offer.cookie, offer, shown });
  return added ? 200 : 486;
}

function takeAccept(desk: FileDesk, transfer: Transfer, accept: Accept): void {
  const { direction, progress } = transfer.shown;
  if (direction === 'incoming') transfer.takeAccept(accept);
  else if (progress.kind === 'offered') desk.follow(transfer, runSending(desk, transfer, accept));
}

/** An offer of ours that is turned down, or whatever else that is ended. */
function endOf({ shown }: Transfer, code: string): FileProgress {
  const wasOffered = shown.direction === 'outgoing' && shown.progress.kind === 'offered';
  return wasOffered && code.startsWith('REJECT') ? { kind: 'declined' } : { kind: 'cancelled', by: 'them' };
}
