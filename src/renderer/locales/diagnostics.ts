/** What the numbers in ms-diagnostics mean: [MS-OCER] 2.2.1 and the published join refusals (mission 1.K, J7). */
import * as english from './en/diagnostics.ts';
import { inLanguage } from './language.ts';

export const { explainDiagnostic, isKnownDiagnostic } = inLanguage('diagnostics', english);
