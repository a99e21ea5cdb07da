/** What the window sees of a meeting's content: no address, no key, no bytes. */
import type { WireItem, WirePoll, WireQuestion } from '../../../protocol/content/messages.ts';
import type {
  AskedQuestion,
  ContentItem,
  MeetingContent,
  PollItem,
  QuestionsItem,
  SlidesItem,
  WhiteboardItem,
} from '../../../shared/model/meeting-content.ts';
import type { HeldItem, Items } from './items.ts';

type IsOwn = (who: string | undefined) => boolean;

/** The part of the slice that comes from the items. */
export function viewOf(
  items: Items,
  isOwn: IsOwn,
): Pick<MeetingContent, 'items' | 'shownId' | 'mayPresent' | 'mayDraw'> {
  const { rights, shownId } = items;
  return {
    ...rights,
    items: items.all().map((held) => itemOf(held, items, isOwn)),
    ...(shownId !== undefined && items.find(shownId) ? { shownId } : {}),
  };
}

function itemOf({ item, board, pages }: HeldItem, items: Items, isOwn: IsOwn): ContentItem {
  switch (item.kind) {
    case 'slides': {
      const slides: SlidesItem = {
        kind: 'slides',
        ...ownedBase(item, isOwn),
        pageCount: item.pages.length,
        page: item.page,
        pages: pages?.states() ?? [],
      };
      return slides;
    }
    case 'whiteboard': {
      const counts = { revision: board?.revision ?? 1, strokeCount: board?.strokeCount ?? 0 };
      const whiteboard: WhiteboardItem = { kind: 'whiteboard', ...ownedBase(item, isOwn), ...counts };
      return whiteboard;
    }
    case 'poll':
      return pollOf(item, isOwn);
    case 'questions': {
      const questions: QuestionsItem = {
        kind: 'questions',
        id: item.id,
        title: item.title,
        isOwn: false,
        questions: [...items.questions.values()].map((question) => questionOf(question, isOwn)),
      };
      return questions;
    }
  }
}

function ownedBase(item: Exclude<WireItem, { readonly kind: 'poll' | 'questions' }>, isOwn: IsOwn) {
  return { id: item.id, title: item.title, isOwn: isOwn(item.who), ...(item.by ? { by: item.by } : {}) };
}

function pollOf(poll: WirePoll, isOwn: IsOwn): PollItem {
  const { id, question, choices, votes, own, open: isOpen, shows: showsResults, who, by } = poll;
  return {
    kind: 'poll',
    id,
    title: question,
    question,
    isOwn: isOwn(who),
    ...(by ? { by } : {}),
    choices: choices.map((text, at) => {
      const count = votes?.[at];
      return { text, ...(count === undefined ? {} : { votes: count }) };
    }),
    ...(own === undefined ? {} : { ownVote: own }),
    isOpen,
    showsResults,
  };
}

function questionOf({ id, who, by = '', text, at, answer }: WireQuestion, isOwn: IsOwn): AskedQuestion {
  return { id, asker: by, isOwn: isOwn(who), text, at, ...(answer ? { answer } : {}) };
}
