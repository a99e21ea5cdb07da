/** The words of the main window. */
import * as english from './en/main.ts';
import { inLanguage } from './language.ts';

export const { mainTexts } = inLanguage('main', english);
