/** What a person does with the content of the meeting they are in. Every rule is the server's; what cannot be is told as a failure. */
import type { ContentRequest } from '../../../protocol/content/write.ts';
import { writePoint, writeStroke } from '../../../protocol/content/write.ts';
import type { BoardChanges, PagePicture, Point } from '../../../shared/model/meeting-content.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { ChosenPages, ContentDependencies, ContentLine, ContentService } from './content-api.ts';
import { type DocumentProblem, readPdfFile, readPictureFiles } from './documents.ts';
import { MeetingSession } from './meeting-session.ts';
import { createPointing } from './pointing.ts';
import { Upload, type UploadDocument } from './upload.ts';

/** No meeting yet. */
export function createContentService(deps: ContentDependencies): ContentService {
  return new Content(deps);
}

class Content implements ContentService {
  readonly #deps: ContentDependencies;
  readonly #pointing;
  #session: MeetingSession | undefined;
  #upload: Upload | undefined;
  /** Counts the pages of the window that have gone. */
  #pagesGone = 0;

  constructor(deps: ContentDependencies) {
    this.#deps = deps;
    this.#pointing = createPointing(deps.clock, (itemId, at) => this.#session?.tell(writePoint(itemId, at)));
  }

  attend(line: ContentLine): { close(): void } {
    this.#session?.close();
    const session = new MeetingSession(this.#deps, line);
    this.#session = session;
    return {
      close: () => {
        session.close();
        if (this.#session !== session) return;
        this.#pointing.stop();
        this.#session = undefined;
        this.#dropUpload();
      },
    };
  }

  retry(): void {
    this.#session?.retry();
  }

  async presentPictures(paths: readonly string[], meetingId?: string): Promise<Outcome<void>> {
    const session = this.#sessionOf(meetingId);
    if (!session?.isOpen) return this.#notOpen();
    const reading = await readPictureFiles(paths);
    if (!reading.ok) return this.#refuse(reading.problem);
    const { title, pages } = reading.document;
    const begun = await this.#begin(session, { title, pageCount: pages.length });
    if (!begun.ok) return begun;
    for (const bytes of pages) {
      // Whoever stopped it knows.
      if (begun.value.isOver) break;
      const added = await begun.value.add(bytes);
      if (!added.ok) return added;
    }
    return done(undefined);
  }

  async choosePdf(path: string): Promise<Outcome<{ readonly title: string; readonly bytes: Uint8Array }>> {
    const reading = await readPdfFile(path);
    return reading.ok ? done(reading.file) : this.#refuse(reading.problem);
  }

  async beginPages({ title, pageCount, meetingId }: ChosenPages): Promise<Outcome<string>> {
    const session = this.#sessionOf(meetingId);
    if (!session) return this.#notOpen();
    const before = this.#pagesGone;
    const begun = await this.#begin(session, { title, pageCount, waitsBy: this.#deps.clock });
    if (!begun.ok) return begun;
    if (this.#pagesGone === before) return done(begun.value.handle);
    begun.value.abandon();
    return session.fail('CONTENT_GONE');
  }

  async addPage(documentId: string, bytes: Uint8Array): Promise<Outcome<void>> {
    const upload = this.#upload;
    if (!this.#session) return this.#notOpen();
    return upload?.handle === documentId ? upload.add(bytes) : this.#session.fail('CONTENT_GONE');
  }

  cancelPages(): void {
    this.#dropUpload();
    this.#session?.showSending(undefined);
  }

  letGo(): void {
    this.#pagesGone += 1;
    this.#upload?.abandon();
  }

  async page(itemId: string, page: number): Promise<Outcome<PagePicture>> {
    if (!this.#session?.isOpen) return this.#notOpen();
    const pages = this.#session.items.find(itemId)?.pages;
    return pages ? pages.page(page) : this.#session.fail('CONTENT_GONE');
  }

  async turn(itemId: string, by: 1 | -1): Promise<Outcome<void>> {
    const item = this.#session?.items.find(itemId)?.item;
    if (!this.#session) return this.#notOpen();
    if (item?.kind !== 'slides') return this.#session.fail('CONTENT_GONE');
    const page = item.page + by;
    if (page < 0 || page >= item.pages.length) return done(undefined);
    return this.#ask({ do: 'turn', id: itemId, page });
  }

  show(itemId: string): Promise<Outcome<void>> {
    return this.#ask({ do: 'show', id: itemId });
  }

  takeAway(itemId: string): Promise<Outcome<void>> {
    return this.#ask({ do: 'remove', id: itemId });
  }

  newWhiteboard(title: string): Promise<Outcome<void>> {
    return this.#ask({ do: 'board', title });
  }

  board(itemId: string, sinceRevision: number): Outcome<BoardChanges> {
    if (!this.#session?.isOpen) return this.#notOpen();
    const board = this.#session.items.find(itemId)?.board;
    return board ? done(board.changesSince(sinceRevision)) : this.#session.fail('CONTENT_GONE');
  }

  draw(itemId: string, stroke: Parameters<ContentService['draw']>[1]): Promise<Outcome<void>> {
    return this.#askUnless('annotations', { do: 'draw', id: itemId, stroke: writeStroke(stroke) });
  }

  erase(itemId: string, strokeId: string): Promise<Outcome<void>> {
    return this.#ask({ do: 'erase', id: itemId, stroke: strokeId });
  }

  clear(itemId: string): Promise<Outcome<void>> {
    return this.#ask({ do: 'clear', id: itemId });
  }

  undo(itemId: string): Promise<Outcome<void>> {
    return this.#ask({ do: 'undo', id: itemId });
  }

  point(itemId: string, at: Point | undefined): void {
    this.#pointing.point(itemId, at);
  }

  askPoll(question: string, choices: readonly string[]): Promise<Outcome<void>> {
    return this.#askUnless('polls', { do: 'poll', question, choices });
  }

  vote(itemId: string, choice: number): Promise<Outcome<void>> {
    return this.#ask({ do: 'vote', id: itemId, choice });
  }

  showResults(itemId: string, shows: boolean): Promise<Outcome<void>> {
    return this.#ask({ do: 'results', id: itemId, shows });
  }

  openPoll(itemId: string, isOpen: boolean): Promise<Outcome<void>> {
    return this.#ask({ do: 'open', id: itemId, open: isOpen });
  }

  askQuestion(text: string): Promise<Outcome<void>> {
    return this.#ask({ do: 'ask', text });
  }

  answer(questionId: string, text: string): Promise<Outcome<void>> {
    return this.#ask({ do: 'answer', question: questionId, text });
  }

  #dropUpload(): void {
    this.#upload?.cancel();
    this.#upload = undefined;
  }

  #sessionOf(meetingId: string | undefined): MeetingSession | undefined {
    return meetingId === undefined || this.#session?.meetingId === meetingId ? this.#session : undefined;
  }

  /** What was chosen for one meeting is never shown in the next, and of two that begin at once the later one counts. */
  async #begin(session: MeetingSession, document: UploadDocument): Promise<Outcome<Upload>> {
    if (this.#session !== session) return this.#notOpen();
    this.#dropUpload();
    const begun = await Upload.begin(session, document);
    if (!begun.ok) return begun;
    if (this.#session !== session) return this.#notOpen();
    this.#dropUpload();
    this.#upload = begun.value;
    begun.value.show();
    return begun;
  }

  async #ask(request: ContentRequest): Promise<Outcome<void>> {
    const answered = (await this.#session?.ask(request)) ?? this.#notOpen();
    return answered.ok ? done(undefined) : answered;
  }

  async #askUnless(feature: 'polls' | 'annotations', request: ContentRequest): Promise<Outcome<void>> {
    const rule = this.#deps.forbidden(feature);
    if (!rule) return this.#ask(request);
    return this.#refuse({ code: 'CONTENT_FORBIDDEN', data: { reason: 'policy', policy: rule.policy, key: rule.key } });
  }

  #refuse({ code, data }: DocumentProblem): Outcome<never> {
    return failed({ code, data, at: this.#deps.clock.wall() });
  }

  #notOpen(): Outcome<never> {
    return failed({ code: 'CONTENT_NOT_OPEN', at: this.#deps.clock.wall() });
  }
}
