/** A client in a lab whose servers mean harm: time passes when nothing else can happen, and what is left open is counted. */
import { expect } from 'vitest';
import type { ServerName } from '../../src/lab/api.ts';
import type { DnsMalice, Malice } from '../../src/lab/faults/malice.ts';
import { failureTexts } from '../../src/renderer/locales/en/failures.ts';
import type { Outcome } from '../../src/shared/outcome.ts';
import { createHandClock, type HandClock } from './hand-clock.ts';
import { type LabClient, startLabClient } from './lab-client.ts';
import { oneKey } from './one-key.ts';

export interface HostileLab {
  readonly world: LabClient;
  readonly clock: HandClock;
  /** The server means harm from now on; without a word it is healthy again. */
  turn(server: ServerName, malice?: Malice): void;
  turnDns(name: string, malice?: DnsMalice): void;
  /** What became of it: `ok`, or the code of a failure that has its sentence. Long waits run out, but only while nothing moves on either side. */
  outcomeOf(work: Promise<Outcome<unknown>>): Promise<string>;
  /** The same without any time passing: a hang is the test's time limit. */
  promptly(work: Promise<Outcome<unknown>>): Promise<string>;
  /** Resolves when it fits; long waits run out as above. */
  until(fits: () => boolean): Promise<void>;
  /** Leaves the meeting and signs out, whatever of it waits for an answer that does not come. */
  goHome(): Promise<void>;
  /** Resolves when both sides have closed what they opened, and nobody waits for anything. */
  untilNothingIsLeft(): Promise<void>;
  stop(): Promise<void>;
}

/** The next look at the machine's network. */
const alwaysHeld = [1500];
/** Nothing came, was sent or was told for so long, and for so many turns of the loop: then whoever waits waits for time. */
const idleMs = 30;
const idleTurns = 100;

function wordOf(outcome: Outcome<unknown>): string {
  if (outcome.ok) return 'ok';
  expect(failureTexts[outcome.failure.code].sentence(outcome.failure)).not.toBe('');
  return outcome.failure.code;
}

export async function startHostileLab(): Promise<HostileLab> {
  const clock = createHandClock();
  const world = await startLabClient({ clock });
  await oneKey();
  // What the client prepares when it has nothing else to do.
  await clock.pass(1000);
  let logged = 0;
  const stopCounting = world.lab.onLog(() => {
    logged += 1;
  });
  const movement = () => `${logged} ${world.client.tracing.newest()} ${world.lab.openConnections()}`;
  const turnLoop = () => new Promise<void>((resolve) => setImmediate(resolve));

  async function until(fits: () => boolean): Promise<void> {
    let idle = { turns: 0, since: performance.now(), seen: movement() };
    while (!fits()) {
      await turnLoop();
      const seen = movement();
      idle = seen === idle.seen ? { ...idle, turns: idle.turns + 1 } : { turns: 0, since: performance.now(), seen };
      if (idle.turns < idleTurns || performance.now() - idle.since < idleMs) continue;
      await clock.pass(Math.max(1, clock.held[0] ?? 0));
      idle = { turns: 0, since: performance.now(), seen };
    }
  }

  return {
    world,
    clock,
    until,
    turn: (server, malice) => world.lab.setFaults(server, malice ? { malice } : {}),
    turnDns(name, malice) {
      for (const type of ['SRV', 'A', 'AAAA', 'NAPTR'] as const)
        world.lab.dns.behave(name, type, malice ? { kind: 'malice', how: malice } : { kind: 'records' });
    },
    async outcomeOf(work) {
      let isSettled = false;
      void work.then(() => {
        isSettled = true;
      });
      await until(() => isSettled);
      return wordOf(await work);
    },
    async goHome() {
      let isHome = false;
      // A guest's meeting would outlive the signing out.
      void world.client.meetings
        .leave()
        .then(() => world.client.signOut())
        .then(() => {
          isHome = true;
        });
      await until(() => isHome);
    },
    promptly: async (work) => wordOf(await work),
    async untilNothingIsLeft() {
      const openHere = () => world.client.state.get().connections.filter(({ state }) => state === 'open').length;
      const isLeft = () => world.lab.openConnections() + openHere() > 0 || clock.held.length > alwaysHeld.length;
      // A socket is seen to be closed a moment later, on either side. The test's own limit ends a wait for ever.
      while (isLeft()) await turnLoop();
      expect(clock.held).toEqual(alwaysHeld);
    },
    stop() {
      stopCounting();
      return world.stop();
    },
  };
}
