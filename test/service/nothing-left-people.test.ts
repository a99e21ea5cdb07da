/** A dozen times everything a signed-in person uses, ended well, in the middle, or by a lost connection: nothing stays open. OFFHOOK_ROUNDS sets how many. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { historyThread } from '../../src/main/history/thread.ts';
import { createHandClock } from '../fakes/hand-clock.ts';
import { bundledHistoryWorker } from '../fakes/history-worker.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';
import { expectNoMoreThan, holdings, turns } from '../fakes/process-holdings.ts';

const times = Number(process.env.OFFHOOK_ROUNDS ?? 12);
const karen = 'karen@contoso.com';
const JEREMY = 'sip:jeremy@contoso.com';
let world: LabClient;
let bundle: Awaited<ReturnType<typeof bundledHistoryWorker>>;

beforeAll(async () => {
  bundle = await bundledHistoryWorker();
  world = await startLabClient({ openHistory: historyThread(bundle.script) });
}, 60_000);
afterAll(async () => {
  await world.stop();
  await bundle.remove();
});

/** What is held when no thread of a history is left. */
async function held() {
  await world.client.history.forget();
  return holdings();
}

async function signIn(): Promise<void> {
  expect(await world.signIn(karen)).toEqual({ ok: true });
}

async function everythingThere(): Promise<void> {
  await world.until(
    ({ contacts, presence, provisioning, dialPlan, history }) =>
      contacts.state === 'ready' &&
      presence[JEREMY]?.value !== undefined &&
      provisioning.state === 'ready' &&
      dialPlan.state === 'active' &&
      history.kind === 'ready',
  );
}

const talkTo = (address: string) => {
  const opened = world.client.talks.open({ uri: address });
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.value;
};

/** One of each thing that asks somebody; all resolve, whatever becomes of the connection. */
function everything(round: number): readonly Promise<unknown>[] {
  const { people, mailbox, history, talks, files } = world.client;
  const echo = talkTo('echo@contoso.com');
  talks.send(echo, `round ${round}`);
  talks.typing(echo);
  return [
    people.directory.search(`je${round % 2 ? '' : 'r'}`),
    people.directory.photo(JEREMY),
    people.directory.expandGroup('sales@contoso.com'),
    people.contacts.rename(JEREMY, `Jeremy ${round}`),
    people.contacts
      .addGroup(`Group ${round}`)
      .then(async (added) => added.ok && people.contacts.removeGroup(added.value)),
    people.contacts.setRelationship(JEREMY, round % 2 ? 'friends' : 'workgroup'),
    people.presence.setNote(`note ${round}`),
    people.setPresence(round % 2 ? 'busy' : 'available'),
    people.refreshSettings(),
    mailbox.refresh(),
    mailbox.markRead('all'),
    history.search({ text: 'round', limit: 10 }),
    history.page({ peerUri: 'sip:echo@contoso.com', limit: 10 }),
    files.offer(echo, import.meta.filename),
  ];
}

type Round = readonly [name: string, round: (number: number) => Promise<unknown>];
const rounds: readonly Round[] = [
  [
    'everything, done',
    async (number) => {
      await signIn();
      await everythingThere();
      await Promise.all(everything(number));
      await world.client.signOut();
    },
  ],
  [
    'everything, signed out in the middle',
    async (number) => {
      await signIn();
      if (number % 2) await everythingThere();
      const asked = everything(number);
      await turns((number * 7) % 20);
      await world.client.signOut();
      await Promise.all(asked);
    },
  ],
  [
    'everything, the connection lost in the middle',
    async (number) => {
      await signIn();
      if (number % 2) await everythingThere();
      const asked = everything(number);
      await turns((number * 7) % 20);
      for (const { name } of world.lab.profile.servers) world.lab.dropConnections(name);
      await world.until(({ account }) => account.kind !== 'registered');
      await world.client.signOut();
      await Promise.all(asked);
    },
  ],
  [
    'a sign-in that is given up while all of it begins',
    async (number) => {
      const signingIn = world.signIn(karen);
      await world.until(
        ({ journey }) => (journey?.stages.filter(({ state }) => state === 'done').length ?? 0) > number % 4,
      );
      world.client.signIn.cancel();
      await signingIn;
      await world.client.signOut();
    },
  ],
];

it.each(rounds)('%s', { timeout: 120_000 + times * 5000 }, async (_name, round) => {
  for (let number = 0; number < 3; number += 1) await round(number);
  const before = await held();
  const connectionsBefore = world.lab.openConnections();
  for (let number = 0; number < times; number += 1) await round(number);
  await world.client.history.forget();
  expect(world.lab.registrations(karen)).toEqual([]);
  await expectNoMoreThan(before);
  expect(world.lab.openConnections()).toBe(connectionsBefore);
  expect(world.client.state.get().connections.filter(({ state }) => state === 'open')).toEqual([]);
});

it('questions to servers that stay silent end with the session, and leave no wait', async () => {
  const clock = createHandClock();
  const scene = await startLabClient({ clock });
  try {
    const { lab, client } = scene;
    const before = clock.held;
    expect(await scene.signIn(karen)).toEqual({ ok: true });
    await scene.until(({ provisioning, contacts, history }) =>
      [provisioning.state, contacts.state, history.kind].every((state) => state === 'ready'),
    );
    for (const { name, role } of lab.profile.servers) if (role !== 'edge') lab.setFaults(name, { silent: 'tcp' });
    const { people, mailbox } = client;
    const asked = [
      people.directory.search('je'),
      people.directory.expandGroup('sales@contoso.com'),
      people.directory.photo(JEREMY),
      mailbox.refresh(),
      mailbox.markRead('all'),
      people.contacts.rename(JEREMY, 'Jerry'),
      people.contacts.setRelationship(JEREMY, 'friends'),
      people.presence.setNote('silence'),
      people.refreshSettings(),
    ];
    await turns(20);
    await client.signOut();
    await Promise.all(asked);
    await scene.until(({ history }) => history.kind === 'off');
    // The server has heard the good-bye.
    while (lab.openConnections() > 0) await turns(1);
    await turns(20);
    expect(clock.held).toEqual(before);
  } finally {
    await scene.stop();
  }
});
