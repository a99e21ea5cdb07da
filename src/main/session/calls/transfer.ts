/** Handing a call on: the peer is sent to somebody else, or to the other call's peer. RFC 3515, RFC 5589; protocol notes 9.6 */
import { headerOf } from '../../../protocol/sip/message.ts';
import type { CallPeer, CallTransfer } from '../../../shared/model/call.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { DialogId } from '../../sip/dialog-id.ts';
import type { LiveCall } from './live-call.ts';
import { refusedBy } from './refusal.ts';

export interface Handover {
  readonly uri: string;
  readonly to: CallPeer;
  /** The call of ours whose place the peer's new one takes. */
  readonly joined?: LiveCall;
}

/** A telephone that nobody takes is given up sooner. RFC 3261 16.6 */
const silentLimitMs = 180_000;
/** Whoever went where it was sent asks for the joined call's place by then, or never. RFC 3261 17.1.2.2 */
const arrivalLimitMs = 32_000;

/**
 * Asks the peer; how it goes stands in `transfer`. We keep the call until the peer reports success: then it ends, and the joined one with it.
 * Failures: CALL_NOT_NOW, CALL_TRANSFER_FAILED, CALL_UNKNOWN.
 */
export async function handOver(call: LiveCall, { uri, to, joined }: Handover): Promise<Outcome<void>> {
  const { dialog } = call;
  const isUnderWay = call.isHandingOver || call.view.transfer?.state === 'asked';
  if (!dialog || !call.isTaken || isUnderWay) return call.fail('CALL_NOT_NOW');
  const replaces: DialogId | undefined = joined?.dialog;
  if (joined && (!replaces || !joined.isTaken)) return call.fail('CALL_NOT_NOW');
  const report = new Report(call, { to, ...(joined ? { withCallId: joined.id } : {}) }, joined);
  report.begin();
  const answer = await dialog.refer(uri, { ...(replaces ? { replaces } : {}), listener: report });
  if (call.isOver) return call.view.end?.why === 'transferred' ? done(undefined) : call.fail('CALL_UNKNOWN');
  if (!answer.ok) return report.failed({ ...answer.failure, code: 'CALL_TRANSFER_FAILED' });
  if (answer.value.status < 300) {
    report.accepted(/^\s*false\b/i.test(headerOf(answer.value, 'refer-sub') ?? ''));
    return done(undefined);
  }
  return report.failed(refusedBy(answer.value, call.needs.clock.wall(), 'CALL_TRANSFER_FAILED'));
}

/** What the peer tells of its new call. */
class Report {
  readonly #call: LiveCall;
  readonly #transfer: Omit<CallTransfer, 'state'>;
  readonly #joined: LiveCall | undefined;
  #isSettled = false;
  #isAnswered = false;
  #hasEnded = false;

  constructor(call: LiveCall, transfer: Omit<CallTransfer, 'state'>, joined: LiveCall | undefined) {
    this.#call = call;
    this.#transfer = transfer;
    this.#joined = joined;
  }

  begin(): void {
    this.#call.patch({ transfer: { ...this.#transfer, state: 'asked' } });
  }

  /** The peer tries. One that does not tell how it goes (RFC 4488) tells by leaving, and one that stays has reached nobody. */
  accepted(isSilent: boolean): void {
    this.#isAnswered = true;
    if (this.#isSettled) return;
    this.#call.isHandingOver = true;
    if (this.#joined) this.#joined.isHandingOver = true;
    this.#call.patch({ transfer: { ...this.#transfer, state: 'trying' } });
    if (isSilent) this.#waitForLeaving();
    else if (this.#hasEnded) this.#giveUp();
  }

  #waitForLeaving(): void {
    const call = this.#call;
    const stop = call.needs.clock.after(silentLimitMs, () =>
      this.failed(call.failure('CALL_TRANSFER_FAILED', { detail: 'the peer stayed' })),
    );
    const left = () => {
      stop();
      this.#waitForArrival();
    };
    call.over.addEventListener('abort', left, { once: true });
  }

  onProgress({ status, reason }: { readonly status: number; readonly reason: string }): void {
    if (this.#isSettled || status < 200) return;
    if (status < 300) {
      this.#isSettled = true;
      this.#call.end({ why: 'transferred' });
      this.#joined?.end({ why: 'transferred' });
    } else this.failed(this.#call.failure('CALL_TRANSFER_FAILED', { sip: { status, reason } }));
  }

  /** No more will be told, and the last word was none. A peer that hangs up with it has gone where it was sent: that is told after this. */
  onEnd(): void {
    this.#hasEnded = true;
    if (this.#isAnswered) queueMicrotask(() => this.#giveUp());
  }

  #giveUp(): void {
    if (this.#call.isOver) this.#waitForArrival();
    else this.failed(this.#call.failure('CALL_TRANSFER_FAILED', { detail: 'the last word was none' }));
  }

  /** The peer went without a word; where it does not arrive, the joined call is one like any other again. */
  #waitForArrival(): void {
    const joined = this.#joined;
    if (!joined || joined.isOver) return;
    const stop = joined.needs.clock.after(arrivalLimitMs, () => {
      joined.isHandingOver = false;
    });
    joined.over.addEventListener('abort', stop, { once: true });
  }

  failed(failure: Failure): Outcome<never> {
    if (!this.#isSettled) {
      this.#isSettled = true;
      this.#call.isHandingOver = false;
      if (this.#joined) this.#joined.isHandingOver = false;
      this.#call.patch({ transfer: { ...this.#transfer, state: 'failed', failure } });
    }
    return failed(failure);
  }
}
