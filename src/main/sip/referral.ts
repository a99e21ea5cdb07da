/** Sending a peer to somebody else, and being sent. RFC 3515, RFC 3892, RFC 4488 */

import type { SipRequest } from '../../protocol/sip/message.ts';
import type { ReferTo } from '../../protocol/sip/refer.ts';
import type { Sipfrag } from '../../protocol/sip/sipfrag.ts';
import type { Failure } from '../../shared/model/failure.ts';
import type { DialogId, HeaderList } from './dialog-id.ts';

export interface ReferListener {
  /** How the peer's call goes: 100, 180, and at last its final status. */
  onProgress(news: Sipfrag): void;
  /** No more will be told: the peer ended it, the time it promised is over, the REFER was refused, or the dialog ended. At most once. */
  onEnd(failure?: Failure): void;
}

export interface ReferOptions {
  /** The other call of ours, with the person named by `to`, whose place the peer's new call shall take. RFC 3891 */
  readonly replaces?: DialogId;
  /** The value of Referred-By; our own address unless given. */
  readonly referredBy?: string;
  readonly headers?: HeaderList;
  readonly signal?: AbortSignal;
  readonly limitMs?: number;
  /** With nobody here, the peer is asked not to tell. RFC 4488 */
  readonly listener?: ReferListener;
}

/** A REFER of the peer, to be accepted or declined once. When it is over, nothing here does anything any more. */
export interface IncomingReferral {
  readonly request: SipRequest;
  readonly to: ReferTo;
  /** The value of Referred-By, for the INVITE that follows. */
  readonly referredBy?: string;
  /** Says 202, or 200 where the peer does not want to be told; the peer hears 100 at once. */
  accept(): void;
  /** Tells the peer how our call goes; a status from 200 on is the last word. Only after `accept`. */
  tell(status: number, reason?: string): void;
  /** Says no; 603 unless given. */
  decline(status?: number, headers?: HeaderList): void;
}
