/** What simulated participants do with a meeting's content. */
import type { ParticipantAction } from '../focus/participant-script.ts';
import { type Author, BOARD, Board, MOST_STROKES, type NewStroke } from './board.ts';
import type { ContentRoom } from './content-room.ts';
import { Deck } from './deck.ts';
import { Poll } from './poll.ts';

/** The board of scripts, in their own units. */
const SCRIPT_BOARD = 1000;
/** Scripts may go on for ever; people still find room to ask. */
const MOST_QUESTIONS = 100;
const COLOURS = ['blue', 'red', 'green', 'orange', 'purple'] as const;

/** Does it in this person's name; what cannot be done, and what is no matter of content, is passed over. */
export function perform(room: ContentRoom, author: Author, action: ParticipantAction): void {
  switch (action.kind) {
    case 'draw':
      draw(room, author, action.points);
      return;
    case 'poll': {
      // In place of his last one.
      const last = room.items.find((item) => item instanceof Poll && item.author.who === author.who);
      if (last) room.remove(last.id);
      putAndShow(room, new Poll(room.nextId('p'), action.question, action.choices, author));
      return;
    }
    case 'vote': {
      const poll = room.items.findLast((item): item is Poll => item instanceof Poll && item.isOpen);
      if (poll && !poll.vote(author.who, action.choice)) room.put(poll);
      return;
    }
    case 'ask': {
      if (room.questions.all().length >= MOST_QUESTIONS) return;
      const question = { id: room.nextId('q'), ...author, text: action.text, at: room.place.now() };
      if (room.questions.ask(question)) room.tellQuestion(question);
      return;
    }
    case 'page': {
      const deck = room.items.findLast((item) => item instanceof Deck);
      if (!deck || action.index >= deck.paths.length) return;
      deck.page = action.index;
      room.tellAll({ on: 'page', id: deck.id, page: action.index });
      return;
    }
    default:
      return;
  }
}

function draw(room: ContentRoom, author: Author, points: readonly { readonly x: number; readonly y: number }[]): void {
  const known = room.items.findLast((item) => item instanceof Board);
  const board = known ?? new Board(room.nextId('b'), 'Whiteboard', author);
  if (!known) putAndShow(room, board);
  const colour = COLOURS[author.who.length % COLOURS.length] ?? 'blue';
  const spread = points.flatMap(({ x, y }) => [scaled(x, BOARD.width), scaled(y, BOARD.height)]);
  const stroke: NewStroke = { tool: 'pen', colour, width: 40, points: spread };
  if (spread.length < 2) return;
  if (board.strokes.length >= MOST_STROKES) room.tellErased(board.id, board.clear(author.who));
  room.draw(board, stroke, author);
}

function putAndShow(room: ContentRoom, item: Board | Poll): void {
  if (room.put(item)) room.show(item.id);
}

function scaled(value: number, side: number): number {
  return Math.round((Math.min(Math.max(value, 0), SCRIPT_BOARD) * side) / SCRIPT_BOARD);
}
