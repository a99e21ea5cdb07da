/** The words of call forwarding. */
import * as english from './en/call-forwarding.ts';
import { inLanguage } from './language.ts';

export const { forwardingModes, forwardingSources, forwardingTexts, nobodyWords, targetKinds, targetWords } =
  inLanguage('callForwarding', english);
