/** A hand-written client of a meeting's content, for tests: what came so far, and how to say things. */
import type { Duplex } from 'node:stream';
import { at, children, textOf } from '../../protocol/xml/find.ts';
import type { Seen } from '../sip/test-bench.ts';
import { inside, invite, type Joiner } from '../sip/test-people.ts';
import { rootOf } from '../sip/xml-read.ts';
import { FrameReader, frameOf, type JsonObject, objectFrame } from './frames.ts';

const BYTES = 0x42;

export class ContentClient {
  readonly #stream: Duplex;
  readonly #reader = new FrameReader();
  readonly #objects: JsonObject[] = [];
  #line: string | undefined;
  #held = Buffer.alloc(0);
  #n = 0;
  isClosed = false;

  constructor(stream: Duplex) {
    this.#stream = stream;
    stream.on('data', (bytes: Buffer) => this.#take(bytes));
    stream.on('end', () => {
      this.isClosed = true;
      stream.end();
    });
    stream.on('close', () => {
      this.isClosed = true;
    });
    stream.on('error', () => undefined);
  }

  /** Shows the first token; the Edge's answer, '' when it says none. */
  async enter(token: string): Promise<string> {
    this.write(`OFFHOOK-CONTENT/1 ${token}\r\n`);
    await settled();
    return this.#line ?? '';
  }

  /** Sends a request; resolves with all that came by then, the answer among it. */
  async ask(name: string, fields: JsonObject = {}): Promise<readonly JsonObject[]> {
    this.#n += 1;
    this.write(objectFrame({ n: this.#n, do: name, ...fields }));
    await settled();
    return this.take();
  }

  /** The answer alone. */
  async answerTo(name: string, fields: JsonObject = {}): Promise<JsonObject> {
    const seen = await this.ask(name, fields);
    return seen.find(({ re }) => re === this.#n) ?? {};
  }

  /** What came since the last look. */
  take(): readonly JsonObject[] {
    return this.#objects.splice(0);
  }

  write(bytes: string | Uint8Array): void {
    this.#stream.write(bytes);
  }

  /** A page's bytes in frames of the usual length. */
  async sendBytes(bytes: Uint8Array): Promise<readonly JsonObject[]> {
    for (let from = 0; from < bytes.length; from += 65_536)
      this.write(frameOf(BYTES, bytes.subarray(from, from + 65_536)));
    await settled();
    return this.take();
  }

  leave(): void {
    this.#stream.destroy();
  }

  #take(bytes: Buffer): void {
    if (this.#line !== undefined) {
      this.#read(bytes);
      return;
    }
    this.#held = Buffer.concat([this.#held, bytes]);
    const end = this.#held.indexOf('\r\n');
    if (end < 0) return;
    this.#line = this.#held.subarray(0, end).toString('latin1');
    this.#read(this.#held.subarray(end + 2));
  }

  #read(bytes: Uint8Array): void {
    const reading = this.#reader.push(bytes);
    if (!reading.ok) throw new Error(`the server wrote what is no frame: ${reading.problem}`);
    for (const frame of reading.frames) if (frame.kind === 'object') this.#objects.push(frame.value);
  }
}

/** Lets everything that is on its way in memory arrive. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}

/** Joins a meeting; the answer that opened it. */
export function joined(joiner: Joiner, focusUri: string): Seen {
  const [answer] = invite(joiner, focusUri);
  if (answer?.status !== 200) throw new Error(`no seat: ${answer?.startLine}`);
  return answer;
}

let count = 1;

/** Dials in to the data MCU by INFO; the keys and values of `connection-info`. */
export function dialIn(
  joiner: Joiner,
  opened: Seen,
  focusUri: string,
): { answer: Seen | undefined; info: Map<string, string> } {
  count += 1;
  const body = [
    `<request xmlns="urn:ietf:params:xml:ns:cccp" xmlns:mscp="http://schemas.microsoft.com/rtc/2005/08/cccpextensions" C3PVersion="1" to="${focusUri}" from="sip:${joiner.address}" requestId="${count}">`,
    `<addUser mscp:mcuUri="${focusUri.replace(':focus:', ':meeting:')}"><conferenceKeys confEntity="${focusUri}"/>`,
    `<ci:user xmlns:ci="urn:ietf:params:xml:ns:conference-info" entity="sip:${joiner.address}"><ci:roles><ci:entry>attendee</ci:entry></ci:roles>`,
    '<ci:endpoint entity="{5A5B2C3D-1111-2222-3333-444455556666}"><ci:joining-method>dialed-in</ci:joining-method></ci:endpoint>',
    '</ci:user></addUser></request>',
  ].join('');
  const seen = inside(joiner, opened, 'INFO', { cseq: count, type: 'application/cccp+xml', body });
  const answer = seen.find(({ status }) => status > 0);
  const entries = children(at(rootOf(answer?.body ?? ''), 'addUser', 'connection-info'), 'entry');
  return { answer, info: new Map(entries.map((each) => [textOf(each, 'key') ?? '', textOf(each, 'value') ?? ''])) };
}
