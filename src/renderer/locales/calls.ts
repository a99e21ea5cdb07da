/** The words of calls: how they stand, what can be done with them, and how good the line is. */
import * as english from './en/calls.ts';
import { inLanguage } from './language.ts';

export const { callNews, callStateWords, callTexts, encryptionWords, qualityFacts, qualityWord, transferWords } =
  inLanguage('calls', english);
