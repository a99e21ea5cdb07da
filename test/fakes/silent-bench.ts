/** A client whose long waits pass by hand, and what both sides hold when all is over: for servers that say nothing. */
import type { Outcome } from '../../src/shared/outcome.ts';
import { createHandClock, type HandClock } from './hand-clock.ts';
import { type LabClient, startLabClient } from './lab-client.ts';

export const seconds = 1000;
/** A meeting of the organizer's with chat and content, and one of another company. */
export const ownMeeting = 'C0NT0S02';
export const foreignMeeting = '2Z92HZZZ';
export const organizer = 'karenb@contoso.com';
/** The next look at the machine's network. */
const alwaysHeld = [1.5 * seconds];

export interface SilentBench {
  readonly clock: HandClock;
  readonly world: LabClient;
  linkOf(meeting: string): string;
  /** Resolves when so many waits of this length are under way. */
  waiting(ms: number, count?: number): Promise<void>;
  /** Signed in as the organizer, in the own meeting. */
  enter(): Promise<void>;
  /** The same, with chat and content open. */
  host(): Promise<void>;
  /** Leaves and signs out; resolves when nothing is left on either side: no socket, no wait. The test's own limit ends a wait for ever. */
  goHome(): Promise<void>;
  nothingLeft(): Promise<void>;
}

export const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
};

export const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? 'done' : outcome.failure.code);

/** Starts lab and client. */
export async function startSilentBench(): Promise<SilentBench> {
  const clock = createHandClock();
  const world = await startLabClient({ clock });
  // What the client prepares when it has nothing else to do.
  await clock.pass(1 * seconds);
  const linkOf = (meeting: string) =>
    world.lab.profile.meetings.find((known) => known.id === meeting)?.links.conf ?? '';
  const nothingLeft = async () => {
    while (world.lab.openConnections() > 0 || clock.held.join() !== alwaysHeld.join()) await turns(1);
  };
  const enter = async () => {
    must(await world.signIn(organizer));
    must(await world.join(linkOf(ownMeeting)));
  };
  return {
    ...{ clock, world, linkOf, nothingLeft, enter },
    async waiting(ms, count = 1) {
      while (clock.held.filter((held) => held === ms).length < count) await turns(1);
    },
    async host() {
      await enter();
      await world.until(
        ({ meeting, meetingChat, meetingContent }) =>
          meeting?.phase === 'joined' && meetingChat?.state === 'open' && meetingContent?.state === 'open',
      );
    },
    async goHome() {
      for (const { name } of world.lab.profile.servers) world.lab.setFaults(name, {});
      await world.client.meetings.leave();
      await world.client.signOut();
      await nothingLeft();
    },
  };
}

function must(outcome: Outcome<void>): void {
  if (!outcome.ok) throw new Error(outcome.failure.code);
}
