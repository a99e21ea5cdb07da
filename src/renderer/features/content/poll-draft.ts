/** A poll before it is asked: what was typed and what is wrong with it. Pure. */
import { pollTexts as texts } from '../../locales/content.ts';

export const fewestChoices = 2;
export const mostChoices = 7;

export interface DraftChoice {
  /** Stays with the field while others come and go. */
  readonly id: number;
  readonly text: string;
}

export interface PollDraft {
  readonly question: string;
  readonly choices: readonly DraftChoice[];
}

export interface PollProblems {
  readonly question?: string;
  /** By the id of the choice. */
  readonly choices: ReadonlyMap<number, string>;
}

export const noProblems: PollProblems = { choices: new Map() };

/** Room for as many choices as a poll needs at least. */
export const emptyDraft: PollDraft = { question: '', choices: [1, 2].map((id) => ({ id, text: '' })) };

/** One more choice, where there is room. */
export function withChoice(draft: PollDraft): PollDraft {
  if (draft.choices.length >= mostChoices) return draft;
  const id = 1 + Math.max(0, ...draft.choices.map((choice) => choice.id));
  return { ...draft, choices: [...draft.choices, { id, text: '' }] };
}

/** One choice fewer, down to the fewest. */
export function withoutChoice(draft: PollDraft, id: number): PollDraft {
  if (draft.choices.length <= fewestChoices) return draft;
  return { ...draft, choices: draft.choices.filter((choice) => choice.id !== id) };
}

/** What is to be mended before it can be asked; undefined when nothing is. */
export function problemsOf({ question, choices }: PollDraft): PollProblems | undefined {
  const wrong = new Map<number, string>();
  const seen = new Set<string>();
  const missing = choices.length > fewestChoices ? texts.choiceMissingOrRemove : texts.choiceMissing;
  for (const { id, text } of choices) {
    const bare = text.trim().toLowerCase();
    if (bare === '') wrong.set(id, missing);
    else if (seen.has(bare)) wrong.set(id, texts.choiceTwice);
    seen.add(bare);
  }
  const isMissing = question.trim() === '';
  if (!isMissing && wrong.size === 0) return undefined;
  return { ...(isMissing ? { question: texts.questionMissing } : {}), choices: wrong };
}
