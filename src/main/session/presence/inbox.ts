/**
 * Notifications in the order they came, read in slices: a thousand people in one notification must not hold up everything
 * else. What is small is read at once.
 */

import type { ResourceUpdate } from '../../../protocol/presence/read.ts';
import {
  type PresencePart,
  type PresenceProblem,
  readPresencePart,
  splitPresence,
} from '../../../protocol/presence/read.ts';
import type { PersonUpdate } from '../../../protocol/presence/read-categories.ts';
import type { Clock } from '../../../shared/clock.ts';

export interface InboxOptions {
  readonly clock: Clock;
  /** What one slice said about people, several of the same person possible. */
  readonly onPeople: (updates: readonly PersonUpdate[]) => void;
  readonly onResources: (resources: readonly ResourceUpdate[]) => void;
  /** Documents that could not be read; the others of the same notification were. */
  readonly onDamaged: (problems: readonly PresenceProblem[]) => void;
}

interface Waiting {
  readonly contentType: string;
  readonly bytes: Uint8Array;
  /** Cut when its turn has come. */
  documents: readonly Uint8Array[] | undefined;
  /** The next one to be read. */
  at: number;
}

const largeBytes = 65_536;
/** What may wait: several of the largest that anybody sends. */
const mostBytes = 32 * 1024 * 1024;
const mostWaiting = 4096;
/** Work before others get their turn: well below the 50 ms at which a person notices. */
const sliceMs = 10;
/** Long enough that the next slice is not due yet when the timers of this round have run: else nothing but timers gets a turn. */
const pauseMs = 4;

export class Inbox {
  readonly #options: InboxOptions;
  #waiting: Waiting[] = [];
  /** Of those that wait. */
  #bytes = 0;
  #stopTimer: (() => void) | undefined;

  constructor(options: InboxOptions) {
    this.#options = options;
  }

  /** False when more comes than can be read: it is dropped, and whoever sent it must be asked for everything anew. */
  take(contentType: string, bytes: Uint8Array): boolean {
    const isTooMuch = this.#bytes + bytes.length > mostBytes || this.#waiting.length >= mostWaiting;
    if (isTooMuch && this.#waiting.length > 0) return false;
    this.#waiting.push({ contentType, bytes, documents: undefined, at: 0 });
    this.#bytes += bytes.length;
    if (this.#stopTimer) return true;
    // Whoever handed over something large has worked on it long enough already.
    if (bytes.length > largeBytes) this.#later();
    else this.#work();
    return true;
  }

  stop(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    this.#waiting = [];
    this.#bytes = 0;
  }

  #work(): void {
    this.#stopTimer = undefined;
    const { clock } = this.#options;
    const end = clock.now() + sliceMs;
    const parts: PresencePart[] = [];
    for (;;) {
      const document = this.#next();
      if (!document) break;
      parts.push(readPresencePart(document));
      if (clock.now() >= end) break;
    }
    this.#tell(parts);
    if (this.#waiting.length > 0) this.#later();
  }

  #later(): void {
    this.#stopTimer = this.#options.clock.after(pauseMs, () => this.#work());
  }

  #next(): Uint8Array | undefined {
    const first = this.#waiting[0];
    if (!first) return undefined;
    first.documents ??= splitPresence(first.contentType, first.bytes);
    const document = first.documents[first.at];
    first.at += 1;
    if (first.at >= first.documents.length) {
      this.#waiting.shift();
      this.#bytes -= first.bytes.length;
    }
    return document;
  }

  #tell(parts: readonly PresencePart[]): void {
    const { onPeople, onResources, onDamaged } = this.#options;
    const people = parts.flatMap((part) => (part.ok && 'person' in part ? [part.person] : []));
    const resources = parts.flatMap((part) => (part.ok && 'resources' in part ? part.resources : []));
    const problems = parts.flatMap((part) => (part.ok ? [] : [part.problem]));
    if (people.length > 0) onPeople(people);
    if (resources.length > 0) onResources(resources);
    if (problems.length > 0) onDamaged(problems);
  }
}
