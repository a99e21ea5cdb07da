/** Sending publications: one request at a time, each with the versions it replaces; of what is wished meanwhile the newest. [MS-PRES] 3.4.5.2 */
import { readDiagnostics } from '../../../protocol/ms/diagnostics.ts';
import { type OwnState, readOwnState, readPublishFault } from '../../../protocol/presence/read-self.ts';
import { publishContentType, writePublish } from '../../../protocol/presence/write.ts';
import { headerOf, type SipResponse } from '../../../protocol/sip/message.ts';
import { decodeUtf8 } from '../../../protocol/sip/text.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { SipAgent } from '../../sip/agent.ts';
import { retryAfterMs } from '../backoff.ts';
import type { Wish } from './own-publications.ts';

/** One part of our presence, all of it: what was published for it before is replaced. */
export interface PartWishes<Part extends string = string> {
  readonly part: Part;
  readonly wishes: readonly Wish[];
  /** What another endpoint put there is not written over: the refusal is told, and the next publication names the right versions. */
  readonly yields?: true;
}

export interface Accepted<W extends PartWishes> {
  /** What was sent: possibly a newer wish than the one waited for. */
  readonly sent: W;
  /** What the server then holds, where it said so. */
  readonly own: OwnState | undefined;
  /** False: there was nothing to take away, and nothing was sent. */
  readonly isChanged: boolean;
}

/** The same may well be taken later. */
export interface Again {
  /** The server asks for so long a rest before, milliseconds. */
  readonly askedMs?: number;
}

/** `again` where another request can help: the server is passing through something, or others were faster each time. */
export type Published<W extends PartWishes> =
  | { readonly ok: true; readonly value: Accepted<W> }
  | { readonly ok: false; readonly failure: Failure; readonly again?: Again };

export interface PublisherOptions {
  readonly agent: SipAgent;
  readonly ownUri: string;
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

/** Not begun yet: a newer wish for the same part takes its place. */
interface Waiting<W extends PartWishes> {
  newest: W;
  readonly outcome: Promise<Published<W>>;
}

/** Another endpoint may publish between a refusal and the next try, more than once on a bad day. */
const mostTries = 3;
/** What servers say of themselves for a while. RFC 3261 21.4.9, 21.5 */
const passing: ReadonlySet<number> = new Set([408, 500, 503, 504]);
/** More publications than any person has. */
const mostPlaces = 2000;

export class Publisher<W extends PartWishes> {
  readonly #options: PublisherOptions;
  readonly #waiting = new Map<string, Waiting<W>>();
  /** By category, instance and container. */
  readonly #versions = new Map<string, number>();
  /** Where something stands. */
  readonly #held = new Set<string>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  /** Versions as the server has them. */
  learn(own: OwnState): void {
    for (const publication of own.publications) {
      const place = placeOf(publication);
      if (!this.#versions.has(place) && this.#versions.size >= mostPlaces) continue;
      this.#versions.set(place, publication.version);
      if (publication.isEmpty) this.#held.delete(place);
      else this.#held.add(place);
    }
  }

  /**
   * Publishes the wishes of one part of our presence. A refusal for outdated versions (409) is answered with the right ones. Who
   * wishes several times while a request is under way gets the last wish, in one request, and all resolve with what came of
   * it. Failure: PUBLISH_REFUSED.
   */
  publish(wished: W): Promise<Published<W>> {
    const known = this.#waiting.get(wished.part);
    if (known) {
      known.newest = wished;
      return known.outcome;
    }
    const outcome = this.#last.then(() => {
      const newest = this.#waiting.get(wished.part)?.newest ?? wished;
      this.#waiting.delete(wished.part);
      return this.#publishNow(newest);
    });
    this.#waiting.set(wished.part, { newest: wished, outcome });
    // One that went wrong must not keep the next from being sent.
    this.#last = outcome.catch(() => undefined);
    return outcome;
  }

  async #publishNow(sent: W): Promise<Published<W>> {
    for (let tries = 1; ; tries += 1) {
      const due = sent.wishes.filter((wish) => !wish.onlyIfHeld || this.#held.has(placeOf(wish)));
      if (due.length === 0) return done({ sent, own: undefined, isChanged: false });
      const answer = await this.#send(due);
      const isCorrected = answer.ok && answer.value.status === 409 && this.#correct(due, answer.value);
      if (isCorrected && tries < mostTries && !sent.yields) continue;
      const outcome = this.#judge(answer, due);
      if (outcome.ok) return done({ sent, own: outcome.value, isChanged: true });
      const again = isCorrected ? {} : againAfter(answer);
      return again ? { ...outcome, again } : outcome;
    }
  }

  #send(due: readonly Wish[]): Promise<Outcome<SipResponse>> {
    const { agent, ownUri, signal } = this.#options;
    const publications = due.map((wish) => ({ ...wish, version: this.#versions.get(placeOf(wish)) ?? 0 }));
    const body = { contentType: publishContentType, text: writePublish(ownUri, publications) };
    return agent.request('SERVICE', { uri: ownUri, body, signal });
  }

  /** Takes the versions a 409 names; false when it names none. */
  #correct(due: readonly Wish[], response: SipResponse): boolean {
    const conflicts = readPublishFault(decodeUtf8(response.body))?.conflicts ?? [];
    for (const { index, currentVersion } of conflicts) {
      const wish = due[index - 1];
      if (!wish) continue;
      this.#versions.set(placeOf(wish), currentVersion);
      if (currentVersion === 0) this.#held.delete(placeOf(wish));
    }
    return conflicts.length > 0;
  }

  #judge(answer: Outcome<SipResponse>, due: readonly Wish[]): Outcome<OwnState | undefined> {
    if (!answer.ok) return failed({ ...answer.failure, code: 'PUBLISH_REFUSED', detail: answer.failure.code });
    const response = answer.value;
    if (response.status >= 300) return failed(this.#refused(response));
    this.#count(due);
    const reading = readOwnState(decodeUtf8(response.body));
    if (!reading.ok) return done(undefined);
    this.learn(reading.own);
    return done(reading.own);
  }

  /** The server may answer without a body: then the versions are counted here. */
  #count(due: readonly Wish[]): void {
    for (const wish of due) {
      const place = placeOf(wish);
      const isThere = wish.content !== undefined;
      this.#versions.set(place, isThere ? (this.#versions.get(place) ?? 0) + 1 : 0);
      if (isThere) this.#held.add(place);
      else this.#held.delete(place);
    }
  }

  #refused(response: SipResponse): Failure {
    const diagnostics = readDiagnostics(response);
    return {
      code: 'PUBLISH_REFUSED',
      sip: { status: response.status, reason: response.reason },
      at: this.#options.clock.wall(),
      ...(diagnostics.length > 0 ? { diagnostics } : {}),
    };
  }
}

/** Undefined where the same would meet the same, or the connection is gone: signing in begins anew, and publishing with it. */
function againAfter(answer: Outcome<SipResponse>): Again | undefined {
  if (!answer.ok) return answer.failure.code === 'SIP_TIMEOUT' ? {} : undefined;
  if (!passing.has(answer.value.status)) return undefined;
  const askedMs = retryAfterMs(headerOf(answer.value, 'retry-after'));
  return askedMs === undefined ? {} : { askedMs };
}

/** Names one publication: its category, instance and container. */
export function placeOf({ category, instance, container }: Pick<Wish, 'category' | 'instance' | 'container'>): string {
  return `${category}|${instance}|${container}`;
}
