/** How long ago, in words. */
import * as english from './en/times.ts';
import { inLanguage } from './language.ts';

export const { agoTexts } = inLanguage('times', english);
