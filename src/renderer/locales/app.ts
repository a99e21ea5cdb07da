/** The words of the window itself. */
import * as english from './en/app.ts';
import { inLanguage } from './language.ts';

export const { appTexts, factNames } = inLanguage('app', english);
