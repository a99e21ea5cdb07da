/** The words of the sign-in screen. */
import * as english from './en/sign-in.ts';
import { inLanguage } from './language.ts';

export const { signInTexts } = inLanguage('signIn', english);
