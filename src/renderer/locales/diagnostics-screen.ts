/** The words of the diagnostics screen. */
import * as english from './en/diagnostics-screen.ts';
import { inLanguage } from './language.ts';

export const { diagnosticsTexts } = inLanguage('diagnosticsScreen', english);
