/** The words of "Can I join?": what a guest's join needs, and what an administrator would look at. */
import * as english from './en/join-check.ts';
import { inLanguage } from './language.ts';

export const { joinCheckTexts, recordHints, recordTitles, requirementHints, requirementTitles, requirementVerdicts } =
  inLanguage('joinCheck', english);
