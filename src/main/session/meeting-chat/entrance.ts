/** Being in the chat of a meeting: entered when the meeting names it, entered again with pauses when it is lost. */
import { readDiagnostics } from '../../../protocol/ms/diagnostics.ts';
import type { SipResponse } from '../../../protocol/sip/message.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { MeetingChatPhase } from '../../../shared/model/meeting-chat.ts';
import type { SipAgent } from '../../sip/agent.ts';
import { ChatLink, type ChatLinkEvents, type Entry } from './chat-link.ts';

/** The first pause; each failure in a row doubles it, up to the longest. */
const firstPauseMs = 5000;
const longestPauseMs = 60_000;

export interface EntranceNeeds {
  readonly agent: SipAgent;
  readonly clock: Clock;
  /** The chat's address; undefined when the meeting has none or did not tell yet. */
  readonly uri: () => string | undefined;
  /** Whether the meeting has a chat; undefined until it told. */
  readonly isOffered: () => boolean | undefined;
  readonly events: Omit<ChatLinkEvents, 'onEnd'>;
  /** Told after each change of what stands below. */
  readonly onChange: () => void;
}

export class Entrance {
  readonly #needs: EntranceNeeds;
  #phase: MeetingChatPhase = 'connecting';
  #whyClosed: 'none' | 'removed' | 'over' | undefined;
  #failure: Failure | undefined;
  #retryAt: number | undefined;
  #failuresInARow = 0;
  #link: ChatLink | undefined;
  /** A meeting whose chat is down does not name it, and there it will be again. */
  #known: string | undefined;
  #inviting: AbortController | undefined;
  #entering: Promise<void> = Promise.resolve();
  #stopPause: () => void = () => undefined;

  constructor(needs: EntranceNeeds) {
    this.#needs = needs;
  }

  get phase(): MeetingChatPhase {
    return this.#phase;
  }

  get whyClosed(): 'none' | 'removed' | 'over' | undefined {
    return this.#phase === 'closed' ? this.#whyClosed : undefined;
  }

  get failure(): Failure | undefined {
    return this.#phase === 'failed' ? this.#failure : undefined;
  }

  /** Wall clock of the next attempt. */
  get retryAt(): number | undefined {
    return this.#phase === 'failed' ? this.#retryAt : undefined;
  }

  /** To send by; undefined while one is not in. */
  get link(): ChatLink | undefined {
    return this.#link;
  }

  /** The roster is another: perhaps it names the chat now, or has it no more. */
  look(): void {
    if (this.#phase === 'connecting' && !this.#inviting) this.#begin();
    else if (this.whyClosed === 'none' && this.#needs.uri() !== undefined) this.reconnect();
  }

  /** Enters now what was lost, or what one was taken out of. */
  reconnect(): void {
    if (this.whyClosed === 'over' || this.#phase === 'open' || this.#inviting) return;
    this.#stopPause();
    this.#phase = 'connecting';
    this.#begin();
    this.#needs.onChange();
  }

  /** The meeting is over or left. Resolves when the server heard it, or cannot. */
  async close(): Promise<void> {
    this.#stopPause();
    this.#inviting?.abort();
    const link = this.#link;
    this.#closed('over');
    // Who is let in at the last moment says good-bye as well.
    await Promise.all([link?.end(), this.#entering]);
  }

  #begin(): void {
    this.#known = this.#needs.uri() ?? this.#known;
    const uri = this.#known;
    if (uri !== undefined) this.#entering = this.#enter(uri);
    else if (this.#needs.isOffered() === false) this.#closed('none');
  }

  async #enter(uri: string): Promise<void> {
    const controller = new AbortController();
    this.#inviting = controller;
    const { agent, clock, events } = this.#needs;
    let ended: Parameters<ChatLinkEvents['onEnd']>[0] | undefined;
    const onEnd: ChatLinkEvents['onEnd'] = (end) => {
      ended = end;
      if (!this.#inviting && !controller.signal.aborted) this.#lost(end);
    };
    const { signal } = controller;
    const entry = await ChatLink.enter(agent, { uri, clock, signal, events: { ...events, onEnd } });
    this.#inviting = undefined;
    if (controller.signal.aborted) {
      if (entry.kind === 'open') await entry.link.end();
      return;
    }
    this.#entered(entry);
    // It may end in the same breath.
    if (ended && this.#phase === 'open') this.#lost(ended);
  }

  #entered(entry: Entry): void {
    if (entry.kind === 'open') {
      this.#link = entry.link;
      this.#phase = 'open';
      this.#failuresInARow = 0;
      this.#needs.onChange();
    } else if (entry.kind === 'refused') this.#failed(this.#refusal(entry.response), canPass(entry.response));
    else this.#failed(this.#unavailable(entry.kind === 'failed' ? entry.failure : undefined), true);
  }

  #lost({ reason, failure }: { readonly reason?: string; readonly failure?: Failure }): void {
    this.#link = undefined;
    const cause = /\bcause\s*=\s*(\d{3})/i.exec(reason ?? '')?.[1];
    // 5xx: the server goes, not we. RFC 3326
    if (failure || cause?.startsWith('5')) this.#failed(this.#unavailable(failure, reason), true);
    else this.#closed('removed');
  }

  #failed(failure: Failure, isPassing: boolean): void {
    const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(this.#failuresInARow, 10));
    this.#failuresInARow += 1;
    this.#phase = 'failed';
    this.#failure = failure;
    this.#retryAt = isPassing ? this.#needs.clock.wall() + pauseMs : undefined;
    if (isPassing) this.#stopPause = this.#needs.clock.after(pauseMs, () => this.reconnect());
    this.#needs.onChange();
  }

  #closed(why: 'none' | 'removed' | 'over'): void {
    if (this.whyClosed === 'over') return;
    this.#link = undefined;
    this.#phase = 'closed';
    this.#whyClosed = why;
    this.#needs.onChange();
  }

  #refusal(response: SipResponse): Failure {
    const { status, reason } = response;
    const diagnostics = readDiagnostics(response);
    return {
      ...this.#unavailable(),
      code: status === 403 ? 'MEETING_CHAT_FORBIDDEN' : 'MEETING_CHAT_UNAVAILABLE',
      sip: { status, reason },
      ...(diagnostics.length > 0 ? { diagnostics } : {}),
    };
  }

  #unavailable(cause?: Failure, reason?: string): Failure {
    const detail = cause?.detail ?? reason?.slice(0, 200);
    return {
      code: 'MEETING_CHAT_UNAVAILABLE',
      at: this.#needs.clock.wall(),
      ...(cause?.server ? { server: cause.server } : {}),
      ...(detail ? { detail } : {}),
    };
  }
}

/** Whether asking again may help: who may not come in today may not in a minute. */
function canPass({ status }: SipResponse): boolean {
  return ![403, 488, 606].includes(status);
}
