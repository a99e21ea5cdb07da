/** The words of the lab. */
import * as english from './en/lab.ts';
import { inLanguage } from './language.ts';

export const {
  labTexts,
  labSwitchTexts,
  labSwitchGroups,
  labSituationWords,
  labSwitchMakes,
  labPeopleTexts,
  labRunTexts,
  labFaultTexts,
} = inLanguage('lab', english);
