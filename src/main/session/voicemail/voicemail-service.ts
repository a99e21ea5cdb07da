/**
 * How many recorded messages wait (mission F21). Servers tell it unasked or to a subscription as `message-summary` (RFC 3842), or put it
 * into the own presence as the category `mwi` ([MS-PRES] 2.2.2.7.11). Whoever speaks last is right.
 */
import {
  messageSummaryType,
  readMessageSummary,
  readWaitingCategory,
  type WaitingMessages,
} from '../../../protocol/mwi/read.ts';
import type { Clock, Random } from '../../../shared/clock.ts';
import { noVoicemail, type VoicemailState } from '../../../shared/model/voicemail.ts';
import type { SipAgent } from '../../sip/agent.ts';
import type { StateStore } from '../../store/state.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { KeptSubscription } from '../kept-subscription.ts';

export interface VoicemailDependencies {
  readonly state: StateStore;
  readonly tracer: Tracer;
  readonly clock: Clock;
  readonly random: Random;
}

export interface VoicemailService {
  /** Listens on a registered connection; subscribes where the server says that it serves the event. */
  start(agent: SipAgent, ownUri: string, signal: AbortSignal): void;
  /** Takes what the own presence brought, as XML: a roaming-self document or one category. Anything without `mwi` is passed over. */
  takePresence(xml: string): void;
  /** Told when more messages wait than before. */
  onMore(listener: () => void): () => void;
  /** Puts the counts away: another account, or nobody. */
  forget(): void;
}

const event = 'message-summary';
const expiresSeconds = 3600;
const againMs = 60_000;

/** Builds the service; nothing happens before start(). */
export function createVoicemailService({ state, tracer, clock, random }: VoicemailDependencies): VoicemailService {
  const listeners = new Set<() => void>();
  let owner = '';

  function take(waiting: WaitingMessages, source: NonNullable<VoicemailState['source']>): void {
    const before = state.get().voicemail;
    state.set('voicemail', { state: 'ready', ...waiting, source });
    if (before.state === 'ready' && waiting.unread > before.unread) for (const listener of listeners) listener();
  }

  function takeSummary({ contentType, text }: { readonly contentType: string; readonly text: string }): void {
    const isSummary = contentType.split(';', 1)[0]?.trim().toLowerCase() === messageSummaryType;
    const waiting = isSummary ? readMessageSummary(text) : undefined;
    if (waiting) take(waiting, 'mwi');
    else tracer.record({ kind: 'decision', text: 'a message summary that cannot be read is passed over' });
  }

  function forget(): void {
    owner = '';
    state.set('voicemail', noVoicemail);
  }

  return {
    forget,
    start(agent, ownUri, signal) {
      if (ownUri !== owner) forget();
      owner = ownUri;
      agent.onNotice(event, takeSummary);
      // A plain server seldom says what it serves; asked in vain, it says no.
      if (agent.dialect === 'microsoft' && !agent.allows(event)) return;
      const subscription = new KeptSubscription({
        agent,
        clock,
        random,
        subscribe: { uri: ownUri, event, accept: messageSummaryType, expiresSeconds, signal },
        onNotify: takeSummary,
        // Without it the counts come by presence, or not at all.
        onRefused: ({ code, detail }) => tracer.record({ kind: 'failure', code, text: detail ?? event }),
        againMs,
      });
      signal.addEventListener('abort', () => subscription.stop(), { once: true });
      void subscription.open();
    },
    takePresence(xml) {
      const waiting = readWaitingCategory(xml);
      if (waiting) take(waiting, 'presence');
    },
    onMore(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
