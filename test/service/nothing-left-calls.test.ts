/** A dozen times every way in which a call begins and ends: sockets of both kinds, waits and files are where they were. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RelayProcess } from '../../src/main/media/relay-link.ts';
import type { Call } from '../../src/shared/model/call.ts';
import { type CallScene, startCallScene } from '../fakes/call-scene.ts';
import { createHandClock } from '../fakes/hand-clock.ts';
import { expectNoMoreThan, holdings, turns } from '../fakes/process-holdings.ts';
import { relayHere } from '../fakes/relay-here.ts';
import { openWebrtcWindow, type WebrtcWindow } from '../fakes/webrtc-window.ts';

const times = 12;
/** Each signs in anew with every round in some of them, on a machine that may be busy: only what hangs is meant to be found. */
const patienceMs = 150_000;
/** Of the client and of its relay; what is held is told by it, since the libraries' own waits end in their own time. RFC 3261 17.1.1.2 */
const clock = createHandClock();
const echo = 'sip:echo@contoso.com';
let scene: CallScene;
let window: WebrtcWindow;
let killRelay: () => void;

beforeAll(async () => {
  scene = await startCallScene({ client: { clock, forkRelay: mortalRelay } });
  await everythingThere();
  window = scene.window;
  scene.world.lab.calls.setTimes({ ringMs: 5, stepMs: 5 });
});

afterAll(async () => {
  await window.close();
  await scene.stop();
});

/** The real one, whose process can end by itself. */
function mortalRelay(): RelayProcess {
  const relay = relayHere(clock);
  return {
    ...relay,
    once(_event, listener) {
      killRelay = () => {
        relay.kill();
        listener();
      };
    },
  };
}

/** What a sign-in brings comes in the background. */
async function everythingThere(): Promise<void> {
  await scene.world.until(
    ({ contacts, provisioning, dialPlan, history }) =>
      contacts.state === 'ready' &&
      provisioning.state === 'ready' &&
      dialPlan.state === 'active' &&
      history.kind === 'ready',
  );
  await scene.world.client.mailbox.refresh();
}

const isActive = ({ state }: Call) => state === 'active';
const isOver = ({ state }: Call) => state === 'ended';
const over = (id: string) => scene.untilCall(id, isOver);

function dial(to: string): string {
  const started = scene.calls.call({ to });
  if (!started.ok) throw new Error(started.failure.code);
  return started.value;
}

/** Somebody calls; both ids. */
async function called(): Promise<{ readonly id: string; readonly ofLab: string }> {
  const ofLab = scene.world.lab.calls.from('jeremy@contoso.com', 'karen@contoso.com', { sound: 'silence' });
  return { id: (await scene.until(({ state }) => state === 'incoming')).id, ofLab };
}

type Round = readonly [name: string, why: string, round: () => Promise<string>];

/** Each gives the id of the call that it ended. */
const rounds: readonly Round[] = [
  [
    'called and hung up',
    'hung-up',
    async () => {
      const { id } = await scene.talkTo(echo);
      await scene.calls.hangUp(id);
      return id;
    },
  ],
  [
    'given up while it rings',
    'cancelled',
    async () => {
      const id = dial('sip:never@contoso.com');
      await scene.untilCall(id, ({ state }) => state === 'ringing');
      await scene.calls.hangUp(id);
      return id;
    },
  ],
  ['refused', 'refused', async () => dial('sip:busy@contoso.com')],
  [
    'missed',
    'missed',
    async () => {
      const { id, ofLab } = await called();
      scene.world.lab.calls.cancel(ofLab);
      return id;
    },
  ],
  [
    'taken, and ended by the other side',
    'peer-hung-up',
    async () => {
      const { id, ofLab } = await called();
      await scene.calls.answer(id);
      await scene.untilCall(id, isActive);
      scene.world.lab.calls.hangUp(ofLab);
      return id;
    },
  ],
  [
    'held and taken up again',
    'hung-up',
    async () => {
      const { id } = await scene.talkTo('sip:oldice@contoso.com');
      for (const isHeld of [true, false]) expect((await scene.calls.hold(id, isHeld)).ok).toBe(true);
      await scene.calls.hangUp(id);
      return id;
    },
  ],
  [
    'handed on',
    'transferred',
    async () => {
      const { id } = await scene.talkTo('sip:dtlsonly@contoso.com');
      expect((await scene.calls.transfer(id, 'sip:music@contoso.com')).ok).toBe(true);
      return id;
    },
  ],
  [
    'cut off from the server, which forgot them',
    'failed',
    async () => {
      const { id } = await scene.talkTo('sip:plainonly@contoso.com');
      scene.world.lab.dropConnections('sip.contoso.com');
      await scene.untilCall(id, ({ trouble }) => trouble?.code === 'CONNECTION_LOST');
      scene.world.lab.calls.hangUp(scene.world.lab.calls.list().at(-1)?.id ?? '');
      await scene.world.until(({ account }) => account.kind === 'reconnecting');
      // By itself it comes back ever more seldom where it is cut off a dozen times.
      scene.world.client.tryNow();
      await everythingThere();
      return id;
    },
  ],
  [
    'ended by signing out',
    'gone',
    async () => {
      const { id } = await scene.talkTo(echo);
      await scene.world.client.signOut();
      expect((await scene.world.signIn('karen@contoso.com')).ok).toBe(true);
      await everythingThere();
      return id;
    },
  ],
  [
    'ended by the end of the relay',
    'failed',
    async () => {
      const { id } = await scene.talkTo(echo);
      killRelay();
      return id;
    },
  ],
  [
    'ended by the end of the window',
    'failed',
    async () => {
      const { id } = await scene.talkTo(echo);
      await window.close();
      window = openWebrtcWindow(scene.world.client.media.window);
      return id;
    },
  ],
];

it.each(rounds)('calls that are %s leave nothing', { timeout: patienceMs }, async (_name, why, round) => {
  const whole = async () => {
    const id = await round();
    if (why !== 'gone') expect((await over(id)).end?.why).toBe(why);
    while (scene.world.lab.calls.list().some(({ state }) => state !== 'ended')) await turns(1);
    while (window.openCalls > 0) await turns(1);
  };
  await whole();
  const before = { ...(await holdings()), timers: Number.POSITIVE_INFINITY };
  const waitsBefore = clock.held.length;
  const connectionsBefore = scene.world.lab.openConnections();
  for (let count = 0; count < times; count += 1) await whole();
  await expectNoMoreThan(before);
  // Those of the session come and go by themselves.
  expect(clock.held.length).toBeLessThanOrEqual(waitsBefore + 3);
  expect(scene.world.lab.openConnections()).toBe(connectionsBefore);
  expect(scene.world.client.state.get().calls.filter(({ state }) => state !== 'ended')).toEqual([]);
});
