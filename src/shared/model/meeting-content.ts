/** What a meeting shows beside its people: slides, whiteboards, polls, questions. Everything here lives in memory only. */
import type { Failure } from './failure.ts';

/** The most of each that is kept of a server, or taken of a person. */
export const contentLimits = {
  items: 50,
  pages: 500,
  title: 200,
  strokes: 2000,
  pointsInStroke: 2000,
  pointers: 50,
  question: 500,
  choices: 10,
  choice: 200,
  questions: 500,
  askedText: 2000,
  /** Bytes of one page on its way, enciphered or not. */
  pageBytes: 8 * 1024 * 1024,
  /** Bytes of a document that is to be shown. */
  documentBytes: 50 * 1024 * 1024,
  /** Pixels of one side of a page. */
  pageSide: 8192,
} as const;

/** A whiteboard's own units, whatever the size it is drawn in: x from 0 to `width`, y from 0 to `height`. */
export const boardSize = { width: 10_000, height: 7500 } as const;

export const strokeTools = ['pen', 'highlighter', 'line', 'arrow', 'rectangle', 'ellipse'] as const;
export type StrokeTool = (typeof strokeTools)[number];

/** Names and not numbers: the window has the shades of each theme, and a screen reader the word. */
export const strokeColours = ['black', 'red', 'blue', 'green', 'orange', 'purple', 'yellow', 'grey'] as const;
export type StrokeColour = (typeof strokeColours)[number];

/** Integers in the board's units. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface NewStroke {
  readonly tool: StrokeTool;
  readonly colour: StrokeColour;
  /** In the board's units, 1 to 500. */
  readonly width: number;
  /** A pen's and a highlighter's way; for the shapes exactly the two ends, or two opposite corners. */
  readonly points: readonly Point[];
}

export interface Stroke extends NewStroke {
  readonly id: string;
  /** The name of who drew it. */
  readonly by: string;
  readonly isOwn: boolean;
}

/** Where somebody points at the moment. */
export interface Pointer extends Point {
  readonly by: string;
  readonly isOwn: boolean;
}

/**
 * What a board has gained since a revision. `whole`: these are all its strokes, and what was held before goes. Else `strokes` are new, in the
 * order in which they lie on each other, and `removed` are gone; what stands in both was put back, so remove first. `pointers` are always all.
 */
export interface BoardChanges {
  readonly revision: number;
  readonly whole: boolean;
  readonly strokes: readonly Stroke[];
  readonly removed: readonly string[];
  readonly pointers: readonly Pointer[];
}

/** `waiting`: nobody asked for it yet. `damaged`: it stays so; asking again tries again. */
export type PageState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'damaged'; readonly failure: Failure };

/** A page's picture: looked at byte by byte, and of no other type than these. */
export interface PagePicture {
  readonly bytes: Uint8Array;
  readonly type: 'image/png' | 'image/jpeg';
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

interface ItemBase {
  readonly id: string;
  readonly title: string;
  /** The name of who brought it; absent for what the meeting has of itself. */
  readonly by?: string;
  readonly isOwn: boolean;
}

export interface SlidesItem extends ItemBase {
  readonly kind: 'slides';
  readonly pageCount: number;
  /** The page the presenters are at, from 0. */
  readonly page: number;
  /** One for each page. */
  readonly pages: readonly PageState[];
}

export interface WhiteboardItem extends ItemBase {
  readonly kind: 'whiteboard';
  /** Grows with each change; 'content.board' tells what changed. */
  readonly revision: number;
  readonly strokeCount: number;
}

export interface PollChoice {
  readonly text: string;
  /** Absent while the results are not shown to this person. */
  readonly votes?: number;
}

/** `title` is the question. */
export interface PollItem extends ItemBase {
  readonly kind: 'poll';
  readonly question: string;
  readonly choices: readonly PollChoice[];
  /** Which choice this person took, from 0; while the poll is open another vote replaces it. */
  readonly ownVote?: number;
  readonly isOpen: boolean;
  /** Everybody sees the votes; presenters always do. */
  readonly showsResults: boolean;
}

export interface AskedQuestion {
  readonly id: string;
  /** The name of who asked. */
  readonly asker: string;
  readonly isOwn: boolean;
  readonly text: string;
  /** Wall clock. */
  readonly at: number;
  readonly answer?: { readonly text: string; readonly by: string };
}

/** A meeting has one of these from the beginning, and it cannot be taken away. */
export interface QuestionsItem extends ItemBase {
  readonly kind: 'questions';
  /** Oldest first. */
  readonly questions: readonly AskedQuestion[];
}

export type ContentItem = SlidesItem | WhiteboardItem | PollItem | QuestionsItem;

export interface MeetingContent {
  /** The meeting's. */
  readonly meetingId: string;
  /** `off`: this meeting has no such part. `failed`: `failure` says why; the meeting itself goes on. */
  readonly state: 'off' | 'connecting' | 'open' | 'failed';
  readonly failure?: Failure;
  /** The wire is not known of any real server: the window says so beside the content. */
  readonly isLabOnly: boolean;
  /** May bring things, turn pages, ask polls, answer questions, take away. */
  readonly mayPresent: boolean;
  readonly mayDraw: boolean;
  /** In the order in which they came. */
  readonly items: readonly ContentItem[];
  /** What the presenters put before everybody. */
  readonly shownId?: string;
  /** A document of one's own on its way to the meeting. */
  readonly sending?: { readonly title: string; readonly sentPages: number; readonly pageCount: number };
}
