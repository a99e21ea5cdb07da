/** What a tester can set at the mailboxes of a company. */
import type { HttpScheme } from '../web/settings.ts';

export type ExchangeVersion = 'Exchange2010_SP1' | 'Exchange2013';

export interface ExchangeSettings {
  /** HTTP authentication offered, in this order. */
  readonly schemes: readonly HttpScheme[];
  /** The newest schema of the web services. */
  readonly version: ExchangeVersion;
  /** Where autodiscover sends everybody instead of answering. */
  readonly redirect?: { readonly kind: 'address' | 'url'; readonly to: string } | undefined;
}
