/** What a tester can set at the web services of a company, and what they can be told to do wrong. */

/** HTTP authentication that the web ticket service offers. */
export type HttpScheme = 'Negotiate' | 'NTLM' | 'Basic';

export interface WebSettings {
  /** In this order. */
  readonly httpSchemes: readonly HttpScheme[];
  /** How long an issued certificate is good: 8 to 4,320 hours (180 days). */
  readonly certificateHours: number;
  /** How long a web ticket is good: 1 to 1,440 minutes. */
  readonly ticketMinutes: number;
}

/** Who stands in a company's address book; a part left out stays as it is. */
export interface DirectoryPatch {
  /** So many made-up people besides the company's own, 0 to 100,000. */
  readonly extra?: number;
  /** False: nobody has a picture. */
  readonly photos?: boolean;
}

/** `mex`: the descriptions of the others; `pox` and `ews`: autodiscover and web services of the mailboxes. */
export type WebServiceName =
  | 'autodiscover'
  | 'mex'
  | 'ticket'
  | 'certificate'
  | 'address-book'
  | 'photo'
  | 'pox'
  | 'ews';

/**
 * In place of an answer: 503; 401, whatever the proof; a web page; a SOAP fault; 404; 302 to a host of nobody's; 302 to itself; 6 MiB; half of it;
 * no XML; nothing at all; never.
 */
export type AnswerFault =
  | 'unavailable'
  | 'unauthorised'
  | 'html'
  | 'soap-fault'
  | 'not-found'
  | 'foreign-redirect'
  | 'redirect-loop'
  | 'oversize'
  | 'truncated'
  | 'damaged'
  | 'empty'
  | 'silent';

/** wrong-entropy: the server computes its key from other entropy than it sends. */
export type TicketFault = 'wrong-entropy' | 'no-entropy' | 'expired';

/** short: good for half an hour; missing: an answer without one; damaged: base64 of something else. */
export type IssueFault = 'refused' | 'other-user' | 'other-key' | 'expired' | 'short' | 'damaged' | 'missing';

/** The document itself leads astray. */
export type AutodiscoverFault = 'foreign-redirect' | 'redirect-loop' | 'no-links' | 'no-servers' | 'unknown-user';

/**
 * no-ports: a description without what the client looks for; foreign-hosts: one that sends it to a host of nobody's; federation-only:
 * tickets for what a sign-in page of the company has proved, and for nothing else.
 */
export type MexFault = 'no-ports' | 'foreign-hosts' | 'federation-only';

export interface WebFaults {
  readonly answer?: {
    readonly service: WebServiceName;
    readonly fault: AnswerFault;
    /** The code of a SOAP fault with its prefix; `soap:Server` if absent, `wsse:…` for those of WS-Security. */
    readonly code?: string;
  };
  readonly ticket?: TicketFault;
  readonly certificate?: IssueFault;
  readonly autodiscover?: AutodiscoverFault;
  readonly mex?: MexFault;
  /** The clock of the web services is so many minutes ahead, or behind if negative. */
  readonly clockMinutes?: number;
}

/** As a server comes from its installation. */
export const usualSettings: WebSettings = {
  httpSchemes: ['Negotiate', 'NTLM'],
  certificateHours: 180 * 24,
  ticketMinutes: 8 * 60,
};

const bounds = { certificateHours: [8, 180 * 24], ticketMinutes: [1, 24 * 60] } as const;

/** The settings with a patch; throws a sentence for a value out of bounds. */
export function changedSettings(settings: WebSettings, patch: Partial<WebSettings>): WebSettings {
  const changed = { ...settings, ...patch };
  for (const [name, [least, most]] of Object.entries(bounds)) {
    const value = changed[name as keyof typeof bounds];
    if (!(value >= least && value <= most)) throw new Error(`${name} goes from ${least} to ${most}, not ${value}.`);
  }
  return changed;
}
