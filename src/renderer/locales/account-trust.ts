/** The words of what one account trusts besides what this computer trusts. */
import * as english from './en/account-trust.ts';
import { inLanguage } from './language.ts';

export const { accountTrustTexts } = inLanguage('accountTrust', english);
