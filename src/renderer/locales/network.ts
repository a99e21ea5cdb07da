/** The words for interfaces, DNS answers and connections. */
import * as english from './en/network.ts';
import { inLanguage } from './language.ts';

export const {
  connectionPurposes,
  connectionStates,
  discoveryPurposes,
  dnsOutcomes,
  dnsVerdicts,
  interfaceReasons,
  passedOverReasons,
} = inLanguage('network', english);
