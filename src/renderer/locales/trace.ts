/** The protocol trace in words. The codes of the record stay beside them in brackets: people search for both. */
import * as english from './en/trace.ts';
import { inLanguage } from './language.ts';

export type { TraceGroup } from './en/trace.ts';
export const { traceDirections, traceFailure, traceGroups, traceLine, traceText } = inLanguage('trace', english);
