/** The words of "Check a server": what a look at a certificate found, and what its administrator should do. */
import * as english from './en/certificates.ts';
import { inLanguage } from './language.ts';

export const {
  adviceFor,
  checkTexts,
  day,
  examinationReport,
  originWords,
  revocationWords,
  sentWords,
  summaryOf,
  systemRootsWords,
  validityOf,
} = inLanguage('certificates', english);
