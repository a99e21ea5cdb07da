/** The words of what a meeting shows: slides, whiteboards, polls, questions. */
import * as english from './en/content.ts';
import { inLanguage } from './language.ts';

export const {
  authorWords,
  boardTexts,
  contentNewsTexts,
  contentTexts,
  itemLabel,
  itemTitle,
  pollTexts,
  questionTexts,
  shareTexts,
  slidesTexts,
  strokeWords,
  turnoutWords,
  votesWords,
} = inLanguage('content', english);
