/** The words about the administrator's settings. */
import * as english from './en/managed.ts';
import { inLanguage } from './language.ts';

export const { managedTexts, problemWords } = inLanguage('managed', english);
