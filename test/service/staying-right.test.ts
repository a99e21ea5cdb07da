/** What is shown is what is, whatever happens in whatever order. OFFHOOK_DAYS sets how many days are lived, OFFHOOK_SEED which. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { turns } from '../fakes/process-holdings.ts';
import { ownEdge, person, type StayingBench, startStayingBench, type Wanted } from '../fakes/staying-bench.ts';

const days = Number(process.env.OFFHOOK_DAYS ?? 8);
const seed = Number(process.env.OFFHOOK_SEED ?? 20_261_121);
const perDayMs = 15_000;

let bench: StayingBench;
beforeAll(async () => {
  bench = await startStayingBench();
});
afterAll(() => bench.stop());

type Event = fc.AsyncCommand<Wanted, StayingBench>;

/** Something that happens; what is wanted afterwards is said before it does. */
function event(
  name: string,
  happens: (bench: StayingBench) => unknown,
  {
    may = () => true,
    means = () => undefined,
  }: { may?: (wanted: Wanted) => boolean; means?: (wanted: Wanted) => void } = {},
): Event {
  return {
    check: (wanted) => may(wanted),
    async run(wanted, here) {
      means(wanted);
      await happens(here);
      expect(here.lies()).toEqual([]);
    },
    toString: () => name,
  };
}

const signedIn = { may: ({ isSignedIn }: Wanted) => isSignedIn };
const loses = {
  ...signedIn,
  means(wanted: Wanted) {
    wanted.isSignedIn = false;
    wanted.isInMeeting = false;
  },
};

const events: fc.Arbitrary<Event>[] = [
  fc.constant(event('the connection is dropped', ({ lab }) => lab.dropConnections(ownEdge))),
  fc.constant(event('the server falls silent', (here) => here.edge({ silent: 'sip' }))),
  fc.constant(event('the server takes no messages', (here) => here.edge({ silent: { method: 'MESSAGE' } }), signedIn)),
  fc.constant(
    event('the server goes down', (here) => {
      here.edge({ refuseConnections: true });
      here.lab.dropConnections(ownEdge);
    }),
  ),
  fc.constant(event('the server is back', (here) => here.edge({}))),
  fc.constant(event('the machine wakes up', ({ world }) => world.client.wokeUp())),
  fc.constant(event('"Try now"', ({ world }) => world.client.tryNow())),
  fc.boolean().map((isLost) => event(isLost ? 'another network' : 'one more network', (here) => here.move(isLost))),
  fc
    .integer({ min: 1, max: 40 })
    .map((seconds) => event(`${seconds} s pass`, ({ clock }) => clock.pass(seconds * 1000))),
  fc.integer({ min: 1, max: 30 }).map((count) => event(`the machine takes ${count} turns`, () => turns(count))),
  fc.constant(event('she writes', (here) => here.say(), signedIn)),
  fc.constant(event('her friend writes', (here) => here.hear())),
  fc.constant(event('all is well for a while', (here) => here.settle(wantedNow), signedIn)),
  fc.constant(
    event(
      'she joins the meeting',
      async (here) => {
        await here.settle({ ...wantedNow, isInMeeting: false });
        await here.join();
      },
      {
        may: (wanted) => wanted.isSignedIn && !wanted.isInMeeting,
        means: (wanted) => {
          wanted.isInMeeting = true;
        },
      },
    ),
  ),
  fc.constant(
    event('she leaves the meeting', (here) => here.leave(), {
      may: ({ isInMeeting }) => isInMeeting,
      means: (wanted) => {
        wanted.isInMeeting = false;
      },
    }),
  ),
  fc.constant(event('she signs out', (here) => here.signOut(), loses)),
  fc.constant(
    event(
      'her account is taken away for a day',
      async (here) => {
        here.edge({});
        here.lab.setEnabled(person, false);
        await here.settle(wantedNow);
        here.lab.setEnabled(person, true);
      },
      loses,
    ),
  ),
  fc.constant(
    event(
      'her password is refused',
      async (here) => {
        here.edge({});
        expect(await here.beRefused()).toEqual([]);
      },
      { means: loses.means },
    ),
  ),
  fc.constant(
    event(
      'she signs in',
      async (here) => {
        here.edge({});
        await here.signIn();
      },
      {
        may: ({ isSignedIn }) => !isSignedIn,
        means: (wanted) => {
          wanted.isSignedIn = true;
        },
      },
    ),
  ),
];

/** Of the day that is lived. */
let wantedNow: Wanted;

it(
  'what is shown is what is, after every bad day',
  async () => {
    const property = fc.asyncProperty(fc.commands(events, { maxCommands: 16, size: 'max' }), async (day) => {
      bench.edge({});
      await bench.signIn();
      wantedNow = { isSignedIn: true, isInMeeting: false };
      await fc.asyncModelRun(() => ({ model: wantedNow, real: bench }), day);
      await bench.settle(wantedNow);
      await bench.signOut();
      await bench.settle({ isSignedIn: false, isInMeeting: false });
    });
    await fc.assert(property, { numRuns: days, seed, endOnFailure: true });
  },
  days * perDayMs + 20_000,
);
