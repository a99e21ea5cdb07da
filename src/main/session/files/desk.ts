/** What all parts of file transfer work with: the files, the company's rule, and how one is ended. */
import { writeCancel } from '../../../protocol/file-transfer/write-invitation.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { FileProgress } from '../../../shared/model/file-transfer.ts';
import { createTransfers, isOver, type Transfer } from './transfers.ts';
import { contentType, type RunContext } from './way.ts';

export interface FileServiceOptions extends Omit<RunContext, 'transfers'> {
  /** The company's rule against it, if there is one. */
  readonly forbidden: () => { readonly policy: string; readonly key: string } | undefined;
}

export interface FileDesk extends RunContext {
  failure(code: Failure['code'], data?: Readonly<Record<string, string>>): Failure;
  /** FILE_FORBIDDEN while the company forbids it. */
  policy(): Failure | undefined;
  /** Ends it here, and shows how. */
  stop(transfer: Transfer, progress: FileProgress): void;
  /** Says so to the other side; `REJECT` to an offer that is not wanted. */
  tellEnd(transfer: Transfer, code: 'REJECT' | 'OUTBANDCANCEL'): void;
  /** The person ends whatever it is doing; nothing for one that is over. */
  cancel(transfer: Transfer): void;
  /** Follows a transfer to its end. */
  follow(transfer: Transfer, work: Promise<FileProgress>): void;
}

/** What old clients can count, in bytes. */
export const largest = 2 ** 31 - 1;

/** Nothing is offered yet. */
export function createDesk(options: FileServiceOptions): FileDesk {
  const { conversations, clock, random } = options;
  const transfers = createTransfers({
    clock,
    conversations,
    newId: () => Buffer.from(random.bytes(12)).toString('hex'),
  });

  function failure(code: Failure['code'], data?: Readonly<Record<string, string>>): Failure {
    return { code, ...(data ? { data } : {}), at: clock.wall() };
  }

  function stop(transfer: Transfer, progress: FileProgress): void {
    if (isOver(transfer)) return;
    transfers.show(transfer, progress);
    transfer.controller.abort();
  }

  function tellEnd({ conversationId, cookie }: Transfer, code: 'REJECT' | 'OUTBANDCANCEL'): void {
    void conversations.sendIn(conversationId, { contentType, body: writeCancel(cookie, code) });
  }

  async function follow(transfer: Transfer, work: Promise<FileProgress>): Promise<void> {
    const progress = await work;
    // A connection that breaks says so itself; where there was none, the other side still waits.
    const isAlone = progress.kind === 'failed' && transfer.shown.progress.kind === 'connecting';
    if (isAlone) tellEnd(transfer, 'OUTBANDCANCEL');
    transfers.show(transfer, progress);
  }

  return {
    ...options,
    transfers,
    failure,
    policy() {
      const rule = options.forbidden();
      return rule && failure('FILE_FORBIDDEN', { reason: 'policy', policy: rule.policy, key: rule.key });
    },
    stop,
    tellEnd,
    cancel(transfer) {
      if (isOver(transfer)) return;
      const { direction, progress } = transfer.shown;
      stop(transfer, { kind: 'cancelled', by: 'me' });
      // Once bytes move, the connection itself says it.
      if (progress.kind === 'moving') return;
      tellEnd(transfer, direction === 'incoming' && progress.kind === 'offered' ? 'REJECT' : 'OUTBANDCANCEL');
    },
    follow: (transfer, work) => void follow(transfer, work),
  };
}
