/** A content service before a server of the loopback whose every word the test chooses. TLS and name trust are the lab's to prove. */
import { createCipheriv } from 'node:crypto';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { systemClock } from '../../src/main/platform/system-clock.ts';
import type { ContentDependencies, ContentLine, ContentService } from '../../src/main/session/content/content-api.ts';
import { createContentService } from '../../src/main/session/content/content-service.ts';
import { createStateStore, type StateStore } from '../../src/main/store/state.ts';
import { readXml } from '../../src/protocol/xml/read.ts';
import type { Clock } from '../../src/shared/clock.ts';
import { firstSlices } from '../../src/shared/model/first-slices.ts';
import type { MeetingContent } from '../../src/shared/model/meeting-content.ts';
import { defaultSettings } from '../../src/shared/model/settings.ts';
import type { TraceBody } from '../../src/shared/model/trace.ts';
import { done } from '../../src/shared/outcome.ts';
import { testApp } from './test-app.ts';

type Json = Readonly<Record<string, unknown>>;

/** The server's side of one connection. */
export interface ServerSide {
  /** The line that asked the Edge. */
  readonly line: string;
  write(text: string | Uint8Array): void;
  tell(...objects: readonly Json[]): void;
  /** The next object of the client's; bytes of pages are left out. */
  next(): Promise<Json>;
  /** What came in frames of bytes so far. */
  readonly pageBytes: () => Buffer;
  /** Resolves when the client has hung up. */
  readonly closed: Promise<void>;
  hangUp(): void;
}

export interface ContentBench {
  readonly content: ContentService;
  readonly state: StateStore;
  readonly traced: TraceBody[];
  /** How often the focus was asked for tokens. */
  readonly asked: () => number;
  /** The next connection, after its first line. */
  accept(): Promise<ServerSide>;
  /** Accepts, lets through, greets, and tells these items. */
  open(items?: readonly Json[], rights?: readonly string[]): Promise<ServerSide>;
  /** What HTTPS serves at the next address that is asked; the request's path is told. */
  serve(answer: (path: string, socket: Socket) => void): void;
  attend(): void;
  leave(): void;
  until(fits: (content: MeetingContent) => boolean): Promise<MeetingContent>;
  close(): void;
}

export const ownEntity = 'sip:ben@contoso.com';
export const slideKey = Buffer.alloc(16, 9);

const line = (command: ContentLine['command']): ContentLine => ({
  meetingId: 'meeting-1',
  focusUri: 'sip:karen@contoso.com;gruu;opaque=app:conf:focus:id:7QK2',
  ownEntity,
  ownEndpoint: '{1}',
  displayName: 'Ben Ode',
  command,
  mcuUri: (purpose) =>
    purpose === 'meeting' ? 'sip:karen@contoso.com;gruu;opaque=app:conf:meeting:id:7QK2' : undefined,
  onChange: () => () => undefined,
});

/** The tokens are `edge-1` and `server-1`, then `edge-2`, … */
export async function createContentBench({
  clock = systemClock,
  forbidden = () => undefined,
}: {
  readonly clock?: Clock;
  readonly forbidden?: ContentDependencies['forbidden'];
} = {}): Promise<ContentBench> {
  const streams = await listening();
  const pages = await listening();
  const traced: TraceBody[] = [];
  const state = createStateStore(firstSlices(testApp, defaultSettings), clock);
  const tracer = { record: (body: TraceBody) => void traced.push(body), for: () => tracer };
  let asked = 0;
  const content = createContentService({
    ...{ state, clock, tracer },
    connect: async ({ host }) => {
      const socket = connect((host === 'meet.contoso.com' ? pages : streams).port, '127.0.0.1');
      socket.on('error', () => undefined);
      await new Promise((resolve) => socket.once('connect', resolve));
      return done(socket as TLSSocket);
    },
    isTrusted: (host) => host.endsWith('.contoso.com'),
    forbidden,
  });
  let attached: { close(): void } | undefined;
  return {
    ...{ content, state, traced },
    asked: () => asked,
    accept: () => streams.next().then(serverSide),
    async open(items = [], rights = ['present', 'draw']) {
      const side = await streams.next().then(serverSide);
      side.write('OK\r\n');
      const hello = await side.next();
      side.tell({ re: hello.n, ok: true }, { on: 'begin', rights });
      side.tell(...items.map((item) => ({ on: 'item', item })), { on: 'ready' });
      await untilContent(state, ({ state: phase }) => phase === 'open');
      return side;
    },
    serve(answer) {
      void pages.next().then((socket) => {
        socket.once('data', (head: Buffer) => answer(head.toString('latin1').split(' ')[1] ?? '', socket));
      });
    },
    attend() {
      attached = content.attend(
        line(async () => {
          asked += 1;
          return done({ code: 'success', waitsInLobby: false, element: answerWith(asked) });
        }),
      );
    },
    leave: () => attached?.close(),
    until: (fits) => untilContent(state, fits),
    close() {
      attached?.close();
      streams.close();
      pages.close();
    },
  };
}

/** A page as the web server has it. */
export function enciphered(page: Uint8Array, key: Uint8Array = slideKey): Buffer {
  const iv = Buffer.alloc(16, 3);
  const cipher = createCipheriv('aes-128-cbc', key, iv);
  return Buffer.concat([iv, cipher.update(page), cipher.final()]);
}

function answerWith(count: number) {
  const entries = { serverURLs: 'tls://wc.contoso.com:443', pAuthId: `edge-${count}`, sAuthId: `server-${count}` };
  const info = Object.entries(entries).map(([key, value]) => `<entry><key>${key}</key><value>${value}</value></entry>`);
  const xml = readXml(`<addUser><connection-info>${info.join('')}</connection-info></addUser>`);
  if (!xml.ok) throw new Error(xml.problem);
  return xml.root;
}

function untilContent(state: StateStore, fits: (content: MeetingContent) => boolean): Promise<MeetingContent> {
  return new Promise((resolve) => {
    const stop = state.onDelta(look);
    function look(): void {
      const { meetingContent } = state.get();
      if (!meetingContent || !fits(meetingContent)) return;
      stop();
      resolve(meetingContent);
    }
    look();
  });
}

async function listening() {
  const waiting: Socket[] = [];
  const all = new Set<Socket>();
  const takers: ((socket: Socket) => void)[] = [];
  const server: Server = createServer((socket) => {
    all.add(socket);
    socket.on('error', () => undefined);
    const take = takers.shift();
    if (take) take(socket);
    else waiting.push(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    next(): Promise<Socket> {
      const first = waiting.shift();
      return first ? Promise.resolve(first) : new Promise((resolve) => takers.push(resolve));
    },
    close() {
      for (const socket of all) socket.destroy();
      server.close();
    },
  };
}

async function serverSide(socket: Socket): Promise<ServerSide> {
  let held = Buffer.alloc(0);
  let wake: () => void = () => undefined;
  const pageParts: Buffer[] = [];
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('data', (chunk: Buffer) => {
    held = Buffer.concat([held, chunk]);
    wake();
  });
  const more = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });
  while (held.indexOf('\r\n') < 0) await more();
  const end = held.indexOf('\r\n');
  const line = held.toString('latin1', 0, end);
  held = held.subarray(end + 2);
  const write = (data: string | Uint8Array) => void socket.write(data);
  return {
    line,
    write,
    tell: (...objects) => write(Buffer.concat(objects.map(frameOf))),
    async next() {
      for (;;) {
        while (held.length < 4 || held.length < 4 + held.readUInt32BE()) await more();
        const whole = held.subarray(4, 4 + held.readUInt32BE());
        held = held.subarray(4 + whole.length);
        if (whole[0] === 0x4a) return JSON.parse(whole.toString('utf8', 1));
        pageParts.push(whole.subarray(1));
      }
    },
    pageBytes: () => Buffer.concat(pageParts),
    closed,
    hangUp: () => socket.destroy(),
  };
}

/** As the lab writes them: this project's own writer is what is tested. */
function frameOf(object: Json): Buffer {
  const body = Buffer.from(`J${JSON.stringify(object)}`);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
}
