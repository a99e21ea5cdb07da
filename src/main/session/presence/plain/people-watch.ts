/** Everybody whose presence is asked for on a standard server, each by a subscription of their own; a few are asked for at a time. */
import type { PidfPresence } from '../../../../protocol/pidf/read.ts';
import type { Clock, Random } from '../../../../shared/clock.ts';
import type { SipAgent } from '../../../sip/agent.ts';
import type { UnknownReason } from '../unknown-reason.ts';
import { PersonWatch } from './person-watch.ts';

export interface PeopleWatchOptions {
  readonly agent: SipAgent;
  readonly clock: Clock;
  readonly random: Random;
  readonly onPresence: (uri: string, presence: PidfPresence) => void;
  readonly onUnknown: (uri: string, because: UnknownReason) => void;
  readonly onUnreadable: (problem: string) => void;
}

/** SUBSCRIBE requests under way at once: a small server must not see hundreds in one moment. */
const mostAtOnce = 8;

export class PeopleWatch {
  readonly #options: PeopleWatchOptions;
  readonly #watches = new Map<string, PersonWatch>();
  readonly #waiting: (() => Promise<void>)[] = [];
  #running = 0;

  constructor(options: PeopleWatchOptions) {
    this.#options = options;
  }

  /** Asks for whoever is new and lets go of whoever is gone. */
  watch(uris: ReadonlySet<string>): void {
    for (const [uri, watch] of this.#watches) {
      if (uris.has(uri)) continue;
      this.#watches.delete(uri);
      void watch.end();
    }
    for (const uri of uris) if (!this.#watches.has(uri)) this.#open(uri);
  }

  /** The connection goes, and every subscription with it. */
  stop(): void {
    this.#waiting.length = 0;
    for (const watch of this.#watches.values()) watch.stop();
    this.#watches.clear();
  }

  #open(uri: string): void {
    const { agent, clock, random, onPresence, onUnknown, onUnreadable } = this.#options;
    const watch = new PersonWatch({
      agent,
      uri,
      clock,
      random,
      onUnreadable,
      inTurn: (task) => this.#inTurn(task),
      onPresence: (presence) => onPresence(uri, presence),
      onUnknown: (because) => onUnknown(uri, because),
    });
    this.#watches.set(uri, watch);
    watch.open();
  }

  #inTurn(task: () => Promise<void>): void {
    this.#waiting.push(task);
    this.#run();
  }

  #run(): void {
    while (this.#running < mostAtOnce) {
      const task = this.#waiting.shift();
      if (!task) return;
      this.#running += 1;
      void task().finally(() => {
        this.#running -= 1;
        this.#run();
      });
    }
  }
}
