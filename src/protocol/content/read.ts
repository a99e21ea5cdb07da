/** Reads a server's frames: answers and events. What is not in the document is passed over, what is wrong is missing. docs/protocol/content.md */
import {
  boardSize,
  contentLimits,
  type Point,
  strokeColours,
  strokeTools,
} from '../../shared/model/meeting-content.ts';
import { type Fields, idOf, integerOf, lineField, listOf, objectOf, textField, wordOf } from './fields.ts';
import type { Rights, ServerAnswer, ServerEvent, WireQuestion, WireStroke } from './messages.ts';
import { readItem } from './read-item.ts';
import { longestName, readOwner } from './read-owner.ts';

const strokesInEvent = 64;
const erasedInEvent = contentLimits.strokes;

export type ServerMessage =
  | { readonly kind: 'answer'; readonly answer: ServerAnswer }
  | { readonly kind: 'event'; readonly event: ServerEvent }
  /** Unknown, or with wrong fields. `name` is the event's when it has a sensible one. */
  | { readonly kind: 'passed-over'; readonly name: string }
  | { readonly kind: 'no-object' };

/** Reads one frame's value. */
export function readServerMessage(value: unknown): ServerMessage {
  const fields = objectOf(value);
  if (!fields) return { kind: 'no-object' };
  const re = integerOf(fields.re, 1, Number.MAX_SAFE_INTEGER);
  if (re !== undefined) return { kind: 'answer', answer: readAnswer(re, fields) };
  const event = readEvent(fields);
  return event ? { kind: 'event', event } : { kind: 'passed-over', name: idOf(fields.on) ?? 'unnamed' };
}

function readAnswer(re: number, fields: Fields): ServerAnswer {
  if (fields.ok !== true) return { re, ok: false, error: idOf(fields.error) ?? 'unnamed' };
  const upload = idOf(fields.upload);
  return { re, ok: true, ...(upload ? { upload } : {}) };
}

const readers: Readonly<Record<ServerEvent['on'], (fields: Fields) => ServerEvent | undefined>> = {
  begin: (fields) => withRights('begin', fields),
  rights: (fields) => withRights('rights', fields),
  ready: () => ({ on: 'ready' }),
  item(fields) {
    const item = readItem(fields.item);
    return item && { on: 'item', item };
  },
  gone(fields) {
    const id = idOf(fields.id);
    return id === undefined ? undefined : { on: 'gone', id };
  },
  shown(fields) {
    if (fields.id === null) return { on: 'shown', id: undefined };
    const id = idOf(fields.id);
    return id === undefined ? undefined : { on: 'shown', id };
  },
  page(fields) {
    const id = idOf(fields.id);
    const page = integerOf(fields.page, 0, contentLimits.pages - 1);
    return id === undefined || page === undefined ? undefined : { on: 'page', id, page };
  },
  drawn(fields) {
    const id = idOf(fields.id);
    const strokes = listOf(fields.strokes, strokesInEvent, readStroke);
    return id === undefined || !strokes ? undefined : { on: 'drawn', id, strokes };
  },
  erased(fields) {
    const id = idOf(fields.id);
    const strokes = listOf(fields.strokes, erasedInEvent, idOf);
    return id === undefined || !strokes ? undefined : { on: 'erased', id, strokes };
  },
  pointer: readPointer,
  question(fields) {
    const question = readQuestion(fields.question);
    return question && { on: 'question', question };
  },
  bye: (fields) => ({ on: 'bye', reason: wordOf(fields.reason, ['ended', 'removed', 'moved']) ?? 'ended' }),
};

function readEvent(fields: Fields): ServerEvent | undefined {
  const { on } = fields;
  return typeof on === 'string' && Object.hasOwn(readers, on) ? readers[on as ServerEvent['on']](fields) : undefined;
}

function withRights(on: 'begin' | 'rights', { rights }: Fields): ServerEvent | undefined {
  const words = listOf(rights, 16, idOf);
  const read: Rights | undefined = words && { mayPresent: words.includes('present'), mayDraw: words.includes('draw') };
  return read && { on, ...read };
}

function readPointer(fields: Fields): ServerEvent | undefined {
  const id = idOf(fields.id);
  const { who, by = '' } = readOwner(fields);
  if (id === undefined || who === undefined) return undefined;
  if (fields.x === undefined && fields.y === undefined) return { on: 'pointer', id, who, by };
  const at = pointOf(fields.x, fields.y);
  return at && { on: 'pointer', id, who, by, at };
}

function readQuestion(value: unknown): WireQuestion | undefined {
  const fields = objectOf(value);
  const id = idOf(fields?.id);
  const text = textField(fields?.text, contentLimits.askedText);
  const at = integerOf(fields?.at, 0, Number.MAX_SAFE_INTEGER);
  if (!fields || id === undefined || text === undefined || at === undefined) return undefined;
  const answered = objectOf(fields.answer);
  const answer = textField(answered?.text, contentLimits.askedText);
  const by = lineField(answered?.by, longestName) ?? '';
  return { id, ...readOwner(fields), text, at, ...(answer === undefined ? {} : { answer: { text: answer, by } }) };
}

function readStroke(value: unknown): WireStroke | undefined {
  const fields = objectOf(value);
  const id = idOf(fields?.id);
  const tool = wordOf(fields?.tool, strokeTools);
  const colour = wordOf(fields?.colour, strokeColours);
  const width = integerOf(fields?.width, 1, 500);
  const points = readPoints(fields?.points);
  if (!fields || id === undefined || !tool || !colour || width === undefined || !points) return undefined;
  const isShape = tool !== 'pen' && tool !== 'highlighter';
  if (isShape && points.length !== 2) return undefined;
  return { id, ...readOwner(fields), tool, colour, width, points };
}

/** x, y, x, y, … */
function readPoints(value: unknown): Point[] | undefined {
  if (!Array.isArray(value) || value.length < 2 || value.length % 2 !== 0) return undefined;
  if (value.length > 2 * contentLimits.pointsInStroke) return undefined;
  const points: Point[] = [];
  for (let i = 0; i < value.length; i += 2) {
    const point = pointOf(value[i], value[i + 1]);
    if (!point) return undefined;
    points.push(point);
  }
  return points;
}

function pointOf(xValue: unknown, yValue: unknown): Point | undefined {
  const x = integerOf(xValue, 0, boardSize.width);
  const y = integerOf(yValue, 0, boardSize.height);
  return x === undefined || y === undefined ? undefined : { x, y };
}
