/** What a party does of itself once both talk. */
import type { CallBook } from './call-book.ts';
import type { LabCall } from './lab-call.ts';
import type { PartyPlan } from './plans.ts';

/** Where somebody who transfers sends people on to. */
const TRANSFERS_TO = 'sip:echo@contoso.com';

/** Waits until both talk. */
export function beginScript(book: CallBook, call: LabCall, { afterwards }: PartyPlan): void {
  if (afterwards === undefined) return;
  call.onTalking = () => {
    if (afterwards === 'transfers') call.later(book.times.stepMs, () => transfer(call, TRANSFERS_TO));
    else if (afterwards === 'hangs-up') call.later(book.times.stepMs, () => call.hangUp());
    else holdAndShow(book, call);
  };
}

/** Holds with music, takes up again, then offers a picture. */
function holdAndShow(book: CallBook, call: LabCall): void {
  const { stepMs } = book.times;
  call.later(stepMs, () => setHeld(call, true));
  call.later(stepMs * 2, () => setHeld(call, false));
  call.later(stepMs * 3, () => change(call, { video: true }));
}

/** Holds the other side, which goes on hearing music, or takes up again. */
export function setHeld(call: LabCall, isHeld: boolean): void {
  if (!call.media) return;
  call.media.wanted = isHeld ? 'sendonly' : 'sendrecv';
  change(call);
}

/** Asks for other streams; what goes wrong here ends the call. */
export function change(call: LabCall, how: { readonly video?: boolean } = {}): void {
  call.reinvite(how).catch(() => call.end('500'));
}

/** Asks the other side to call somebody else, and leaves when that has worked. */
export function transfer(call: LabCall, to: string): void {
  call.dialog?.send({
    method: 'REFER',
    headers: [
      ['Refer-To', `<${to}>`],
      ['Referred-By', `<sip:${call.who.party}>`],
      ['Contact', call.who.contact],
      ['Supported', 'ms-safe-transfer'],
    ],
  });
}
