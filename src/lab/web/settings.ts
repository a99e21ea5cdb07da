/** What a tester can set at the web services of a company, and what they can be told to do wrong. */

import type {
  autodiscoverFaults,
  issueFaults,
  mexFaults,
  ticketFaults,
  webAnswerFaults,
  webServiceNames,
} from '../faults/fault-words.ts';

/** HTTP authentication that the web ticket service offers. */
export const httpSchemes = ['Negotiate', 'NTLM', 'Basic'] as const;
export type HttpScheme = (typeof httpSchemes)[number];

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

export type WebServiceName = (typeof webServiceNames)[number];
export type AnswerFault = (typeof webAnswerFaults)[number];
export type TicketFault = (typeof ticketFaults)[number];
export type IssueFault = (typeof issueFaults)[number];
export type AutodiscoverFault = (typeof autodiscoverFaults)[number];
export type MexFault = (typeof mexFaults)[number];

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
