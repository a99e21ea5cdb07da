/** Files between two people: offered, accepted, declined, ended. What becomes of each stands on its line in the conversation. */
import { invitationType } from '../../../protocol/file-transfer/invitation.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { FileMessageIn } from './conversations.ts';
import { createDesk, type FileServiceOptions } from './desk.ts';
import { takeMessage } from './incoming.ts';
import { offerFile } from './offering.ts';
import { runReceiving } from './run.ts';
import { isOver, type Transfer } from './transfers.ts';

export interface FileService {
  /** What incoming MESSAGEs to hand to `receive` are made of, and what our SDP accepts. */
  readonly contentTypes: readonly string[];
  /** Takes one such MESSAGE; the SIP status to answer it with. */
  receive(message: FileMessageIn): number;
  /** Offers a file. Failures: FILE_FORBIDDEN, FILE_UNREADABLE, FILE_TOO_LARGE, CONVERSATION_UNKNOWN; later ones stand on the line. */
  offer(conversationId: string, path: string): Promise<Outcome<void>>;
  /** Takes it into the Downloads folder. Failures: FILE_GONE, FILE_FORBIDDEN. */
  accept(conversationId: string, messageId: string): Outcome<void>;
  /** Failure: FILE_GONE. */
  decline(conversationId: string, messageId: string): Outcome<void>;
  /** Takes an offer back or ends a transfer. Failure: FILE_GONE. */
  cancel(conversationId: string, messageId: string): Outcome<void>;
  /** Where a file that arrived lies. Failure: FILE_GONE. */
  savedPath(conversationId: string, messageId: string): Outcome<string>;
  /** Ends what is offered or under way, in one conversation or in all, and says so. */
  end(conversationId?: string): void;
  /**
   * The conversation's session is over: nothing of it can be agreed on any more. What moves goes on, over its own connection. `cause`: why, where
   * it was lost; without it the other side has left.
   */
  sessionEnded(conversationId: string, cause?: Failure): void;
  /** Ends those of a conversation that is being closed, and forgets them: they have no line any more. */
  forget(conversationId: string): void;
}

/** Nothing is offered yet. */
export function createFileService(options: FileServiceOptions): FileService {
  const desk = createDesk(options);
  const { transfers } = desk;
  const gone = () => failed(desk.failure('FILE_GONE'));

  function waiting(conversationId: string, messageId: string): Transfer | undefined {
    const transfer = transfers.byMessage(conversationId, messageId);
    const { direction, progress } = transfer?.shown ?? {};
    return direction === 'incoming' && progress?.kind === 'offered' ? transfer : undefined;
  }

  return {
    contentTypes: [invitationType],
    receive: (message) => takeMessage(desk, message),
    offer: (conversationId, path) => offerFile(desk, conversationId, path),
    accept(conversationId, messageId) {
      const transfer = waiting(conversationId, messageId);
      if (!transfer) return gone();
      const against = desk.policy();
      if (against) return failed(against);
      desk.follow(transfer, runReceiving(desk, transfer));
      return done(undefined);
    },
    decline(conversationId, messageId) {
      const transfer = waiting(conversationId, messageId);
      if (!transfer) return gone();
      desk.stop(transfer, { kind: 'declined' });
      desk.tellEnd(transfer, 'REJECT');
      return done(undefined);
    },
    cancel(conversationId, messageId) {
      const transfer = transfers.byMessage(conversationId, messageId);
      if (!transfer || isOver(transfer)) return gone();
      desk.cancel(transfer);
      return done(undefined);
    },
    savedPath(conversationId, messageId) {
      const progress = transfers.byMessage(conversationId, messageId)?.shown.progress;
      return progress?.kind === 'done' && progress.savedAs ? done(progress.savedAs) : gone();
    },
    end(conversationId) {
      for (const transfer of transfers.of(conversationId)) desk.cancel(transfer);
    },
    sessionEnded(conversationId, cause) {
      const progress = cause
        ? ({ kind: 'failed', failure: cause } as const)
        : ({ kind: 'cancelled', by: 'them' } as const);
      for (const transfer of transfers.of(conversationId)) {
        // A session may be found to be lost by the very offer, which then goes by another one, or is said to have failed.
        if (transfer.shown.progress.kind === 'moving' || !transfer.isOfferTold) continue;
        desk.stop(transfer, progress);
      }
    },
    forget(conversationId) {
      for (const transfer of transfers.of(conversationId)) desk.cancel(transfer);
      transfers.forget(conversationId);
    },
  };
}
