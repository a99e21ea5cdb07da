/**
 * A plain window of another program, one colour all over, on the X server of the tests: what somebody shares beside a whole screen. It speaks to the
 * server itself (X Window System Protocol, version 11), since no program that draws a window is needed otherwise.
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';

export interface XWindow {
  /** Fills it; red, green and blue as 0xrrggbb. */
  paint(colour: number): void;
  close(): Promise<void>;
}

const [changeAttributes, createWindow, mapWindow, changeProperty, internAtom, clearArea] = [2, 1, 8, 18, 16, 61];
/** Of the value lists of windows: the background's pixel. */
const backgroundPixel = 0x2;
const size = { width: 320, height: 240 };
/** Numbers that every server gives. */
const atoms = { STRING: 31, WM_NAME: 39 };
/** Where no window manager says so, nobody counts a window as one that is shown. ICCCM 4.1.3.1 */
const normalState = 1;

/** Resolves when the server has been told to show it. Rejects where there is no X server, or it lets nobody in. */
export async function openXWindow(title: string, colour: number): Promise<XWindow> {
  const display = /^:(\d+)/.exec(process.env.DISPLAY ?? '')?.[1];
  if (display === undefined) throw new Error('there is no X server');
  const socket = createConnection(`/tmp/.X11-unix/X${display}`);
  await once(socket, 'connect');
  const { root, base } = await greet(socket, display);
  const ask = (opcode: number, detail: number, body: Buffer) => socket.write(request(opcode, detail, body));
  const text = Buffer.from(title, 'latin1');
  ask(
    createWindow,
    0,
    Buffer.concat([words(base, root), halves(0, 0, size.width, size.height, 0, 0), words(0, backgroundPixel, colour)]),
  );
  ask(changeProperty, 0, Buffer.concat([words(base, atoms.WM_NAME, atoms.STRING, 8, text.length), text]));
  const name = Buffer.from('WM_STATE');
  ask(internAtom, 0, Buffer.concat([halves(name.length, 0), name]));
  const wmState = (await reply(socket, 32)).readUInt32LE(8);
  ask(changeProperty, 0, words(base, wmState, wmState, 32, 2, normalState, 0));
  ask(mapWindow, 0, words(base));
  return {
    paint(next) {
      ask(changeAttributes, 0, words(base, backgroundPixel, next));
      ask(clearArea, 0, Buffer.concat([words(base), halves(0, 0, 0, 0)]));
    },
    async close() {
      socket.destroy();
      await once(socket, 'close');
    },
  };
}

/** Resolves with the root window, and the first number that is ours to give. */
async function greet(socket: Socket, display: string): Promise<{ readonly root: number; readonly base: number }> {
  const cookie = cookieOf(display);
  const [name, data] = cookie ? ['MIT-MAGIC-COOKIE-1', cookie] : ['', Buffer.alloc(0)];
  const head = Buffer.from([0x6c, 0, 11, 0, 0, 0, name.length, 0, data.length, 0, 0, 0]);
  socket.write(Buffer.concat([head, padded(Buffer.from(name)), padded(data)]));
  const start = await reply(socket, 8);
  const rest = await reply(socket, 4 * start.readUInt16LE(6));
  if (start[0] !== 1) throw new Error(`the X server refuses: ${rest.toString('latin1')}`);
  const [base, vendorBytes, formats] = [rest.readUInt32LE(4), rest.readUInt16LE(16), rest.readUInt8(21)];
  const root = rest.readUInt32LE(32 + 4 * Math.ceil(vendorBytes / 4) + 8 * formats);
  return { root, base };
}

/** What the server wants to hear from who is let in; undefined where it asks for nothing. Xau, Xauth(1) */
function cookieOf(display: string): Buffer | undefined {
  const file = process.env.XAUTHORITY;
  if (!file) return undefined;
  const bytes = readFileSync(file);
  for (let at = 0; at < bytes.length; ) {
    at += 2;
    const fields: Buffer[] = [];
    for (let field = 0; field < 4; field += 1) {
      const length = bytes.readUInt16BE(at);
      fields.push(bytes.subarray(at + 2, at + 2 + length));
      at += 2 + length;
    }
    const [, number, kind, data] = fields;
    if (kind?.toString() === 'MIT-MAGIC-COOKIE-1' && number?.toString() === display) return data;
  }
  return undefined;
}

/** Resolves with the next so many bytes. */
async function reply(socket: Socket, bytes: number): Promise<Buffer> {
  for (;;) {
    const got: Buffer | null = socket.read(bytes);
    if (got) return got;
    await once(socket, 'readable');
  }
}

function request(opcode: number, detail: number, body: Buffer): Buffer {
  const all = padded(Buffer.concat([Buffer.from([opcode, detail, 0, 0]), body]));
  all.writeUInt16LE(all.length / 4, 2);
  return all;
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}

function words(...values: readonly number[]): Buffer {
  return Buffer.from(Uint32Array.from(values).buffer);
}

function halves(...values: readonly number[]): Buffer {
  return Buffer.from(Uint16Array.from(values).buffer);
}
