/** What clients may ask of a meeting's content, and what becomes of it. docs/protocol/content.md */
import type { Author } from './board.ts';
import { BOARD, Board, readStroke } from './board.ts';
import type { ContentRoom } from './content-room.ts';
import { idIn, objectIn, switchIn, textIn, textsIn, wholeIn } from './fields.ts';
import type { JsonObject } from './frames.ts';
import { Poll } from './poll.ts';

export type ErrorWord = 'forbidden' | 'gone' | 'closed' | 'full' | 'bad' | 'busy';

/** What somebody is answered, and what is to happen once the answer is out. */
export type Reply =
  | { readonly ok: true; readonly more?: JsonObject; readonly after?: () => void }
  | { readonly ok: false; readonly error: ErrorWord };

/** Who asks, and where. */
export interface Asker {
  readonly room: ContentRoom;
  readonly author: Author;
  readonly mayPresent: boolean;
  readonly mayDraw: boolean;
}

interface Request {
  readonly needs: 'present' | 'draw' | 'nothing';
  readonly run: (asker: Asker, asked: JsonObject) => Reply;
}

const TITLE = 200;
const QUESTION = 500;
const CHOICES = { most: 10, least: 2, longest: 200 } as const;
const TEXT = 2000;
const MOST_PAGES = 500;

const done = (after?: () => void, more?: JsonObject): Reply => ({
  ok: true,
  ...(after ? { after } : {}),
  ...(more ? { more } : {}),
});
const no = (error: ErrorWord): Reply => ({ ok: false, error });

/** Undefined for a request that stands in no document: the server closes on it. */
export function carryOut(asker: Asker, asked: JsonObject): Reply | undefined {
  const name = typeof asked.do === 'string' ? asked.do : '';
  const request = Object.hasOwn(requests, name) ? requests[name] : undefined;
  if (!request) return undefined;
  const isAllowed = { present: asker.mayPresent, draw: asker.mayDraw, nothing: true }[request.needs];
  return isAllowed ? request.run(asker, asked) : no('forbidden');
}

const stage: Readonly<Record<string, Request>> = {
  turn: {
    needs: 'present',
    run: ({ room }, asked) => {
      const [deck, page] = [room.deck(idIn(asked, 'id') ?? ''), wholeIn(asked, 'page', 0, MOST_PAGES)];
      if (page === undefined) return no('bad');
      if (!deck || page >= deck.paths.length) return no('gone');
      deck.page = page;
      return done(() => room.tellAll({ on: 'page', id: deck.id, page }));
    },
  },
  show: {
    needs: 'present',
    run: ({ room }, asked) => {
      const id = idIn(asked, 'id');
      return id !== undefined && room.has(id) ? done(() => room.show(id)) : no('gone');
    },
  },
  remove: {
    needs: 'present',
    run: ({ room }, asked) => {
      const id = idIn(asked, 'id') ?? '';
      const isThere = room.items.some((item) => item.id === id);
      return isThere ? done(() => room.remove(id)) : no('gone');
    },
  },
  ping: { needs: 'nothing', run: () => done() },
};

const boards: Readonly<Record<string, Request>> = {
  board: {
    needs: 'present',
    run: ({ room, author }, asked) => {
      const title = textIn(asked, 'title', TITLE);
      if (title === undefined) return no('bad');
      if (room.isFull) return no('full');
      const board = new Board(room.nextId('b'), title, author);
      return done(() => putAndShow(room, board), { id: board.id });
    },
  },
  draw: {
    needs: 'draw',
    run: ({ room, author }, asked) => {
      const board = room.board(idIn(asked, 'id') ?? '');
      const stroke = readStroke(objectIn(asked, 'stroke') ?? {});
      if (!stroke) return no('bad');
      if (!board) return no('gone');
      const whole = { id: room.nextId('k'), ...author, ...stroke };
      return board.draw(whole) ? done(() => room.tellDrawn(board.id, [whole]), { stroke: whole.id }) : no('full');
    },
  },
  erase: {
    needs: 'draw',
    run: ({ room, author, mayPresent }, asked) => {
      const board = room.board(idIn(asked, 'id') ?? '');
      const stroke = board?.strokeOf(idIn(asked, 'stroke') ?? '');
      if (!board || !stroke) return no('gone');
      if (stroke.who !== author.who && !mayPresent) return no('forbidden');
      const erased = board.erase(author.who, stroke.id);
      return done(() => room.tellErased(board.id, erased));
    },
  },
  clear: {
    needs: 'present',
    run: ({ room, author }, asked) => {
      const board = room.board(idIn(asked, 'id') ?? '');
      if (!board) return no('gone');
      const erased = board.clear(author.who);
      return done(() => room.tellErased(board.id, erased));
    },
  },
  undo: {
    needs: 'draw',
    run: ({ room, author }, asked) => {
      const board = room.board(idIn(asked, 'id') ?? '');
      if (!board) return no('gone');
      const { drawn, erased } = board.undo(author.who);
      return done(() => {
        room.tellErased(board.id, erased);
        room.tellDrawn(board.id, drawn);
      });
    },
  },
};

const polls: Readonly<Record<string, Request>> = {
  poll: {
    needs: 'present',
    run: ({ room, author }, asked) => {
      const question = textIn(asked, 'question', QUESTION);
      const choices = textsIn(asked, 'choices', CHOICES.most, CHOICES.longest);
      if (question === undefined || !choices || choices.length < CHOICES.least) return no('bad');
      if (room.isFull) return no('full');
      const poll = new Poll(room.nextId('p'), question, choices, author);
      return done(() => putAndShow(room, poll), { id: poll.id });
    },
  },
  vote: {
    needs: 'nothing',
    run: ({ room, author }, asked) => {
      const poll = room.poll(idIn(asked, 'id') ?? '');
      const choice = wholeIn(asked, 'choice', 0, CHOICES.most);
      if (choice === undefined) return no('bad');
      if (!poll) return no('gone');
      const against = poll.vote(author.who, choice);
      return against ? no(against) : done(() => room.put(poll));
    },
  },
  results: { needs: 'present', run: ({ room }, asked) => changePoll(room, asked, 'shows') },
  open: { needs: 'present', run: ({ room }, asked) => changePoll(room, asked, 'open') },
};

const asking: Readonly<Record<string, Request>> = {
  ask: {
    needs: 'nothing',
    run: ({ room, author }, asked) => {
      const text = textIn(asked, 'text', TEXT);
      if (text === undefined) return no('bad');
      const question = { id: room.nextId('q'), ...author, text, at: room.place.now() };
      return room.questions.ask(question)
        ? done(() => room.tellQuestion(question), { question: question.id })
        : no('full');
    },
  },
  answer: {
    needs: 'present',
    run: ({ room, author }, asked) => {
      const text = textIn(asked, 'text', TEXT);
      if (text === undefined) return no('bad');
      const question = room.questions.answer(idIn(asked, 'question') ?? '', text, author.by);
      return question ? done(() => room.tellQuestion(question)) : no('gone');
    },
  },
};

const requests: Readonly<Record<string, Request>> = { ...stage, ...boards, ...polls, ...asking };

function changePoll(room: ContentRoom, asked: JsonObject, name: 'shows' | 'open'): Reply {
  const poll = room.poll(idIn(asked, 'id') ?? '');
  const value = switchIn(asked, name);
  if (value === undefined) return no('bad');
  if (!poll) return no('gone');
  if (name === 'shows') poll.shows = value;
  else poll.isOpen = value;
  return done(() => room.put(poll));
}

function putAndShow(room: ContentRoom, item: Board | Poll): void {
  if (room.put(item)) room.show(item.id);
}

/** Somebody's pointer moves: never answered, and passed over when it cannot be done. */
export function movePointer({ room, author, mayDraw }: Asker, asked: JsonObject): void {
  const board = room.board(idIn(asked, 'id') ?? '');
  if (!board || !mayDraw) return;
  const [x, y] = [wholeIn(asked, 'x', 0, BOARD.width), wholeIn(asked, 'y', 0, BOARD.height)];
  const isGone = asked.x === undefined && asked.y === undefined;
  if (isGone) room.point(board.id, author, undefined);
  else if (x !== undefined && y !== undefined) room.point(board.id, author, { x, y });
}
