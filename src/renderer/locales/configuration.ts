/** The words of "Configuration information". */
import * as english from './en/configuration.ts';
import { inLanguage } from './language.ts';

export const { configurationTexts, factWords, offerWords, sectionWords } = inLanguage('configuration', english);
