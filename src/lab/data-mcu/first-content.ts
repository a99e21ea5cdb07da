/** What a meeting shows from the lab's start on, and what testers put in at once. */
import type { MeetingContentPlan } from '../topologies/topology.ts';
import { type Author, BOARD, Board, MOST_STROKES } from './board.ts';
import type { ContentRoom } from './content-room.ts';
import { Deck } from './deck.ts';
import { Poll } from './poll.ts';
import { samplePage } from './sample-slides.ts';

const MOST_PAGES = 500;
const COLOURS = ['black', 'red', 'blue', 'green', 'orange', 'purple'] as const;

/** Puts in what the plan names, in the organiser's name; nothing without a plan. */
export function furnish(room: ContentRoom, plan: MeetingContentPlan | undefined, organizer: Author): void {
  if (plan?.slides) showSamples(room, plan.slides.title, plan.slides.pages, organizer);
  if (plan?.whiteboard !== undefined) room.put(new Board(room.nextId('b'), plan.whiteboard, organizer));
  if (plan?.poll) room.put(new Poll(room.nextId('p'), plan.poll.question, plan.poll.choices, organizer));
}

/** Slides of the lab's own drawing; the id of the item. Throws a sentence when there is no room for them. */
export function showSamples(room: ContentRoom, title: string, pages: number, author: Author): string {
  if (pages < 1 || pages > MOST_PAGES) throw new Error(`Slides have 1 to ${MOST_PAGES} pages`);
  const deck = new Deck(room.nextId('s'), title, author, room.place);
  for (let page = 1; page <= pages; page++) deck.addPage(samplePage(title, page, pages));
  if (!room.put(deck)) {
    deck.remove();
    throw new Error('This meeting shows as much as it can');
  }
  room.show(deck.id);
  return deck.id;
}

/** So many strokes on boards of their own, each of them full before the next. */
export function drawMany(room: ContentRoom, count: number, author: Author): void {
  for (let left = count; left > 0 && !room.isFull; left -= MOST_STROKES) {
    const board = new Board(room.nextId('b'), 'Many strokes', author);
    for (let each = 0; each < Math.min(left, MOST_STROKES); each++) {
      const [x, y] = [(each * 97) % BOARD.width, (each * 53) % BOARD.height];
      const points = [x, y, Math.min(x + 300, BOARD.width), Math.min(y + 200, BOARD.height)];
      const colour = COLOURS[each % COLOURS.length] ?? 'black';
      board.draw({ id: room.nextId('k'), ...author, tool: 'pen', colour, width: 30, points });
    }
    room.put(board);
    room.tellDrawn(board.id, board.strokes);
    room.show(board.id);
  }
}
