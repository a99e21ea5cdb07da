/** Meetings of another company and of one's own, and what Diagnostics tell of the join. */
import type { Locator } from '@playwright/test';
import { chooseInMeeting, pickMeeting, pressJoin, share } from '../lab-steps.ts';
import { expect, type Offhook } from '../offhook.ts';
import { button, leaveMeeting, openPage, patience, type Scene, see, setSize, tab, usual } from './stage.ts';

const people = (scene: Parameters<Scene['play']>[0]): Locator => scene.window.getByRole('tree', { name: 'People' });

const asGuest: Scene = {
  title: "another company's meeting, as a guest",
  async play(stage) {
    const { offhook, window, shoot } = stage;
    await pickMeeting(offhook, 'Tailspin weekly');
    await pressJoin(offhook);
    await see(people(stage).getByRole('treeitem', { name: 'Karen Berg (Guest)' }));
    await see(window.getByRole('img', { name: /^Page 1 of 3/ }));
    await shoot('meeting-guest');
    await button(window, 'About this meeting').click();
    await button(window, 'How you got in').click();
    await shoot('join-refused');
    await window.keyboard.press('Escape');
  },
};

const whiteboard: Scene = {
  title: 'a whiteboard',
  async play(stage) {
    const { window, shoot } = stage;
    await tab(window, /^Ideas/).click();
    const board = window.getByRole('application', { name: /^Whiteboard/ });
    await see(board);
    await drawOn(board);
    await shoot('whiteboard');
    await leaveMeeting(window);
  },
};

type Spot = readonly [x: number, y: number];

/** Spots are parts of the board's width and height. */
const drawing: readonly { readonly tool: RegExp; readonly colour: RegExp; readonly through: readonly Spot[] }[] = [
  {
    tool: /^Rectangle/,
    colour: /^Blue/,
    through: [
      [0.08, 0.15],
      [0.34, 0.4],
    ],
  },
  {
    tool: /^Ellipse/,
    colour: /^Orange/,
    through: [
      [0.6, 0.12],
      [0.9, 0.42],
    ],
  },
  {
    tool: /^Arrow/,
    colour: /^Green/,
    through: [
      [0.36, 0.28],
      [0.58, 0.27],
    ],
  },
  { tool: /^Pen/, colour: /^Red/, through: wave(0.12, 0.86, 0.7) },
];

function wave(from: number, to: number, y: number): readonly Spot[] {
  const steps = 36;
  return Array.from(
    { length: steps + 1 },
    (_, at): Spot => [from + ((to - from) * at) / steps, y - 0.12 * Math.sin(at / 3) - (0.15 * at) / steps],
  );
}

async function drawOn(board: Locator): Promise<void> {
  const choose = (name: RegExp) => board.page().getByRole('radio', { name }).click();
  for (const { tool, colour, through } of drawing) {
    await choose(tool);
    await choose(colour);
    await draw(board, through);
  }
}

async function draw(board: Locator, through: readonly Spot[]): Promise<void> {
  const box = await board.boundingBox();
  if (!box) throw new Error('no board is shown');
  const { mouse } = board.page();
  const spots = through.map(([x, y]) => [box.x + x * box.width, box.y + y * box.height] as const);
  for (const [index, spot] of spots.entries()) {
    await mouse.move(...spot, { steps: 4 });
    if (index === 0) await mouse.down();
  }
  await mouse.up();
}

const canIJoin: Scene = {
  title: 'Can I join?',
  async play({ offhook, window, shoot }) {
    await openPage(window, 'Diagnostics', 'Can I join?');
    await window.getByLabel(/^Meeting link, invitation/).fill('tailspintoys.com');
    await button(window, 'Check').click();
    await see(window.getByText('You can reach meetings of tailspintoys.com as a guest.'));
    await setSize(offhook, { ...usual, height: 818 });
    await shoot('can-i-join');
    await setSize(offhook, usual);
  },
};

const records: Scene = {
  title: 'Diagnostics of the join',
  async play({ offhook, window, shoot }) {
    await tab(window, 'DNS').click();
    await see(window.getByText('sip.tailspintoys.com').first());
    await shoot('diagnostics-dns');
    await tab(window, 'Trace').click();
    await window.getByLabel('View', { exact: true }).selectOption({ label: 'Ladder' });
    await window.getByRole('searchbox', { name: 'Filter' }).fill('focus:id:2Z92HZZZ');
    await button(window, 'Follow').click();
    await setSize(offhook, { width: 1200, height: 818 });
    await window
      .getByText('INVITE')
      .first()
      .evaluate((arrow) => arrow.scrollIntoView({ block: 'start' }));
    await shoot('ladder');
    await setSize(offhook, usual);
  },
};

/** Karen Berg begins a meeting of her own; its link. */
async function meetNow(offhook: Offhook): Promise<string> {
  const { app, window } = offhook;
  await tab(window, /^Meetings/)
    .first()
    .click();
  await button(window, 'Meet now').click();
  await see(window.getByRole('tree', { name: 'People' }));
  await chooseInMeeting(offhook, 'Copy the meeting link');
  const copied = () => app.evaluate(({ clipboard }) => clipboard.readText());
  await expect.poll(copied, patience).toMatch(/^https:\/\/meet\./);
  return copied();
}

const lobby: Scene = {
  title: 'a guest without an account waits, seen from both sides',
  async play({ offhook, window, shoot, startGuest }) {
    // How good a line is depends on how busy the machine is, which is no news for a picture.
    await openPage(window, 'Settings', 'Meetings');
    await window.getByRole('switch', { name: 'Join meetings with sound' }).click();
    const guest = await startGuest();
    try {
      const link = await meetNow(offhook);
      await chooseInMeeting(offhook, 'Who gets in directly', 'Only the organizer');
      await share(offhook, /^Whiteboard/);
      await drawOn(window.getByRole('application', { name: /^Whiteboard/ }));
      await button(guest.window, 'Join a meeting as a guest').click();
      const dialog = guest.window.getByRole('dialog');
      await dialog.getByLabel('Meeting link or invitation').fill(link);
      await dialog.getByLabel('Your name').fill('Zoë Visitor');
      await shoot('guest-join', guest);
      await dialog.getByRole('button', { name: 'Join', exact: true }).click();
      await see(guest.window.getByRole('heading', { name: 'You are in the lobby' }));
      await see(guest.window.getByText(/^Waiting for (?!0:00)/));
      await shoot('guest-lobby', guest);
      await see(button(window, /^Admit /).first());
      await shoot('lobby');
      await leaveMeeting(window);
    } finally {
      await guest.stop();
    }
  },
};

export const meetingScenes: readonly Scene[] = [asGuest, whiteboard, canIJoin, records, lobby];
