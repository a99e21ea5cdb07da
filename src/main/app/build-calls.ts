/** Calls joined with what they need and what follows from them: the dial plan, messages, presence, what was missed, the list of calls. */
import type { Clock, Random } from '../../shared/clock.ts';
import type { Call } from '../../shared/model/call.ts';
import type { CallLog } from '../history/call-log.ts';
import type { MediaService } from '../media/call-media.ts';
import type { CallService } from '../session/calls/calls-api.ts';
import { createCallService } from '../session/calls/calls-service.ts';
import type { ConversationService } from '../session/conversations/conversations-api.ts';
import type { StateStore } from '../store/state.ts';
import { loggedCall } from './logged-call.ts';
import type { Mailbox } from './mailbox.ts';
import type { People } from './people.ts';

export interface CallParts {
  readonly state: StateStore;
  readonly media: MediaService;
  readonly people: Pick<People, 'tryNumber'> & { readonly presence: Pick<People['presence'], 'setCall'> };
  readonly talks: Pick<ConversationService, 'open' | 'send'>;
  readonly mailbox: Pick<Mailbox, 'addLocalMissed'>;
  readonly callLog: Pick<CallLog, 'add'>;
}

/** Builds the service and tells the others. */
export function buildCalls(
  { clock, random }: { readonly clock: Clock; readonly random: Random },
  { state, media, people, talks, mailbox, callLog }: CallParts,
): CallService {
  const calls = createCallService({
    state,
    clock,
    random,
    media,
    dial: (typed) => people.tryNumber(typed),
    say({ uri, name }, text) {
      const opened = talks.open({ uri, name });
      if (opened.ok) talks.send(opened.value, text);
    },
  });
  calls.onMissed(({ id, peer, at, onBehalfOf }) => {
    const subject = onBehalfOf ? onBehalfOf.name : '';
    mailbox.addLocalMissed({ id: `call ${id}`, kind: 'call', from: { uri: peer.uri, name: peer.name }, at, subject });
  });
  calls.onEnded((call) => callLog.add(loggedCall(call)));
  let shown: 'call' | 'conference' | undefined;
  state.onDelta(({ slices }) => {
    const now = slices.calls === undefined ? shown : talkOf(slices.calls);
    if (now === shown) return;
    shown = now;
    people.presence.setCall(now);
  });
  return calls;
}

/** What others see: a call before a meeting; undefined while nobody talks. */
function talkOf(calls: readonly Call[]): 'call' | 'conference' | undefined {
  const talks = calls.filter(isTalk);
  if (talks.length === 0) return undefined;
  return talks.every(({ meetingId }) => meetingId !== undefined) ? 'conference' : 'call';
}

/** Others see that we talk, and not that a telephone rings. */
function isTalk({ state }: Call): boolean {
  return state === 'connecting' || state === 'active';
}
