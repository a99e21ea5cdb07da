/** The words of About. */
import * as english from './en/about.ts';
import { inLanguage } from './language.ts';

export const { aboutTexts } = inLanguage('about', english);
