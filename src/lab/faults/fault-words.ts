/** The words for what servers can do wrong: of the interface, the console, the page's switches and the timeline alike. */

/** `whole-chain` is none: it heals a server whose topology sends less. */
export const certificateFaults = [
  'expired',
  'not-yet-valid',
  'wrong-name',
  'self-signed',
  'unknown-root',
  'leaf-only',
  'weak-key',
  'weak-issuer',
  'sha1',
  'whole-chain',
] as const;

/** What a stapled OCSP response says; outdated: its time is over; foreign: signed by somebody who may not. */
export const ocspStaples = ['good', 'revoked', 'unknown', 'outdated', 'foreign', 'damaged'] as const;

/** Versions of TLS that a server may speak nothing newer than. */
export const oldTlsVersions = ['TLSv1', 'TLSv1.1'] as const;

/** Messages that no reader may take. */
export const malformedMessages = [
  'sip-answer',
  'xml-roster',
  'xml-contacts',
  'xml-dial-plan',
  'doctype-roster',
] as const;

export const signatureFaults = ['corrupt', 'missing'] as const;

/** `mex`: the descriptions of the others; `slide`: a page of a meeting's slides; `pox` and `ews`: autodiscover and web services of the mailboxes. */
export const webServiceNames = [
  'autodiscover',
  'mex',
  'ticket',
  'certificate',
  'address-book',
  'photo',
  'slide',
  'pox',
  'ews',
] as const;

/**
 * In place of a web service's answer: 503; 401, whatever the proof; a web page; a SOAP fault; 404; 302 to a host of nobody's; 302 to itself;
 * 6 MiB; half of it; no XML; nothing at all; never. Then what means harm: a body that has no end, or comes byte by byte; 32 MB in a small answer; 100,000
 * elements in each other; a second answer that nobody asked for.
 */
export const webAnswerFaults = [
  'unavailable',
  'unauthorised',
  'html',
  'soap-fault',
  'not-found',
  'foreign-redirect',
  'redirect-loop',
  'oversize',
  'truncated',
  'damaged',
  'empty',
  'silent',
  'endless',
  'trickle',
  'bomb',
  'deep',
  'two-answers',
] as const;

/** wrong-entropy: the server computes its key from other entropy than it sends. */
export const ticketFaults = ['wrong-entropy', 'no-entropy', 'expired'] as const;

/** short: good for half an hour; missing: an answer without one; damaged: base64 of something else. */
export const issueFaults = ['refused', 'other-user', 'other-key', 'expired', 'short', 'damaged', 'missing'] as const;

/** The autodiscover document itself leads astray. */
export const autodiscoverFaults = [
  'foreign-redirect',
  'redirect-loop',
  'no-links',
  'no-servers',
  'unknown-user',
] as const;

/**
 * no-ports: a description without what the client looks for; foreign-hosts: one that sends it to a host of nobody's; federation-only:
 * tickets for what a sign-in page of the company has proved, and for nothing else.
 */
export const mexFaults = ['no-ports', 'foreign-hosts', 'federation-only'] as const;
