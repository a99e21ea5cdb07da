/** What one company's servers know of the others. */
import type { FederationVerdict } from '../federation/rules.ts';
import type { Site } from './site.ts';

export interface Neighbourhood {
  siteOf(domain: string): Site | undefined;
  /** Whether `from` reaches `to`, both `user@domain` of different companies. */
  decide(from: string, to: string): FederationVerdict;
}
