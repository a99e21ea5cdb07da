/** Which of a meeting's things one looks at. Pure. */
import type { ContentItem, MeetingContent } from '../../../shared/model/meeting-content.ts';

/** What a person chose to look at, and what was put before everybody then. */
export interface Choice {
  readonly id: string;
  readonly shownId: string | undefined;
}

/** Whether a thing stands there only because the meeting has no other: no questions yet, that nobody chose to look at or put before everybody. */
export function isNothingYet(
  item: ContentItem,
  { shownId }: Pick<MeetingContent, 'shownId'>,
  choice: Choice | undefined,
): boolean {
  return item.kind === 'questions' && item.questions.length === 0 && choice === undefined && item.id !== shownId;
}

/**
 * What is put before everybody, unless the person chose something else since; where nothing is, the first thing that somebody brought, else
 * the questions. Undefined only while the meeting has nothing at all.
 */
export function selectedItem(
  { items, shownId }: Pick<MeetingContent, 'items' | 'shownId'>,
  choice: Choice | undefined,
): ContentItem | undefined {
  const chosen = choice && choice.shownId === shownId ? items.find(({ id }) => id === choice.id) : undefined;
  const shown = items.find(({ id }) => id === shownId);
  return chosen ?? shown ?? items.find(({ kind }) => kind !== 'questions') ?? items[0];
}
