/** What a server does that means harm, by name; each listener plays those that its protocol knows, and none of it for ever. */

/** Below TLS, or in the place of whatever is spoken above it. */
export const streamMalice = [
  // RST at once, after the first bytes of the handshake, when TLS stands, or in the middle of the first answer.
  'reset',
  'reset-in-tls',
  'reset-after-tls',
  'reset-in-answer',
  // Other bytes than TLS where TLS is due, and beneath it when it stands.
  'no-tls',
  'broken-tls',
  'garbage',
  // Begins well and has no end; `trickle` byte by byte, each a moment after the other.
  'endless-head',
  'endless-body',
  'trickle',
  // HTTP: a small answer that would be 32 MB unpacked, and 100,000 elements in each other.
  'bomb',
  'deep-answer',
  // Healthy, but the beginning of everything comes byte by byte.
  'drip',
] as const;
export type StreamMalice = (typeof streamMalice)[number];

/** What becomes of whole SIP messages. */
export const sipMalice = [
  'twice',
  // Before each message: an answer, a notification, an invitation and a good-bye that belong to nothing.
  'unasked',
  // Content-Length says more, less, or more than there are numbers.
  'length-long',
  'length-short',
  'length-huge',
  // Answers name a transaction, or a dialog, that is not the client's.
  'other-transaction',
  'other-tags',
  // After each success somebody with other tags ends the dialog and notifies in it.
  'hijack',
  // Each request of the server comes again as an older one.
  'old-cseq',
  // Every XML body is 50,000 elements in each other.
  'deep-xml',
  // Every body claims to be packed, and is.
  'packed',
] as const;
export type SipMalice = (typeof sipMalice)[number];

/** What the company's media relay, which stands at the edge, makes of its answers. */
export const relayMalice = [
  'relay-garbage',
  // 60,000 bytes behind a sound head.
  'relay-huge',
  'relay-length',
  'relay-other-transaction',
  'relay-twice',
  // Before each answer: data from nowhere, and an answer to nothing.
  'relay-unasked',
] as const;
export type RelayMalice = (typeof relayMalice)[number];

/** What the DNS server puts in the place of an answer. */
export const dnsMalice = [
  'garbage',
  // Names that point at themselves, and at each other.
  'name-loop',
  // 65,535 records are promised.
  'counts',
  'cut',
  // 64 kB of records, over TCP after an answer that was cut.
  'large',
  'twice',
  // Of another transaction, and to another question: before the true one.
  'other-id',
  'other-question',
] as const;
export type DnsMalice = (typeof dnsMalice)[number];

/** What a far end with the true keys sends beside its sound and pictures, or in their place. */
export const mediaMalice = [
  // Every payload type that nobody agreed on.
  'rtp-types',
  // Contributing sources, extensions and padding that end behind the packet, heads without anything, 60,000 bytes.
  'rtp-lengths',
  // Another source with each packet.
  'rtp-sources',
  // Numbers and times that jump ahead, go back and come again.
  'rtp-jumps',
  // 5,000 packets a second.
  'rtp-flood',
  // Comfort noise of any length, and telephone events that never end. RFC 3389, RFC 4733
  'noise-flood',
  // 5,000 reports a second.
  'rtcp-flood',
  // Parts and counts that say more than there is, four hundred parts, 60,000 bytes.
  'rtcp-lengths',
  // Reports of losses and times that cannot be, good-byes of everybody, bandwidths of nothing.
  'rtcp-lies',
  // A whole picture is wanted 2,500 times a second.
  'picture-flood',
  // Checks that are unsigned, signed with another password, or for somebody else.
  'stun-forged',
  // Well signed checks with attributes nobody knows or that are too many or too long, and answers to nothing.
  'stun-strange',
  // Well signed checks in numbers, each claiming the other role than the one before.
  'stun-flood',
  // Records of no kind, alerts, lengths beyond the packet.
  'dtls-garbage',
  // Pieces of messages of 16 MB that are never whole.
  'dtls-fragments',
  // New handshakes begun, and ended, in the clear.
  'dtls-hellos',
] as const;
export type MediaMalice = (typeof mediaMalice)[number];

export type Malice = StreamMalice | SipMalice | RelayMalice;

/** Whatever a SIP server or a web server can be told to play. */
export const serverMalice: readonly Malice[] = [...streamMalice, ...sipMalice, ...relayMalice];

/** No malice lasts longer, or costs more, on one connection or one stream: a lab that somebody forgot does nothing for days. */
export const mostOfMalice = {
  streamMs: 120_000,
  streamBytes: 1_000_000_000,
  mediaMs: 60_000,
  mediaBytes: 100_000_000,
} as const;
