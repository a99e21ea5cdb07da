/** The words of the sign-in journey: stages, their states, and what happened in them. */
import * as english from './en/journey.ts';
import { inLanguage } from './language.ts';

export const { journeyStepWords, notReached, stagesTitle, stageTitles, stateWords, stepCount, stepsOf } = inLanguage(
  'journey',
  english,
);
