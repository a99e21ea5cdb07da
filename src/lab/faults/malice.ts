/** What a server does that means harm, by name; each listener plays those that its protocol knows. */

/** Below TLS, or in the place of whatever is spoken above it. */
export type StreamMalice =
  /** RST at once, after the first bytes of the handshake, when TLS stands, or in the middle of the first answer. */
  | 'reset'
  | 'reset-in-tls'
  | 'reset-after-tls'
  | 'reset-in-answer'
  /** Other bytes than TLS where TLS is due, and beneath it when it stands. */
  | 'no-tls'
  | 'broken-tls'
  | 'garbage'
  /** Begins well and has no end. */
  | 'endless-head'
  | 'endless-body'
  /** HTTP: a small answer that would be 32 MB unpacked, and 100,000 elements in each other. */
  | 'bomb'
  | 'deep-answer'
  /** Healthy, but the beginning of everything comes byte by byte. */
  | 'drip';

/** What becomes of whole SIP messages. */
export type SipMalice =
  | 'twice'
  /** Before each message: an answer, a notification, an invitation and a good-bye that belong to nothing. */
  | 'unasked'
  /** Content-Length says more, less, or more than there are numbers. */
  | 'length-long'
  | 'length-short'
  | 'length-huge'
  /** Answers name a transaction, or a dialog, that is not the client's. */
  | 'other-transaction'
  | 'other-tags'
  /** After each success somebody with other tags ends the dialog and notifies in it. */
  | 'hijack'
  /** Each request of the server comes again as an older one. */
  | 'old-cseq'
  /** Every XML body is 50,000 elements in each other. */
  | 'deep-xml'
  /** Every body claims to be packed, and is. */
  | 'packed';

/** What the company's media relay, which stands at the edge, makes of its answers. */
export type RelayMalice =
  | 'relay-garbage'
  /** 60,000 bytes behind a sound head. */
  | 'relay-huge'
  | 'relay-length'
  | 'relay-other-transaction'
  | 'relay-twice'
  /** Before each answer: data from nowhere, and an answer to nothing. */
  | 'relay-unasked';

/** What the DNS server puts in the place of an answer. */
export type DnsMalice =
  | 'garbage'
  /** Names that point at themselves, and at each other. */
  | 'name-loop'
  /** 65,535 records are promised. */
  | 'counts'
  | 'cut'
  /** 64 kB of records, over TCP after an answer that was cut. */
  | 'large'
  | 'twice'
  /** Of another transaction, and to another question: before the true one. */
  | 'other-id'
  | 'other-question';

export type Malice = StreamMalice | SipMalice | RelayMalice;
