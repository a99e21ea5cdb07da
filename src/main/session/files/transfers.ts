/** The files of all conversations, each as its line shows it: one place that changes a line and tells the conversation. */
import type { Invitation } from '../../../protocol/file-transfer/invitation.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { FileProgress, FileTransfer } from '../../../shared/model/file-transfer.ts';
import type { FileConversations } from './conversations.ts';

export type Offer = Extract<Invitation, { readonly command: 'INVITE' }>;
export type Accept = Extract<Invitation, { readonly command: 'ACCEPT' }>;

export interface Transfer {
  readonly conversationId: string;
  readonly messageId: string;
  readonly peerUri: string;
  readonly cookie: string;
  readonly at: number;
  /** Of a file of ours: where it lies. */
  readonly path?: string;
  /** Of a file of the peer: what was offered. */
  readonly offer?: Offer;
  /** Ends the connection and every wait. */
  readonly controller: AbortController;
  /** Resolves with the peer's next ACCEPT. */
  readonly accepted: Promise<Accept>;
  takeAccept(accept: Accept): void;
  shown: FileTransfer;
  /** The other side has the offer. */
  isOfferTold: boolean;
}

export interface Transfers {
  add(
    transfer: Pick<Transfer, 'conversationId' | 'peerUri' | 'cookie' | 'path' | 'offer' | 'shown'>,
  ): Transfer | undefined;
  byMessage(conversationId: string, messageId: string): Transfer | undefined;
  byCookie(conversationId: string, cookie: string): Transfer | undefined;
  of(conversationId?: string): readonly Transfer[];
  /** Forgets those of a conversation that is closed. */
  forget(conversationId: string): void;
  /** Changes the line. Movement is told ten times a second at most; what is over stays as it is. */
  show(transfer: Transfer, progress: FileProgress): void;
}

export interface TransfersOptions {
  readonly clock: Clock;
  readonly conversations: FileConversations;
  readonly newId: () => string;
}

/** Nobody means more: the oldest that are over are forgotten, and while all are under way no more are taken. */
const mostTransfers = 200;
/** In one conversation. */
const mostUnderWay = 20;
const tellEveryMs = 100;

/** Whether nothing more becomes of it. */
export function isOver({ shown }: Transfer): boolean {
  return !['offered', 'connecting', 'moving'].includes(shown.progress.kind);
}

/** Nothing is known yet. */
export function createTransfers({ clock, conversations, newId }: TransfersOptions): Transfers {
  const all = new Map<string, Transfer>();
  const toldAt = new WeakMap<Transfer, number>();

  function tell(transfer: Transfer): void {
    const { conversationId, messageId, at, shown } = transfer;
    const from = shown.direction === 'outgoing' ? 'me' : 'peer';
    toldAt.set(transfer, clock.now());
    conversations.showFile(conversationId, { messageId, from, at, transfer: shown });
  }

  function forgetOldest(): void {
    for (const transfer of all.values()) {
      if (all.size < mostTransfers) return;
      if (isOver(transfer)) all.delete(transfer.messageId);
    }
  }

  const of = (conversationId?: string) =>
    [...all.values()].filter((each) => conversationId === undefined || each.conversationId === conversationId);
  return {
    add(given) {
      if (of(given.conversationId).filter((each) => !isOver(each)).length >= mostUnderWay) return undefined;
      forgetOldest();
      if (all.size >= mostTransfers) return undefined;
      let takeAccept: (accept: Accept) => void = () => undefined;
      const accepted = new Promise<Accept>((resolve) => {
        takeAccept = resolve;
      });
      const transfer: Transfer = {
        ...given,
        messageId: newId(),
        at: clock.wall(),
        controller: new AbortController(),
        accepted,
        takeAccept,
        isOfferTold: given.offer !== undefined,
      };
      all.set(transfer.messageId, transfer);
      tell(transfer);
      return transfer;
    },
    byMessage(conversationId, messageId) {
      const transfer = all.get(messageId);
      return transfer?.conversationId === conversationId ? transfer : undefined;
    },
    byCookie: (conversationId, cookie) => of(conversationId).find((each) => each.cookie === cookie && !isOver(each)),
    of,
    forget(conversationId) {
      for (const { messageId } of of(conversationId)) all.delete(messageId);
    },
    show(transfer, progress) {
      if (isOver(transfer)) return;
      const wasMoving = transfer.shown.progress.kind === 'moving';
      transfer.shown = { ...transfer.shown, progress };
      const isSoon = clock.now() - (toldAt.get(transfer) ?? 0) < tellEveryMs;
      if (!(progress.kind === 'moving' && wasMoving && isSoon)) tell(transfer);
    },
  };
}
