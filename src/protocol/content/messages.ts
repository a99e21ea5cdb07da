/** What a content server says, as data. docs/protocol/content.md */
import type { Point, StrokeColour, StrokeTool } from '../../shared/model/meeting-content.ts';

export interface Owner {
  /** As in the roster; absent for what the meeting has of itself. */
  readonly who?: string;
  readonly by?: string;
}

export interface WireStroke extends Owner {
  readonly id: string;
  readonly tool: StrokeTool;
  readonly colour: StrokeColour;
  readonly width: number;
  readonly points: readonly Point[];
}

export interface WireSlides extends Owner {
  readonly kind: 'slides';
  readonly id: string;
  readonly title: string;
  readonly page: number;
  /** Secret. */
  readonly key: Uint8Array;
  /** Secret. */
  readonly pages: readonly string[];
}

export interface WireBoard extends Owner {
  readonly kind: 'whiteboard';
  readonly id: string;
  readonly title: string;
}

export interface WirePoll extends Owner {
  readonly kind: 'poll';
  readonly id: string;
  readonly question: string;
  readonly choices: readonly string[];
  readonly open: boolean;
  readonly shows: boolean;
  readonly own?: number;
  readonly votes?: readonly number[];
}

export interface WireQuestions {
  readonly kind: 'questions';
  readonly id: string;
  readonly title: string;
}

export type WireItem = WireSlides | WireBoard | WirePoll | WireQuestions;

export interface WireQuestion extends Owner {
  readonly id: string;
  readonly text: string;
  readonly at: number;
  readonly answer?: { readonly text: string; readonly by: string };
}

export interface Rights {
  readonly mayPresent: boolean;
  readonly mayDraw: boolean;
}

export type ServerEvent =
  | ({ readonly on: 'begin' | 'rights' } & Rights)
  | { readonly on: 'ready' }
  | { readonly on: 'item'; readonly item: WireItem }
  | { readonly on: 'gone'; readonly id: string }
  | { readonly on: 'shown'; readonly id: string | undefined }
  | { readonly on: 'page'; readonly id: string; readonly page: number }
  | { readonly on: 'drawn'; readonly id: string; readonly strokes: readonly WireStroke[] }
  | { readonly on: 'erased'; readonly id: string; readonly strokes: readonly string[] }
  | { readonly on: 'pointer'; readonly id: string; readonly who: string; readonly by: string; readonly at?: Point }
  | { readonly on: 'question'; readonly question: WireQuestion }
  | { readonly on: 'bye'; readonly reason: 'ended' | 'removed' | 'moved' };

/** The server's own word; an open set. */
export type AnswerError = string;

export type ServerAnswer =
  | { readonly re: number; readonly ok: true; readonly upload?: string }
  | { readonly re: number; readonly ok: false; readonly error: AnswerError };
