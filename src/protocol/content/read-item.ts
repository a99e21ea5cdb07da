/** Reads one item of a meeting's content. docs/protocol/content.md, "Items" */
import { contentLimits } from '../../shared/model/meeting-content.ts';
import { decodeBase64 } from '../auth/base64.ts';
import { booleanField, type Fields, idOf, integerOf, lineField, listOf, objectOf } from './fields.ts';
import type { WireItem, WirePoll, WireSlides } from './messages.ts';
import { readOwner } from './read-owner.ts';

const keyLength = 16;
const longestUrl = 2048;

/** Undefined for a kind nobody knows, and where a field is wrong. */
export function readItem(value: unknown): WireItem | undefined {
  const fields = objectOf(value);
  const id = idOf(fields?.id);
  if (!fields || id === undefined) return undefined;
  if (fields.kind === 'poll') return readPoll(id, fields);
  const title = lineField(fields.title, contentLimits.title);
  if (title === undefined) return undefined;
  if (fields.kind === 'slides') return readSlides({ id, title }, fields);
  if (fields.kind === 'whiteboard') return { kind: 'whiteboard', id, title, ...readOwner(fields) };
  return fields.kind === 'questions' ? { kind: 'questions', id, title } : undefined;
}

function readSlides(named: Pick<WireSlides, 'id' | 'title'>, fields: Fields): WireSlides | undefined {
  const pages = listOf(fields.pages, contentLimits.pages, urlOf);
  const page = integerOf(fields.page, 0, contentLimits.pages - 1);
  const key = keyOf(fields.key);
  if (!pages || pages.length === 0 || page === undefined || page >= pages.length || !key) return undefined;
  return { kind: 'slides', ...named, page, key, pages, ...readOwner(fields) };
}

function readPoll(id: string, fields: Fields): WirePoll | undefined {
  const question = lineField(fields.question, contentLimits.question);
  const choices = listOf(fields.choices, contentLimits.choices, (choice) => lineField(choice, contentLimits.choice));
  const open = booleanField(fields.open);
  const shows = booleanField(fields.shows);
  if (question === undefined || !choices || choices.length < 2) return undefined;
  if (open === undefined || shows === undefined) return undefined;
  const own = integerOf(fields.own, 0, choices.length - 1);
  const votes = listOf(fields.votes, choices.length, (count) => integerOf(count, 0, 1_000_000));
  const counted = votes?.length === choices.length ? votes : undefined;
  return {
    kind: 'poll',
    id,
    question,
    choices,
    open,
    shows,
    ...(own === undefined ? {} : { own }),
    ...(counted ? { votes: counted } : {}),
    ...readOwner(fields),
  };
}

/** Whether it may be asked is decided when it is. */
function urlOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.length <= longestUrl && /^[\x21-\x7e]+$/.test(value) ? value : undefined;
}

function keyOf(value: unknown): Uint8Array | undefined {
  const key = typeof value === 'string' && value.length <= 24 ? decodeBase64(value) : undefined;
  return key?.length === keyLength ? key : undefined;
}
