/** A dozen times everything one does in and around meetings, ended well, left, signed out of, forgotten, or cut off in the middle: nothing stays open. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import type { MeetingPlan } from '../../src/shared/model/scheduling.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';
import { expectNoMoreThan, holdings, turns } from '../fakes/process-holdings.ts';

const times = 12;
const organizer = 'karenb@contoso.com';
/** Sets up meetings without end. */
const founder = 'karen@contoso.com';
const own = 'C0NT0S02';
const foreign = '2Z92HZZZ';
let lab: Lab;
let world: LabClient;

beforeAll(async () => {
  // The client enters and leaves its world, which goes on.
  lab = await startLab({ ports: 'free' });
  world = await startLabClient({ lab });
  // What a round that is cut off sets up stays, and is not to grow without end.
  lab.setFocusFactory('contoso.com', { mostConferences: 12 });
}, 60_000);
afterAll(async () => {
  await world.stop();
  await lab.stop();
});

/** Waits until the server has heard the last good-bye, and no thread of a history is left. */
async function settled(): Promise<void> {
  await world.client.history.forget();
  while (lab.openConnections() > 0) await turns(1);
}

/** Who looks on, and who sits in the meetings. */
const atTheLab = () =>
  [own, foreign].map((id) => ({
    seats: lab.meeting(id).participants().length,
    viewers: lab.content(id).viewers().length,
    chatting: lab.chat(id).members().length,
  }));

const linkOf = (id: string) => lab.profile.meetings.find((known) => known.id === id)?.links.conf ?? '';
const isGuest = (number: number) => number % 2 === 1;

/** By turns the organizer of an own meeting, and a guest of a foreign one. */
async function enter(number: number): Promise<void> {
  if (!isGuest(number)) expect(await world.signIn(organizer)).toMatchObject({ ok: true });
  expect(await world.join(linkOf(isGuest(number) ? foreign : own))).toMatchObject({ ok: true });
}

async function everythingOpen(): Promise<void> {
  await world.until(
    ({ meeting, meetingChat, meetingContent }) =>
      meeting?.phase === 'joined' && meetingChat?.state === 'open' && meetingContent?.state === 'open',
  );
}

function plan(): MeetingPlan {
  const startsAt = Date.now() + 3_600_000;
  return {
    subject: 'Round',
    startsAt,
    endsAt: startsAt + 3_600_000,
    access: 'company',
    presenters: 'organizer',
    announcements: false,
    phoneBypassesLobby: false,
    invited: [],
  };
}

/** One of each thing that asks somebody; all resolve, whatever becomes of the meeting. */
function everything(number: number): readonly Promise<unknown>[] {
  const { meetings, meetingChat, content, scheduling, invitations, joinCheck } = world.client;
  meetingChat.typing();
  meetingChat.send(`round ${number}`);
  content.point('b2', { x: number, y: number });
  invitations.send('echo@contoso.com');
  const { control } = meetings;
  return [
    control.admit('all'),
    control.setLock(number % 4 === 0),
    control.setAccess('everyone'),
    control.setPermissions({ attendeesMayChat: true, attendeesMayUnmute: true }),
    control.setAnnouncements(false),
    control.mute('all', true),
    control.invite('nobody@contoso.com', 'chat'),
    control.remove('sip:nobody@contoso.com'),
    content.newWhiteboard(`Board ${number}`),
    content.askPoll('Lunch?', ['yes', 'no']),
    content.askQuestion('When?'),
    content.page('s1', 0),
    content.page('s1', 1),
    content.beginPages({ title: 'Plan', pageCount: 3 }),
    scheduling.refresh(),
    scheduling.create(plan()).then((made) => (made.ok ? scheduling.remove(made.value.conferenceId) : undefined)),
    joinCheck.check('tailspintoys.com'),
  ];
}

async function goHome(): Promise<void> {
  await world.client.meetings.leave();
  await world.client.signOut();
  world.client.meetings.dismiss();
}

/** Simulated people stay, for the next round. */
function remove(id: string, entity: string): void {
  const isReal = entity.includes(organizer) || entity.includes('anonymous.invalid');
  if (isReal) lab.meeting(id).remove(entity);
}

type Round = readonly [name: string, round: (number: number) => Promise<unknown>];
const cutOff: readonly Round[] = (
  [
    ['left', () => world.client.meetings.leave()],
    ['signed out', () => world.client.signOut()],
    ['forgotten', () => world.client.forgetMe()],
    [
      'the world changed',
      async () => {
        await world.client.lab.stop();
        await world.client.lab.start();
      },
    ],
    [
      'the connections lost',
      async () => {
        for (const { name } of lab.profile.servers) lab.dropConnections(name);
        await world.untilMeeting(({ away }) => away !== undefined);
        await world.client.meetings.leave();
      },
    ],
    [
      'thrown out',
      async () => {
        for (const id of [own, foreign]) for (const { entity } of lab.meeting(id).participants()) remove(id, entity);
        await world.untilMeeting(({ phase }) => phase === 'ended');
      },
    ],
  ] as const
).map(([name, cut]) => [
  `everything, and ${name} in the middle`,
  async (number: number) => {
    await enter(number);
    if (number % 3) await everythingOpen();
    const asked = everything(number);
    await turns((number * 7) % 40);
    await cut();
    await goHome();
    await Promise.all(asked);
  },
]);

const rounds: readonly Round[] = [
  [
    'everything, done',
    async (number) => {
      await enter(number);
      await everythingOpen();
      await Promise.all(everything(number));
      await goHome();
    },
  ],
  ...cutOff,
  [
    'a join that is given up on its way',
    async (number) => {
      if (!isGuest(number)) await world.signIn(organizer);
      const joining = world.join(linkOf(isGuest(number) ? foreign : own));
      await turns((number * 3) % 60);
      await world.client.meetings.leave();
      await joining;
      await goHome();
    },
  ],
  [
    'another meeting in the place of the first, in the middle of everything',
    async (number) => {
      await enter(number);
      if (number % 3) await everythingOpen();
      const asked = everything(number);
      await turns((number * 7) % 40);
      const replaced = world.client.meetings.join({
        text: linkOf('L0BBY7TS'),
        guestName: 'Visitor',
        as: 'guest',
        replace: true,
      });
      expect(await replaced).toMatchObject({ ok: true });
      await goHome();
      await Promise.all(asked);
    },
  ],
  [
    'a meeting of one’s own, ended for everybody in the middle of everything',
    async (number) => {
      lab.setFocusFactory('contoso.com', { mostConferences: 1000 });
      await world.signIn(founder);
      const made = await world.client.scheduling.meetNow();
      if (!made.ok) throw new Error(made.failure.code);
      expect(await world.join(made.value.joinText)).toMatchObject({ ok: true });
      await world.untilMeeting(({ phase }) => phase === 'joined');
      const asked = everything(number);
      await turns((number * 7) % 40);
      const ending = world.client.meetings.control.end();
      await world.untilMeeting(({ phase }) => phase === 'ended');
      await goHome();
      await Promise.all([...asked, ending]);
    },
  ],
  [
    'a conversation that becomes a meeting, given up in the middle',
    async (number) => {
      await world.signIn(founder);
      const { talks, invitations } = world.client;
      const opened = talks.open({ uri: 'echo@contoso.com' });
      const bringing = invitations.addPerson(opened.ok ? opened.value : '', 'jeremy@contoso.com');
      await turns((number * 5) % 60);
      await goHome();
      await bringing;
      await world.client.meetings.leave();
    },
  ],
];

it.each(rounds)('%s', { timeout: 240_000 }, async (_name, round) => {
  for (let number = 0; number < 4; number += 1) await round(number);
  await settled();
  const before = await holdings();
  const seatedBefore = atTheLab();
  for (let number = 0; number < times; number += 1) await round(number);
  await settled();
  expect(atTheLab()).toEqual(seatedBefore);
  expect([organizer, founder].flatMap((address) => lab.registrations(address))).toEqual([]);
  await expectNoMoreThan(before);
  const { connections } = await world.until(
    ({ meeting, meetingChat, meetingContent, meetingInvitees }) =>
      [meeting, meetingChat, meetingContent].every((part) => part === null) && meetingInvitees.length === 0,
  );
  expect(connections.filter(({ state }) => state === 'open')).toEqual([]);
});
