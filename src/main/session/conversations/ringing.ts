/**
 * A peer's invitation that waits for the person. It is taken when she says so, answers or reads it; after a while by itself when she is at
 * her desk, so that the sender hears that the message is there. When she is away it rings on, for her other devices and for the list of
 * what was missed. Another device that takes or declines it ends it here. Protocol notes 9.1, 11.1
 */
import type { ImText } from '../../../protocol/im/read-content.ts';
import { readToast } from '../../../protocol/im/read-content.ts';
import { headersOf } from '../../../protocol/sip/message.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { IncomingInvite } from '../../sip/agent.ts';
import { goneBecause } from '../gone-because.ts';
import type { ImSession } from './im-session.ts';

/** Long enough for a person at another device to take it there. */
const patienceMs = 10_000;
/** Servers end what rings longer. RFC 3261 16.6 */
const longestMs = 180_000;

/** How it ended, when not by being taken. */
export type RingEnd = 'missed' | 'answered-elsewhere' | 'declined' | 'lost';

/** What another device of the person's has said to it holds here too. */
const ends = { elsewhere: 'answered-elsewhere', declined: 'declined', missed: 'missed' } as const;

export interface RingingGiven {
  readonly invite: IncomingInvite;
  /** The session it becomes. */
  readonly session: ImSession;
  readonly clock: Clock;
  readonly isAtDesk: () => boolean;
  readonly onTaken: (session: ImSession) => void;
  readonly onEnd: (end: RingEnd) => void;
}

export class Ringing {
  /** The first message. */
  readonly toast: ImText | undefined;
  /** It begins with the offer of a file: the file's own line asks the person, and its sender waits for the session to make the offer in. */
  readonly isForFile: boolean;
  readonly #given: RingingGiven;
  #stopWait: () => void;

  constructor(given: RingingGiven) {
    this.#given = given;
    this.toast = readToast(given.invite.request);
    this.isForFile = headersOf(given.invite.request, 'ms-text-format').some((value) =>
      /^text\/x-msmsgsinvite\b/i.test(value),
    );
    this.#stopWait = given.clock.after(patienceMs, () => this.#waited());
    given.invite.onGone((why) => {
      this.#end(why.kind === 'lost' ? 'lost' : ends[goneBecause(why.cancel)]);
    });
    given.invite.ring();
  }

  take(): void {
    this.#stopWait();
    const { invite, session, onTaken } = this.#given;
    const dialog = invite.accept(session.answer(), session.listener);
    if (!dialog) return;
    session.attach(dialog);
    onTaken(session);
  }

  /** 603 is for all devices: nobody else shall be asked. RFC 3261 21.6.2 */
  decline(): void {
    this.#given.invite.refuse(603);
    this.#end('declined');
  }

  /** Nobody is here any more to be asked, or it was begun anew: other devices may still take it. Nobody is told. */
  abandon(): void {
    this.#stopWait();
    this.#given.invite.refuse(480);
  }

  #waited(): void {
    if (this.#given.isAtDesk()) {
      this.take();
      return;
    }
    this.#stopWait = this.#given.clock.after(longestMs - patienceMs, () => {
      this.#given.invite.refuse(480);
      this.#end('missed');
    });
  }

  #end(end: RingEnd): void {
    this.#stopWait();
    this.#given.onEnd(end);
  }
}
