/** An organizer and a guest before the same content: what one does the other sees. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { encodePng } from '../../src/lab/data-mcu/png.ts';
import type { ContentItem, NewStroke } from '../../src/shared/model/meeting-content.ts';
import type { Outcome } from '../../src/shared/outcome.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

const id = 'C0NT0S02';
let host: LabClient;
let guest: LabClient;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-shown-'));
  host = await startLabClient();
  guest = await startLabClient({ lab: host.lab, installId: '1'.repeat(32) });
  const link = host.lab.profile.meetings.find((known) => known.id === id)?.links.conf ?? '';
  await host.signIn('karenb@contoso.com');
  await host.join(link);
  await guest.join(link, { guestName: 'Visitor', as: 'guest' });
  for (const world of [host, guest]) await world.until(({ meetingContent }) => meetingContent?.state === 'open');
});
afterEach(async () => {
  await guest.stop();
  await host.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function ok(work: Promise<Outcome<unknown>>): Promise<void> {
  const outcome = await work;
  if (!outcome.ok) throw new Error(`${outcome.failure.code} ${JSON.stringify(outcome.failure.data)}`);
}

type Kind = ContentItem['kind'];
type Of<K extends Kind> = Extract<ContentItem, { readonly kind: K }>;

/** The first item of a kind, once it fits. */
async function item<K extends Kind>(
  world: LabClient,
  kind: K,
  fits: (found: Of<K>) => boolean = () => true,
): Promise<Of<K>> {
  const find = (items: readonly ContentItem[] = []) =>
    items.find((each): each is Of<K> => each.kind === kind && fits(each as Of<K>));
  const { meetingContent } = await world.until((snapshot) => find(snapshot.meetingContent?.items) !== undefined);
  const found = find(meetingContent?.items);
  if (!found) throw new Error(kind);
  return found;
}

const stroke: NewStroke = {
  tool: 'pen',
  colour: 'blue',
  width: 40,
  points: [
    { x: 10, y: 20 },
    { x: 30, y: 40 },
  ],
};
const strokesOf = (world: LabClient, itemId: string) => {
  const board = world.client.content.board(itemId, 0);
  if (!board.ok) throw new Error(board.failure.code);
  return board.value.strokes.map(({ by, isOwn, colour }) => ({ by, isOwn, colour }));
};

it('[N9] a whiteboard: draw, see, erase one’s own, undo, clear', async () => {
  await ok(host.client.content.newWhiteboard('Sketches'));
  const { id: board } = await item(guest, 'whiteboard');
  await ok(guest.client.content.draw(board, stroke));
  await ok(host.client.content.draw(board, { ...stroke, colour: 'red' }));
  for (const world of [host, guest]) await item(world, 'whiteboard', ({ strokeCount }) => strokeCount === 2);
  expect(strokesOf(host, board)).toEqual([
    { by: 'Visitor', isOwn: false, colour: 'blue' },
    { by: expect.stringContaining('Karen'), isOwn: true, colour: 'red' },
  ]);

  const drawn = guest.client.content.board(board, 0);
  const others = drawn.ok ? drawn.value.strokes.find(({ isOwn }) => !isOwn)?.id : undefined;
  expect(await guest.client.content.erase(board, others ?? '')).toMatchObject({
    failure: { code: 'CONTENT_FORBIDDEN' },
  });
  expect(await guest.client.content.clear(board)).toMatchObject({ failure: { code: 'CONTENT_FORBIDDEN' } });
  await ok(guest.client.content.undo(board));
  await item(host, 'whiteboard', ({ strokeCount }) => strokeCount === 1);
  await ok(host.client.content.clear(board));
  await item(guest, 'whiteboard', ({ strokeCount }) => strokeCount === 0);
  await ok(host.client.content.undo(board));
  await item(guest, 'whiteboard', ({ strokeCount }) => strokeCount === 1);
  expect(strokesOf(guest, board)).toMatchObject([{ colour: 'red', isOwn: false }]);

  guest.client.content.point(board, { x: 5, y: 6 });
  const { revision } = await item(host, 'whiteboard');
  await item(host, 'whiteboard', (now) => {
    const changes = host.client.content.board(now.id, revision);
    return changes.ok && changes.value.pointers.some(({ by, x }) => by === 'Visitor' && x === 5);
  });
});

it('[N9] [O4] a poll: ask, vote, change one’s mind, show, close', async () => {
  await ok(host.client.content.askPoll('Lunch?', ['Pizza', 'Soup']));
  const { id: poll } = await item(guest, 'poll');
  await ok(guest.client.content.vote(poll, 0));
  await ok(guest.client.content.vote(poll, 1));
  const asked = await item(host, 'poll', ({ choices }) => choices[1]?.votes === 1);
  expect(asked).toMatchObject({ isOwn: true, choices: [{ votes: 0 }, { votes: 1 }] });
  const hidden = await item(guest, 'poll', ({ ownVote }) => ownVote === 1);
  expect(hidden.choices).toEqual([{ text: 'Pizza' }, { text: 'Soup' }]);

  await ok(host.client.content.showResults(poll, true));
  expect((await item(guest, 'poll', ({ showsResults }) => showsResults)).choices[1]?.votes).toBe(1);
  await ok(host.client.content.openPoll(poll, false));
  await item(guest, 'poll', ({ isOpen }) => !isOpen);
  expect(await guest.client.content.vote(poll, 0)).toMatchObject({ failure: { data: { reason: 'closed' } } });
  expect(await guest.client.content.askPoll('Mine?', ['a', 'b'])).toMatchObject({
    failure: { code: 'CONTENT_FORBIDDEN' },
  });
  await ok(host.client.content.takeAway(poll));
  await guest.until(({ meetingContent }) => !meetingContent?.items.some(({ kind }) => kind === 'poll'));
  expect(await guest.client.content.vote(poll, 0)).toMatchObject({ failure: { code: 'CONTENT_GONE' } });
});

it('[N9] questions and answers', async () => {
  await ok(guest.client.content.askQuestion('When do we ship?\nThis year?'));
  const asked = await item(host, 'questions', ({ questions }) => questions.length === 1);
  const [question] = asked.questions;
  expect(question).toMatchObject({ asker: 'Visitor', isOwn: false, text: 'When do we ship?\nThis year?' });
  expect(await guest.client.content.answer(question?.id ?? '', 'Now')).toMatchObject({ ok: false });
  await ok(host.client.content.answer(question?.id ?? '', 'In May'));
  const answered = await item(guest, 'questions', ({ questions }) => questions[0]?.answer !== undefined);
  expect(answered.questions[0]).toMatchObject({ isOwn: true, answer: { text: 'In May' } });
});

it('[N7] [N8] [O4] pictures of the organizer’s: shown page by page, and gone when they are taken away', async () => {
  const pictures = [1, 2, 3].map((shade) => encodePng(8, new Uint8Array(64), [[shade, shade, shade]]));
  const paths = pictures.map((bytes, at) => {
    const path = join(folder, `${at}.png`);
    writeFileSync(path, bytes);
    return path;
  });
  await ok(host.client.content.presentPictures(paths));
  const slides = await item(guest, 'slides');
  expect(slides).toMatchObject({ pageCount: 3, page: 0, isOwn: false });
  await guest.until(({ meetingContent }) => meetingContent?.shownId === slides.id);
  await ok(host.client.content.turn(slides.id, 1));
  await item(guest, 'slides', ({ page }) => page === 1);
  expect(await guest.client.content.turn(slides.id, 1)).toMatchObject({ failure: { code: 'CONTENT_FORBIDDEN' } });
  for (const world of [host, guest]) {
    const page = await world.client.content.page(slides.id, 1);
    if (!page.ok) throw new Error(page.failure.code);
    expect(Buffer.from(page.value.bytes).equals(pictures[1] ?? Buffer.alloc(0))).toBe(true);
  }
  const seen = await guest.client.content.page(slides.id, 1);
  await ok(host.client.content.takeAway(slides.id));
  await guest.until(({ meetingContent }) => !meetingContent?.items.some(({ kind }) => kind === 'slides'));
  expect(seen.ok && seen.value.bytes.every((byte) => byte === 0)).toBe(true);
  expect(await guest.client.content.page(slides.id, 0)).toMatchObject({ failure: { code: 'CONTENT_GONE' } });
  expect(await guest.client.content.presentPictures(paths)).toMatchObject({ failure: { code: 'CONTENT_FORBIDDEN' } });
});

it('who is made a presenter may present', async () => {
  await guest.until(({ meetingContent }) => meetingContent?.mayPresent === false);
  const { meeting } = guest.client.state.get();
  const entity = meeting?.participants.find(({ isSelf }) => isSelf)?.entity ?? '';
  await ok(host.client.meetings.control.setRole(entity, 'presenter'));
  await guest.until(({ meetingContent }) => meetingContent?.mayPresent === true);
  await ok(guest.client.content.askPoll('Mine?', ['a', 'b']));
});
