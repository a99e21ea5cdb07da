/** One wording per failure code: what happened, and the one thing to do. A code without words does not compile. */
import * as english from './en/failures.ts';
import { inLanguage } from './language.ts';

export const { failureTexts } = inLanguage('failures', english);
