/** What "Configuration information" says of its facts: the window gives its language's words, files that leave it have these. */
export interface ConfigurationWords {
  readonly notSent: string;
  readonly notSet: string;
  readonly notSignedIn: string;
  readonly exchange: Readonly<Record<'off' | 'loading' | 'ready' | 'failed', string>>;
  readonly noMapi: string;
  readonly portsBinding: string;
  readonly portsFree: string;
  readonly searched: string;
  readonly noAddressBook: string;
  /** An own number, where there is one, with its extension. */
  readonly line: (number: string | undefined, extension: string) => string;
  readonly dialPlan: Readonly<Record<'none' | 'loading' | 'failed', string>>;
  readonly dialPlanActive: (rules: number) => string;
}

/** For files and the clipboard, which people of any language send each other. */
export const plainConfigurationWords: ConfigurationWords = {
  notSent: 'The server has not sent its settings',
  notSet: 'Not set',
  notSignedIn: 'Not signed in',
  exchange: { off: 'Not used', loading: 'Asking', ready: 'EWS Status OK', failed: 'EWS not deployed or refused' },
  noMapi: 'MAPI is not used: the calendar comes by Exchange web services',
  portsBinding: 'Must be used',
  portsFree: 'Not enforced by the server',
  searched: 'Searched on the server',
  noAddressBook: 'No address book: own contacts only',
  line: (number, extension) => (number ? `${number}, extension ${extension}` : `extension ${extension}`),
  dialPlan: { none: '', loading: 'Asking', failed: 'Unusable' },
  dialPlanActive: (rules) => `Active, ${rules === 1 ? '1 rule' : `${rules} rules`}`,
};
