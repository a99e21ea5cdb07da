/** One client at the Web Conferencing Server, from its hello on. docs/protocol/content.md */
import type { Duplex } from 'node:stream';
import type { Clock } from '../../shared/clock.ts';
import type { Author } from './board.ts';
import type { ContentRoom } from './content-room.ts';
import { cutOffLater } from './cut-off-later.ts';
import { textIn, wholeIn } from './fields.ts';
import { type Frame, FrameReader, type JsonObject, objectFrame } from './frames.ts';
import type { Viewer } from './item-object.ts';
import { type Asker, carryOut, movePointer, type Reply } from './requests.ts';
import { Uploads } from './upload.ts';

const HELLO_MS = 10_000;
/** Bytes on their way to somebody who does not read them; then he has lost. */
const MOST_WAITING = 64 * 1024 * 1024;
const MOST_N = 2_000_000_000;

/** What the hello was found to be. */
export type Welcome =
  | {
      readonly ok: true;
      readonly room: ContentRoom;
      readonly author: Author;
      /** As they stand at the moment of asking. */
      readonly rights: () => { readonly mayPresent: boolean; readonly mayDraw: boolean };
      readonly onClose: () => void;
    }
  | { readonly ok: false; readonly error: 'auth-unknown' | 'auth-expired' | 'auth-other-user' };

export interface ConnectionParts {
  readonly clock: Clock;
  readonly welcome: (hello: JsonObject, connection: ContentConnection) => Welcome;
  /** How much later answers go out; undefined: never. */
  readonly answerDelayMs: () => number | undefined;
  /** Hears of everything that crosses, without what is secret. */
  readonly note: (direction: 'received' | 'sent', what: string) => void;
}

export class ContentConnection {
  readonly #stream: Duplex;
  readonly #parts: ConnectionParts;
  readonly #reader = new FrameReader();
  readonly #stopWaiting: () => void;
  #welcome: Extract<Welcome, { ok: true }> | undefined;
  #viewer: Viewer | undefined;
  #uploads: Uploads | undefined;
  /** Whether what he was told of the polls is what presenters are told. */
  #toldPresenter = false;
  #lastN = 0;
  #isOver = false;

  constructor(stream: Duplex, parts: ConnectionParts) {
    this.#stream = stream;
    this.#parts = parts;
    this.#stopWaiting = parts.clock.after(HELLO_MS, () => this.close());
    stream.on('data', (bytes: Buffer) => this.#receive(bytes));
    stream.on('error', () => this.close());
    stream.on('close', () => this.close());
  }

  /** Tells what this person may do by now, and what he sees by it. */
  tellRights(): void {
    const viewer = this.#viewer;
    if (!viewer) return;
    this.#tell({ on: 'rights', rights: this.#rights() });
    if (viewer.mayPresent !== this.#toldPresenter) this.#welcome?.room.tellPolls(viewer);
    this.#toldPresenter = viewer.mayPresent;
  }

  /** Ends it with a word for the client. */
  bye(reason: 'ended' | 'removed' | 'moved'): void {
    this.#tell({ on: 'bye', reason });
    this.#stream.end();
    this.close();
  }

  /** Sends bytes that no server may send. */
  sendRaw(bytes: Uint8Array, isLast: boolean): void {
    if (this.#isOver) return;
    this.#stream.write(bytes);
    if (isLast) this.#stream.end();
  }

  close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#stopWaiting();
    this.#uploads?.forget();
    if (this.#viewer) this.#welcome?.room.forget(this.#viewer);
    this.#welcome?.onClose();
    if (this.#stream.writableEnded) cutOffLater(this.#stream, this.#parts.clock);
    else this.#stream.destroy();
  }

  #receive(bytes: Uint8Array): void {
    if (this.#isOver) return;
    const reading = this.#reader.push(bytes);
    if (!reading.ok) {
      this.#parts.note('received', `unreadable: ${reading.problem}`);
      this.close();
      return;
    }
    for (const frame of reading.frames) if (!this.#isOver) this.#take(frame);
  }

  #take(frame: Frame): void {
    if (frame.kind === 'bytes') this.#takeBytes(frame.bytes);
    else if (this.#uploads?.expectsBytes) this.close();
    else if (frame.value.do === 'point') this.#point(frame.value);
    else this.#ask(frame.value);
  }

  #takeBytes(bytes: Uint8Array): void {
    const arrived = this.#uploads?.take(bytes) ?? 'fault';
    if (arrived === 'fault') this.close();
    else if (arrived !== 'more') this.#answer(arrived.n, arrived.reply);
  }

  #point(asked: JsonObject): void {
    const asker = this.#asker();
    if (asker) movePointer(asker, asked);
  }

  #ask(asked: JsonObject): void {
    const n = wholeIn(asked, 'n', this.#lastN + 1, MOST_N);
    const name = textIn(asked, 'do', 32) ?? '';
    this.#parts.note('received', name);
    if (n === undefined) {
      this.close();
      return;
    }
    this.#lastN = n;
    if (this.#welcome) this.#carryOut(asked, name, n);
    else if (name === 'hello') this.#hello(asked, n);
    else this.close();
  }

  #hello(asked: JsonObject, n: number): void {
    this.#stopWaiting();
    const welcome = this.#parts.welcome(asked, this);
    if (!welcome.ok) {
      this.#send({ re: n, ok: false, error: welcome.error });
      this.#stream.end();
      this.close();
      return;
    }
    this.#welcome = welcome;
    this.#uploads = new Uploads(welcome.room, welcome.author);
    const viewer: Viewer = {
      who: welcome.author.who,
      get mayPresent() {
        return welcome.rights().mayPresent;
      },
      tell: (event) => this.#tell(event),
    };
    this.#viewer = viewer;
    this.#toldPresenter = viewer.mayPresent;
    this.#answer(n, { ok: true, after: () => welcome.room.begin(viewer, this.#rights()) });
  }

  #carryOut(asked: JsonObject, name: string, n: number): void {
    const reply = this.#isUpload(name) ? this.#upload(asked, name, n) : this.#request(asked);
    if (reply === undefined) this.close();
    else if (reply !== 'later') this.#answer(n, reply);
  }

  #request(asked: JsonObject): Reply | undefined {
    const asker = this.#asker();
    return asker && carryOut(asker, asked);
  }

  #isUpload(name: string): name is 'slides' | 'page' | 'drop' {
    return name === 'slides' || name === 'page' || name === 'drop';
  }

  #upload(asked: JsonObject, name: 'slides' | 'page' | 'drop', n: number): Reply | 'later' | undefined {
    const mayPresent = this.#asker()?.mayPresent ?? false;
    if (name === 'page') return this.#uploads?.announce(asked, n, mayPresent);
    if (!mayPresent) return { ok: false, error: 'forbidden' };
    return name === 'slides' ? this.#uploads?.begin(asked) : this.#uploads?.drop(asked);
  }

  #asker(): Asker | undefined {
    return this.#welcome && { room: this.#welcome.room, author: this.#welcome.author, ...this.#welcome.rights() };
  }

  #rights(): string[] {
    const { mayPresent = false, mayDraw = false } = this.#welcome?.rights() ?? {};
    return [...(mayPresent ? ['present'] : []), ...(mayDraw ? ['draw'] : [])];
  }

  /** The answer first, then what everybody hears. */
  #answer(n: number, reply: Reply): void {
    const object = reply.ok ? { re: n, ok: true, ...reply.more } : { re: n, ok: false, error: reply.error };
    const delayMs = this.#parts.answerDelayMs();
    if (delayMs === 0) this.#send(object);
    else if (delayMs !== undefined) this.#parts.clock.after(delayMs, () => this.#send(object));
    if (reply.ok) reply.after?.();
  }

  #tell(event: JsonObject): void {
    this.#parts.note('sent', String(event.on));
    this.#send(event);
  }

  #send(object: JsonObject): void {
    if (this.#isOver) return;
    if (this.#stream.writableLength > MOST_WAITING) this.close();
    else this.#stream.write(objectFrame(object));
  }
}
