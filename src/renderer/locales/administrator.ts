/** What an administrator would change, by the number that a refusal gives: the four scenario tables' settings by their own names (mission 1.L, 1.M). */
import * as english from './en/administrator.ts';
import { inLanguage } from './language.ts';

export const { administratorAdvice } = inLanguage('administrator', english);
