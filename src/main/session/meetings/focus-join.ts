/** INVITE to a focus with addUser, and what the answer means. The same for the own company's way and the guest's. [MS-CONFBAS] 3.3.5 */
import type { SipResponse } from '../../../protocol/sip/message.ts';
import type { Random } from '../../../shared/clock.ts';
import type { Dialog, DialogListener, SipAgent } from '../../sip/agent.ts';
import { readC3pResponse } from '../../../protocol/c3p/read.ts';
import { writeAddUser } from '../../../protocol/c3p/write.ts';

export type FocusJoin =
  | { readonly kind: 'joined'; readonly dialog: Dialog; readonly waitsInLobby: boolean }
  | { readonly kind: 'refused'; readonly response: SipResponse }
  | { readonly kind: 'failed'; readonly failure: import('../../../shared/model/failure.ts').Failure }
  | { readonly kind: 'cancelled' };

export interface FocusJoinRequest {
  readonly agent: SipAgent;
  readonly focusUri: string;
  readonly displayName: string;
  readonly listener: DialogListener;
  readonly signal: AbortSignal;
  readonly random: Random;
}
