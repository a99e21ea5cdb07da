/** One document on its way to the meeting, page by page. One at a time. */
import { crc32 } from 'node:zlib';
import { readPicture } from '../../../protocol/content/picture.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { FailureCode } from '../../../shared/model/failure.ts';
import { done, type Outcome } from '../../../shared/outcome.ts';
import type { MeetingSession } from './meeting-session.ts';

/** A page of the window draws one for seconds at most, on a slow machine: which of them hands in none for so long never will. */
const nextPageLimitMs = 120_000;

export interface UploadDocument {
  readonly title: string;
  readonly pageCount: number;
  /** Its pages come from the window's page, which may end before; undefined where they are all here. */
  readonly waitsBy?: Clock;
}

export class Upload {
  /** Names it here; servers count anew in each meeting. */
  readonly handle: string;
  readonly #id: string;
  readonly #session: MeetingSession;
  readonly #title: string;
  readonly #pageCount: number;
  readonly #waitsBy: Clock | undefined;
  #stopWaiting: () => void = () => undefined;
  #sent = 0;
  #isOver = false;

  private constructor(session: MeetingSession, id: string, document: UploadDocument) {
    this.handle = `${session.meetingId}.${id}`;
    this.#id = id;
    this.#session = session;
    this.#title = document.title;
    this.#pageCount = document.pageCount;
    this.#waitsBy = document.waitsBy;
  }

  /** The server knows of it, the window not before show(). Failures: CONTENT_NOT_OPEN, CONTENT_FORBIDDEN, CONTENT_FULL, CONTENT_REFUSED, CONTENT_SILENT, CONTENT_LOST. */
  static async begin(session: MeetingSession, document: UploadDocument): Promise<Outcome<Upload>> {
    const { title, pageCount } = document;
    const answered = await session.ask({ do: 'slides', title, pages: pageCount });
    if (!answered.ok) return answered;
    const { upload } = answered.value;
    if (upload === undefined) return session.fail('CONTENT_REFUSED');
    return done(new Upload(session, upload, document));
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Sends the next page. Failures besides: DOCUMENT_STRANGE, DOCUMENT_UNREADABLE, DOCUMENT_TOO_LARGE, CONTENT_GONE (it is over). */
  async add(bytes: Uint8Array): Promise<Outcome<void>> {
    if (this.#isOver) return this.#session.fail('CONTENT_GONE');
    const picture = readPicture(bytes, crc32);
    if (typeof picture === 'string') return this.#session.fail(problems[picture], { name: this.#title });
    const { type } = picture;
    const request = { do: 'page', upload: this.#id, index: this.#sent, type, bytes: bytes.length } as const;
    // Counted before the answer: the next page may be handed in meanwhile.
    this.#sent += 1;
    this.#stopWaiting();
    const answered = await this.#session.ask(request, bytes);
    if (!answered.ok) {
      this.cancel();
      return answered;
    }
    if (this.#sent === this.#pageCount) this.#end();
    else if (!this.#isOver) this.show();
    return done(undefined);
  }

  cancel(): void {
    if (this.#isOver) return;
    this.#end();
    void this.#session.ask({ do: 'drop', upload: this.#id });
  }

  /** Whoever hands its pages in is gone: it ends with a failure that the window shows. Nothing where all pages are here. */
  abandon(): void {
    if (this.#isOver || !this.#waitsBy) return;
    this.cancel();
    this.#session.showPageGone(this.#title);
  }

  /** Tells the window how far it is, and begins the wait for the next page; first to be called when whatever was on its way before has ended. */
  show(): void {
    this.#stopWaiting();
    if (this.#waitsBy) this.#stopWaiting = this.#waitsBy.after(nextPageLimitMs, () => this.abandon());
    this.#session.showSending({ title: this.#title, sentPages: this.#sent, pageCount: this.#pageCount });
  }

  #end(): void {
    this.#isOver = true;
    this.#stopWaiting();
    this.#session.showSending(undefined);
  }
}

const problems: Readonly<Record<'strange' | 'damaged' | 'too-large', FailureCode>> = {
  strange: 'DOCUMENT_STRANGE',
  damaged: 'DOCUMENT_UNREADABLE',
  'too-large': 'DOCUMENT_TOO_LARGE',
};
