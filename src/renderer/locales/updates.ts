/** The words about newer versions. */
import * as english from './en/updates.ts';
import { inLanguage } from './language.ts';

export const { updateTexts } = inLanguage('updates', english);
