/** The words of the phone: the dial pad, the list of calls, and "Try a number". */
import * as english from './en/phone.ts';
import { inLanguage } from './language.ts';

export const {
  callDay,
  callEndWords,
  callLine,
  callListTexts,
  dialOutcomes,
  dialPlanStates,
  dialWarnings,
  keypadTexts,
  lastCallWords,
  phoneTexts,
} = inLanguage('phone', english);
