/** The content of one meeting, from the roster that names its server to the last page overwritten. Whatever becomes of it, the meeting stays. */
import type { ServerEvent } from '../../../protocol/content/messages.ts';
import type { ContentRequest } from '../../../protocol/content/write.ts';
import type { Failure, FailureCode } from '../../../shared/model/failure.ts';
import type { MeetingContent } from '../../../shared/model/meeting-content.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import { downloadSlide } from '../../web/slide-download.ts';
import type { Answered, Channel } from './channel.ts';
import type { ContentDependencies, ContentLine } from './content-api.ts';
import { createItems, type Items } from './items.ts';
import { openLink } from './link.ts';
import { viewOf } from './view.ts';

/** From the greeting to the last of what there is. */
const readyLimitMs = 20_000;
/** A stream that lived so long may be opened again once more. */
const settledMs = 60_000;
/** A server that sends us on again and again is left alone until the person asks. */
const mostMoves = 5;

type Phase = Pick<MeetingContent, 'state' | 'failure'>;

/** Nothing is asked before the roster names the server. */
export class MeetingSession {
  readonly #deps: ContentDependencies;
  readonly #line: ContentLine;
  readonly #stopWatching: () => void;
  #phase: Phase = { state: 'off' };
  #items: Items;
  /** What the server tells until it has told all. */
  #coming: Items | undefined;
  #channel: Channel | undefined;
  #attempt: AbortController | undefined;
  #stopReady: (() => void) | undefined;
  /** It has told all, and nobody has looked yet. */
  #hasAll = false;
  #openedAt = 0;
  #revision = 0;
  #mayReconnect = true;
  #moves = 0;
  #isDirty = false;
  #isClosed = false;
  #sending: MeetingContent['sending'];
  /** Of a document of one's own, until another begins or it is put away. */
  #unsent: Failure | undefined;

  constructor(deps: ContentDependencies, line: ContentLine) {
    this.#deps = deps;
    this.#line = line;
    this.#items = this.#newItems();
    const stopLine = line.onChange(() => this.#look());
    const stopState = deps.state.onDelta(({ slices }) => 'provisioning' in slices && this.#obey());
    this.#stopWatching = () => {
      stopLine();
      stopState();
    };
    this.#publish();
    this.#look();
  }

  get meetingId(): string {
    return this.#line.meetingId;
  }

  get items(): Items {
    return this.#items;
  }

  get isOpen(): boolean {
    return this.#phase.state === 'open' && !this.#isClosed;
  }

  retry(): void {
    if (this.#phase.state !== 'failed') return;
    this.#mayReconnect = true;
    this.#moves = 0;
    this.#phase = { state: 'off' };
    this.#look();
  }

  /** Failures: CONTENT_NOT_OPEN, CONTENT_SILENT, CONTENT_LOST, and what the server's word stands for. */
  async ask(request: ContentRequest, bytes?: Uint8Array): Promise<Outcome<Answered & { readonly ok: true }>> {
    const channel = this.#channel;
    if (!channel || !this.isOpen) return this.fail('CONTENT_NOT_OPEN');
    const answered = await channel.ask(request, bytes);
    if (answered.ok) return done(answered);
    const { error } = answered;
    const code = answered.code ?? errorCodes.get(error) ?? 'CONTENT_REFUSED';
    return failed({ code, server: channel.server, data: { reason: error }, at: this.#deps.clock.wall() });
  }

  tell(message: object): void {
    if (this.isOpen) this.#channel?.tell(message);
  }

  /** Shows how far a document of one's own is, and no more why the one before is not there. */
  showSending(sending: MeetingContent['sending']): void {
    this.#sending = sending;
    this.#unsent = undefined;
    this.#changed();
  }

  /** Nobody asks what became of that document: whoever would have is gone. */
  showPageGone(name: string): void {
    this.#unsent = { code: 'CONTENT_LOST', data: { reason: 'page-gone', name }, at: this.#deps.clock.wall() };
    this.#changed();
  }

  fail(code: FailureCode, data?: Readonly<Record<string, string>>): Outcome<never> {
    return failed({ code, at: this.#deps.clock.wall(), ...(data ? { data } : {}) });
  }

  /** Ends everything and overwrites what was held. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#stopWatching();
    this.#letGo();
    this.#items.wipe();
    if (this.#deps.state.get().meetingContent?.meetingId === this.#line.meetingId) {
      this.#deps.state.set('meetingContent', null);
    }
  }

  #newItems(): Items {
    return createItems({
      isOwn: (who) => who !== undefined && who.toLowerCase() === this.#line.ownEntity.toLowerCase(),
      nextRevision: () => {
        this.#revision += 1;
        return this.#revision;
      },
      wall: () => this.#deps.clock.wall(),
      onChange: () => this.#changed(),
      download: (url, signal) => {
        const { connect, clock, tracer } = this.#deps;
        const isTrusted = (host: string) => this.#deps.isTrusted(host, this.#line);
        return downloadSlide(url, { connect, clock, tracer, signal, isTrusted });
      },
    });
  }

  /** The roster may have named the server. */
  #look(): void {
    const mcuUri = this.#line.mcuUri('meeting') ?? this.#line.mcuUri('data-conf');
    if (this.#isClosed || this.#phase.state !== 'off' || mcuUri === undefined) return;
    if (!this.#isForbidden()) void this.#connect(mcuUri);
  }

  /** Rules that come, or change, while one is in hold at once. */
  #obey(): void {
    if (this.#phase.state === 'connecting' || this.#phase.state === 'open') this.#isForbidden();
  }

  /** What the company forbids is stopped, and says which rule it is. */
  #isForbidden(): boolean {
    const rule = this.#deps.forbidden('data-collaboration');
    if (!rule) return false;
    const data = { reason: 'policy', policy: rule.policy, key: rule.key };
    this.#stop({ code: 'CONTENT_FORBIDDEN', data, at: this.#deps.clock.wall() });
    return true;
  }

  async #connect(mcuUri: string): Promise<void> {
    this.#letGo();
    const attempt = new AbortController();
    this.#attempt = attempt;
    this.#enter({ state: 'connecting' });
    const { clock, tracer, connect, isTrusted } = this.#deps;
    const opened = await openLink({
      ...{ clock, tracer, connect, isTrusted, mcuUri },
      line: this.#line,
      signal: attempt.signal,
      onEvent: (event) => this.#attempt === attempt && this.#take(event),
      onLost: (code, detail) => this.#attempt === attempt && this.#lost(code, detail),
    });
    if (this.#attempt !== attempt) {
      if (opened.ok) opened.value.close();
    } else if (opened.ok) {
      this.#channel = opened.value;
      this.#stopReady = clock.after(readyLimitMs, () => this.#lost('CONTENT_SILENT', 'not ready'));
      if (this.#hasAll) this.#ready();
    } else this.#stop(opened.failure);
  }

  #take(event: ServerEvent): void {
    switch (event.on) {
      case 'begin':
        this.#coming?.wipe();
        this.#coming = this.#newItems();
        this.#coming.rights = { mayPresent: event.mayPresent, mayDraw: event.mayDraw };
        break;
      case 'ready':
        this.#hasAll = this.#coming !== undefined;
        // All may have come with the answer to the greeting.
        if (this.#channel) this.#ready();
        break;
      case 'bye':
        this.#bye(event.reason);
        break;
      case 'rights':
        (this.#coming ?? this.#items).rights = { mayPresent: event.mayPresent, mayDraw: event.mayDraw };
        this.#changed();
        break;
      default:
        (this.#coming ?? this.#items).take(event);
        this.#changed();
    }
  }

  #ready(): void {
    if (!this.#coming) return;
    this.#hasAll = false;
    this.#stopReady?.();
    this.#items.wipe();
    this.#items = this.#coming;
    this.#coming = undefined;
    this.#openedAt = this.#deps.clock.now();
    this.#enter({ state: 'open' });
  }

  #bye(reason: 'ended' | 'removed' | 'moved'): void {
    if (this.#hasSettled()) this.#moves = 0;
    const isSentOn = reason === 'moved' && this.#moves < mostMoves;
    this.#moves += 1;
    if (isSentOn) this.#reconnect();
    else this.#stop({ code: 'CONTENT_LOST', data: { reason }, at: this.#deps.clock.wall() });
  }

  /** Once: a server that breaks again and again is left alone until the person asks. */
  #lost(code: FailureCode, detail?: string): void {
    const server = this.#channel?.server;
    if (this.#mayReconnect || this.#hasSettled()) {
      this.#mayReconnect = false;
      this.#reconnect();
    } else {
      const at = this.#deps.clock.wall();
      this.#stop({ code, at, ...(server ? { server } : {}), ...(detail ? { detail } : {}) });
    }
  }

  #hasSettled(): boolean {
    return this.#phase.state === 'open' && this.#deps.clock.now() - this.#openedAt >= settledMs;
  }

  #reconnect(): void {
    this.#letGo();
    this.#phase = { state: 'off' };
    this.#look();
  }

  #stop(failure: Failure): void {
    this.#letGo();
    this.#items.wipe();
    this.#items = this.#newItems();
    this.#enter({ state: 'failed', failure });
  }

  #letGo(): void {
    this.#attempt?.abort();
    this.#attempt = undefined;
    this.#stopReady?.();
    this.#channel?.close();
    this.#channel = undefined;
    this.#coming?.wipe();
    this.#coming = undefined;
    this.#hasAll = false;
    // What was on its way up went with the stream.
    this.#sending = undefined;
    this.#unsent = undefined;
  }

  #enter(phase: Phase): void {
    this.#phase = phase;
    this.#changed();
  }

  /** What comes in one piece is shown in one piece. */
  #changed(): void {
    if (this.#isDirty || this.#isClosed) return;
    this.#isDirty = true;
    queueMicrotask(() => {
      this.#isDirty = false;
      if (!this.#isClosed) this.#publish();
    });
  }

  #publish(): void {
    const own = this.#line.ownEntity.toLowerCase();
    this.#deps.state.set('meetingContent', {
      meetingId: this.#line.meetingId,
      ...(this.#unsent ? { failure: this.#unsent } : {}),
      ...this.#phase,
      isLabOnly: true,
      ...viewOf(this.#items, (who) => who?.toLowerCase() === own),
      ...(this.#sending ? { sending: this.#sending } : {}),
    });
  }
}

const errorCodes: ReadonlyMap<string, FailureCode> = new Map([
  ['forbidden', 'CONTENT_FORBIDDEN'],
  ['gone', 'CONTENT_GONE'],
  ['full', 'CONTENT_FULL'],
]);
