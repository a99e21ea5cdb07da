/** INVITEs of peers, handed to whoever wants them. RFC 3261 13.3, RFC 3891 3 */
import type { IncomingInviteRequest } from 'sip.js/lib/core/index.js';
import { headerOf, type SipRequest } from '../../protocol/sip/message.ts';
import { readNameAddrs } from '../../protocol/sip/name-addr.ts';
import type { IncomingInvite } from './agent.ts';
import type { AgentContext } from './context.ts';
import { plainOf } from './core/convert.ts';
import type { DialogId } from './dialog-id.ts';
import { givesUp } from './given-up.ts';
import { LiveInvite } from './live-invite.ts';
import { replacedBy } from './replacement.ts';

/** No person is asked more than this at once. */
const mostRinging = 50;

/** Hands each INVITE to whoever wants it. */
export class IncomingInvites {
  readonly handlers: ((invite: IncomingInvite) => boolean)[] = [];
  /** Who keeps dialogs that outlived their connection. */
  readonly keepers: ((id: DialogId) => boolean)[] = [];
  readonly #ringing = new Set<LiveInvite>();

  /** Answers at once what nobody takes, and what no dialog could begin with. */
  take(context: AgentContext, asked: IncomingInviteRequest): void {
    const request = plainOf(asked.message);
    if (request?.kind !== 'request' || !canBeReached(request)) {
      asked.reject({ statusCode: 400 });
      return;
    }
    const isKept = (id: DialogId) => this.keepers.some((keeps) => context.hear(() => keeps(id)) ?? false);
    const replaces = replacedBy(context.core, request, isKept);
    if (typeof replaces === 'number') {
      asked.reject({ statusCode: replaces });
      return;
    }
    // Two dialogs with one tag would be one; the library draws its tags from Math.random.
    const toTag = context.core.hex(5);
    Object.assign(asked, { toTag });
    const onOver = () => this.#ringing.delete(invite);
    const invite = new LiveInvite(context, { asked, request, toTag, replaces, onOver });
    this.#ringing.add(invite);
    const isTaken =
      this.#ringing.size <= mostRinging &&
      this.handlers.some((handler) => context.hear(() => handler(invite)) ?? invite.isOver);
    // Whoever calls and finds nobody listening is told so; the library would say "busy".
    if (!isTaken) invite.refuse(480);
  }

  /** Ends what still rings here and is given up by this request, after `answer` said yes to it; false when nothing is. */
  giveUp(request: SipRequest, answer: () => void): boolean {
    const invite = [...this.#ringing].find((each) => givesUp(request, each));
    if (!invite) return false;
    answer();
    invite.giveUp(request);
    return true;
  }
}

/** Whether requests of ours would find their way back. RFC 3261 12.1.1 */
function canBeReached(request: SipRequest): boolean {
  const [contact] = readNameAddrs(headerOf(request, 'contact') ?? '') ?? [];
  return contact?.uri.kind === 'sip';
}
