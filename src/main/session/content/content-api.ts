/** What a meeting's content needs of the rest of the client, and what the rest may ask of it. */
import type { C3pResponse } from '../../../protocol/c3p/read.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { BoardChanges, NewStroke, PagePicture, Point } from '../../../shared/model/meeting-content.ts';
import type { Outcome } from '../../../shared/outcome.ts';
import type { StateStore } from '../../store/state.ts';
import type { Tracer } from '../../trace/tracer.ts';
import type { SecureConnect } from '../../web/secure-connect.ts';

/** The focus of the meeting one is in, as far as content needs it: a part of meetings' `FocusLine`. */
export interface ContentLine {
  readonly meetingId: string;
  readonly focusUri: string;
  readonly ownEntity: string;
  readonly ownEndpoint: string;
  readonly displayName: string;
  command(command: { readonly name: string; readonly xml: string }): Promise<Outcome<C3pResponse>>;
  mcuUri(purpose: 'meeting' | 'data-conf'): string | undefined;
  onChange(listener: () => void): () => void;
}

export interface ContentDependencies {
  readonly state: StateStore;
  readonly clock: Clock;
  readonly tracer: Tracer;
  readonly connect: SecureConnect;
  /** Whether a host that the meeting's servers named may be spoken to. */
  readonly isTrusted: (host: string, line: ContentLine) => boolean;
  /** The company's rule against a thing, if there is one. */
  readonly forbidden: (
    feature: 'data-collaboration' | 'polls' | 'annotations',
  ) => { readonly policy: string; readonly key: string } | undefined;
}

/** A document whose pages are handed in one by one. */
export interface ChosenPages {
  readonly title: string;
  readonly pageCount: number;
  readonly meetingId?: string;
}

export interface ContentService {
  /** Follows the content of the meeting one is in, from when it has any. Closing ends that, and what was shown is overwritten in memory. */
  attend(line: ContentLine): { close(): void };
  retry(): void;

  /** Failures of these: see content.contract.ts. What was chosen for one meeting is not shown in another; without an id it is for the one that is on. */
  presentPictures(paths: readonly string[], meetingId?: string): Promise<Outcome<void>>;
  choosePdf(path: string): Promise<Outcome<{ readonly title: string; readonly bytes: Uint8Array }>>;
  beginPages(pages: ChosenPages): Promise<Outcome<string>>;
  addPage(documentId: string, bytes: Uint8Array): Promise<Outcome<void>>;
  /** Ends the bringing of a document, or puts away why the last one is not there. */
  cancelPages(): void;
  /** The window's page is gone: a document whose pages it drew comes to an end, with CONTENT_LOST 'page-gone' in `meetingContent`. */
  letGo(): void;

  page(itemId: string, page: number): Promise<Outcome<PagePicture>>;
  turn(itemId: string, by: 1 | -1): Promise<Outcome<void>>;
  show(itemId: string): Promise<Outcome<void>>;
  takeAway(itemId: string): Promise<Outcome<void>>;

  newWhiteboard(title: string): Promise<Outcome<void>>;
  board(itemId: string, sinceRevision: number): Outcome<BoardChanges>;
  draw(itemId: string, stroke: NewStroke): Promise<Outcome<void>>;
  erase(itemId: string, strokeId: string): Promise<Outcome<void>>;
  clear(itemId: string): Promise<Outcome<void>>;
  undo(itemId: string): Promise<Outcome<void>>;
  point(itemId: string, at: Point | undefined): void;

  askPoll(question: string, choices: readonly string[]): Promise<Outcome<void>>;
  vote(itemId: string, choice: number): Promise<Outcome<void>>;
  showResults(itemId: string, shows: boolean): Promise<Outcome<void>>;
  openPoll(itemId: string, isOpen: boolean): Promise<Outcome<void>>;

  askQuestion(text: string): Promise<Outcome<void>>;
  answer(questionId: string, text: string): Promise<Outcome<void>>;
}
