/** How a meeting's content is served, as a tester turns it. */

export const tokenFaults = [
  /** The Web Conferencing Edge gets another token than was given out. */
  'outer-altered',
  'outer-expired',
  /** The Web Conferencing Server does. */
  'inner-altered',
  'inner-expired',
  /** It was given out to somebody else. */
  'inner-other-user',
  /** Each server gets the other one's. */
  'swapped',
] as const;
export type TokenFault = (typeof tokenFaults)[number];

export const edgeFaults = [
  'unavailable',
  'gibberish',
  'silent',
  'closes',
  'no-url',
  'foreign-url',
  'address-url',
] as const;
export type EdgeFault = (typeof edgeFaults)[number];

export const slideFaults = [
  'corrupted',
  'truncated',
  'wrong-key',
  'huge',
  'strange',
  'many-pixels',
  'cut',
  'redirect',
  'missing',
  'foreign-host',
] as const;
export type SlideFault = (typeof slideFaults)[number];

/** Frames that no server may send; each goes to everybody who looks on. */
export const frameFaults = [
  'length-zero',
  'length-endless',
  'kind',
  'not-json',
  'array',
  'deep',
  'cut',
  'unknown-event',
  'wrong-fields',
  'beyond-bounds',
] as const;
export type FrameFault = (typeof frameFaults)[number];

export interface ContentSettings {
  /** Who is no presenter may draw. */
  readonly attendeesMayDraw: boolean;
  /** How long a token is good. */
  readonly tokenSeconds: number;
  readonly token: TokenFault | undefined;
  readonly edge: EdgeFault | undefined;
  readonly slides: SlideFault | undefined;
  /** Every page comes so much later. */
  readonly pageDelayMs: number;
  /** Answers to requests come so much later; undefined for a server that never answers. */
  readonly answerDelayMs: number | undefined;
}

export const usualContent: ContentSettings = {
  attendeesMayDraw: true,
  tokenSeconds: 180,
  token: undefined,
  edge: undefined,
  slides: undefined,
  pageDelayMs: 0,
  answerDelayMs: 0,
};

/** What a tester does with the content of one meeting. */
export interface LabContentControl {
  change(patch: Partial<ContentSettings>): void;
  /** Who has the content open, by entity. */
  viewers(): readonly string[];
  /** One line for each item: its id, its kind and its title. */
  items(): readonly string[];
  /** The organiser shows so many pages; the id of the new item. */
  showSlides(title: string, pages: number): string;
  /** So many strokes at once, on a board of their own. */
  addStrokes(count: number): void;
  sendMalformed(fault: FrameFault): void;
  /** Ends every connection; `moved` asks clients to come again. */
  disconnect(how: 'lost' | 'moved'): void;
}
