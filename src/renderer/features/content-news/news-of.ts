/** What there is to say of a change of what a meeting shows. Pure. */
import type { ContentItem, MeetingContent, PollItem, QuestionsItem } from '../../../shared/model/meeting-content.ts';
import { itemTitle, slidesTexts, contentNewsTexts as texts } from '../../locales/content.ts';

/** The sentences to read out, in order. What was there when one came in is no news, nor is what one did oneself. */
export function newsOf(before: MeetingContent | null, after: MeetingContent | null): readonly string[] {
  if (!after || before?.meetingId !== after.meetingId) return [];
  if (after.state === 'failed') return before.state === 'failed' ? [] : [texts.failed];
  if (after.state !== 'open' || before.state !== 'open') return [];
  const known = new Map(before.items.map((item) => [item.id, item]));
  return [...shownNews(before, after), ...after.items.flatMap((item) => itemNews(known.get(item.id), item, after))];
}

/** A poll is read out as a poll already, and what one brought oneself is known. */
function shownNews(before: MeetingContent, after: MeetingContent): readonly string[] {
  const shown = after.items.find(({ id }) => id === after.shownId);
  const isNew = !before.items.some(({ id }) => id === shown?.id);
  if (!shown || before.shownId === after.shownId || (isNew && (shown.isOwn || shown.kind === 'poll'))) return [];
  return [texts.nowShown(itemTitle(shown))];
}

function itemNews(
  before: ContentItem | undefined,
  item: ContentItem,
  { mayPresent, shownId }: MeetingContent,
): string[] {
  switch (item.kind) {
    case 'poll':
      return pollNews(before?.kind === 'poll' ? before : undefined, item);
    case 'questions':
      return before?.kind === 'questions' ? questionNews(before, item, mayPresent) : [];
    case 'slides': {
      const hasTurned = before?.kind === 'slides' && before.page !== item.page && item.id === shownId;
      return hasTurned ? [slidesTexts.page(item.page, item.pageCount)] : [];
    }
    case 'whiteboard':
      return [];
  }
}

function pollNews(before: PollItem | undefined, item: PollItem): string[] {
  if (!before) return item.isOpen && !item.isOwn ? [texts.pollOpened(item.question)] : [];
  return [
    ...(before.isOpen && !item.isOpen ? [texts.pollClosed(item.question)] : []),
    ...(!before.isOpen && item.isOpen ? [texts.pollOpened(item.question)] : []),
    ...(!before.showsResults && item.showsResults ? [texts.resultsShown(item.question)] : []),
  ];
}

/** Presenters hear that something is asked; who asked hears that it was answered. */
function questionNews(before: QuestionsItem, item: QuestionsItem, mayPresent: boolean): string[] {
  const known = new Map(before.questions.map((question) => [question.id, question]));
  return item.questions.flatMap((question) => {
    const earlier = known.get(question.id);
    if (!earlier) return mayPresent && !question.isOwn ? [texts.asked(question.asker)] : [];
    return question.isOwn && !earlier.answer && question.answer ? [texts.answered] : [];
  });
}
