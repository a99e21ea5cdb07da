/** The moment in which a call is taken: from here on there is a dialog to end, to offer in, and to hold on to. */
import { headerOf, headersOf, type SipMessage } from '../../../protocol/sip/message.ts';
import { readNameAddrs } from '../../../protocol/sip/name-addr.ts';
import type { AgreedTracks } from '../../../shared/model/relay-messages.ts';
import type { Dialog } from '../../sip/agent.ts';
import type { LiveCall } from './live-call.ts';
import { nameChosenPath } from './media-events.ts';

/** `from` is the peer's INVITE or its 200. */
export function stand(call: LiveCall, dialog: Dialog, from: SipMessage): void {
  const { kept } = call;
  call.kept = undefined;
  if (kept !== dialog) kept?.leave();
  call.dialog = dialog;
  call.carrier = call.needs.agent();
  call.adrift = undefined;
  call.earlyDialogs = [];
  call.contact = contactOf(from) ?? call.contact;
  call.canReplace = headersOf(from, 'supported').some((value) => /\breplaces\b/i.test(value));
  call.releaseBy((headers) => dialog.end(headers));
}

/** The dialog that outlived its connection is heard on the next one. */
export function standAgain(call: LiveCall): void {
  const { kept } = call;
  if (!kept || call.isOver) return;
  call.kept = undefined;
  call.adrift = undefined;
  call.dialog = kept;
  call.carrier = call.needs.agent();
  call.releaseBy((headers) => kept.end(headers));
  call.trouble(undefined);
}

/** Both sides check for half a minute at most; whoever hears nothing then never will. */
const pathLimitMs = 45_000;

/** Sound is agreed on. */
export function begin(call: LiveCall, agreed: AgreedTracks): void {
  call.taken(agreed);
  nameChosenPath(call);
  if (call.view.state !== 'connecting') return;
  const stop = call.needs.clock.after(pathLimitMs, () => {
    const isStuck = call.view.state === 'connecting';
    if (isStuck) call.end({ why: 'failed', failure: call.failure('MEDIA_NO_PATH', { detail: 'nothing was heard' }) });
  });
  call.over.addEventListener('abort', stop, { once: true });
}

/** The address of the peer's own device that is good outside this dialog: a GRUU. RFC 5627 */
function contactOf(message: SipMessage): string | undefined {
  const [contact] = readNameAddrs(headerOf(message, 'contact') ?? '') ?? [];
  const uri = contact?.uri;
  const isGruu = uri?.kind === 'sip' && (uri.params.has('gr') || uri.params.has('gruu'));
  return isGruu ? uri.wire : undefined;
}
