/** The words of "Test my setup": a sentence and the next thing to do for whatever a step found, and what its report says. */
import * as english from './en/setup-check.ts';
import { inLanguage } from './language.ts';

export const {
  detailTexts,
  findingWords,
  headlines,
  menders,
  nameTrustWords,
  reportTexts,
  resultWords,
  setupTexts,
  stepTitles,
  webKinds,
} = inLanguage('setupCheck', english);
