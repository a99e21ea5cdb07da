/** Those who ask us to come to a meeting: told, answered, forgotten in time. [MS-CONFBAS]; protocol notes 11.2 */
import { conferenceInviteType, readConferenceInvite } from '../../../protocol/conference-invite/read.ts';
import { readContentType } from '../../../protocol/sip/content-type.ts';
import { headerOf } from '../../../protocol/sip/message.ts';
import { decodeTolerant } from '../../../protocol/sip/text.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { MeetingLink } from '../../../shared/model/meeting.ts';
import type { IncomingInvitation } from '../../../shared/model/meeting-chat.ts';
import { type Sender, senderOf } from '../../im/sender.ts';
import type { IncomingInvite } from '../../sip/agent.ts';
import { goneBecause } from '../gone-because.ts';

/** The inviter's client hears nothing for so long that it gives up by itself. */
const longestMs = 55_000;
/** At once; whoever comes after finds us busy. */
const mostWaiting = 10;

export interface IncomingNeeds {
  readonly clock: Clock;
  readonly newId: () => string;
  /** What the contact list calls the sender, and the conversation with them. */
  readonly introduce: (sender: Sender) => Pick<IncomingInvitation, 'from' | 'conversationId'>;
  /** Whether one is in that meeting already. */
  readonly isIn: (focusUri: string) => boolean;
  readonly onChange: () => void;
  readonly onMissed: (invitation: IncomingInvitation) => void;
}

interface Waiting {
  readonly invitation: IncomingInvitation;
  readonly invite: IncomingInvite;
  readonly stop: () => void;
}

export class IncomingInvitations {
  readonly #needs: IncomingNeeds;
  readonly #waiting = new Map<string, Waiting>();

  constructor(needs: IncomingNeeds) {
    this.#needs = needs;
  }

  /** Oldest first. */
  get all(): readonly IncomingInvitation[] {
    return Array.from(this.#waiting.values(), ({ invitation }) => invitation);
  }

  /** True for an INVITE to a meeting, which is dealt with from here on. */
  take(invite: IncomingInvite): boolean {
    const { request } = invite;
    if (readContentType(headerOf(request, 'content-type') ?? '')?.type !== conferenceInviteType) return false;
    const asked = readConferenceInvite(decodeTolerant(request.body).text);
    const sender = senderOf(request);
    if (!asked || !sender) {
      invite.refuse(488);
      return true;
    }
    const { focus, subject } = asked;
    this.#replace(focus.focusUri);
    if (this.#needs.isIn(focus.focusUri)) sayYes(invite);
    else if (this.#waiting.size >= mostWaiting) invite.refuse(486);
    else this.#wait(invite, { sender, link: { ...focus, hasKey: false, form: 'conf' }, subject });
    return true;
  }

  /** The link of an invitation that waits. */
  linkOf(id: string): MeetingLink | undefined {
    return this.#waiting.get(id)?.invitation.link;
  }

  /** True when somebody still waited for it. */
  accept(id: string): boolean {
    const waiting = this.#forget(id);
    return waiting !== undefined && sayYes(waiting.invite);
  }

  /** We are in that meeting, by whichever way: whoever asked us to it has their answer. */
  cameTo(focusUri: string): void {
    const asked = this.all.find(({ link }) => link.focusUri === focusUri);
    if (asked) this.accept(asked.id);
  }

  /** 603 is for all devices: nobody else shall be asked. False when nobody waited any more. RFC 3261 21.6.2 */
  decline(id: string): boolean {
    const waiting = this.#forget(id);
    waiting?.invite.refuse(603);
    return waiting !== undefined;
  }

  /** Nobody is here any more to be asked; other devices may still be. */
  abandonAll(): void {
    for (const id of [...this.#waiting.keys()]) this.#forget(id)?.invite.refuse(480);
  }

  #wait(
    invite: IncomingInvite,
    asked: { readonly sender: Sender; readonly link: MeetingLink; readonly subject: string | undefined },
  ): void {
    const { clock, newId, introduce, onChange } = this.#needs;
    const { sender, link, subject } = asked;
    const id = newId();
    const invitation = { id, ...introduce(sender), link, ...(subject ? { subject } : {}), at: clock.wall() };
    const stop = clock.after(longestMs, () => {
      invite.refuse(480);
      this.#missed(id);
    });
    this.#waiting.set(id, { invitation, invite, stop });
    invite.onGone((why) => {
      // Another device of ours that took or declined it has answered for us.
      if (why.kind === 'cancelled' && goneBecause(why.cancel) === 'missed') this.#missed(id);
      else this.#forget(id);
    });
    invite.ring();
    onChange();
  }

  /** Asked again to the same meeting: the newer question is the one. */
  #replace(focusUri: string): void {
    const before = this.all.find(({ link }) => link.focusUri === focusUri);
    if (before) this.#forget(before.id)?.invite.refuse(480);
  }

  #missed(id: string): void {
    const waiting = this.#forget(id);
    if (waiting) this.#needs.onMissed(waiting.invitation);
  }

  #forget(id: string): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    waiting?.stop();
    if (this.#waiting.delete(id)) this.#needs.onChange();
    return waiting;
  }
}

/** The inviter ends the dialog; nothing is said in it. */
function sayYes(invite: IncomingInvite): boolean {
  const listener = { onRequest: () => 200, onEnd: () => undefined };
  return invite.accept(undefined, listener) !== undefined;
}
