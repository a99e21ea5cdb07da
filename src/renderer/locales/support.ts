/** The words of "Save for support". */
import * as english from './en/support.ts';
import { inLanguage } from './language.ts';

export const { supportTexts } = inLanguage('support', english);
