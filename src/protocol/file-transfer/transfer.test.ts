import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rc4Stream } from '../auth/ntlm/rc4.ts';
import { decodeUtf8, encodeUtf8 } from '../sip/text.ts';
import { createReceiving, type Received, type Receiving } from './receiving.ts';
import { createSending, type Sending } from './sending.ts';
import { chunkLength, lineBytes, type TransferCrypto } from './wire.ts';

const user = 'karen@contoso.com';
const authCookie = 93_301;

function cryptoOf(secret = 'one'): TransferCrypto {
  const key = (what: string) => createHash('sha1').update(`${secret}${what}`).digest().subarray(0, 16);
  const stream = rc4Stream(key('encryption'));
  const mac = createHmac('sha1', key('hash'));
  return { crypt: stream, update: (data) => void mac.update(data), finish: () => mac.digest('base64') };
}

function pair(
  fileSize: number,
  changes: { user?: string; authCookie?: number; secret?: string; announced?: number } = {},
) {
  const receiving = createReceiving({ user, authCookie, fileSize, crypto: cryptoOf() });
  const sending = createSending({
    user: changes.user ?? user.toUpperCase(),
    authCookie: changes.authCookie ?? authCookie,
    fileSize: changes.announced ?? fileSize,
    crypto: cryptoOf(changes.secret),
  });
  return { receiving, sending };
}

interface Told {
  readonly data: Uint8Array;
  readonly ends: readonly string[];
}

/** Lets both talk, every message cut into pieces of the given length. */
function talk(receiving: Receiving, sending: Sending, { file, cut = 1e9 }: { file: Uint8Array; cut?: number }): Told {
  const toSender: Uint8Array[] = [receiving.greeting];
  const toReceiver: Uint8Array[] = [];
  const data: Uint8Array[] = [];
  const ends: string[] = [];
  const note = (who: string, { isDone, problem }: Pick<Received, 'isDone' | 'problem'>) => {
    if (isDone || problem) ends.push(`${who} ${problem ?? 'done'}`);
  };
  while (toSender.length + toReceiver.length > 0) {
    const up = toSender.shift();
    for (const piece of up ? pieces(up, cut) : []) {
      const step = sending.take(piece);
      toReceiver.push(...step.send);
      if (step.isReady) toReceiver.push(...pieces(file, chunkLength).map((part) => sending.pack(part)));
      note('sender', step);
    }
    const down = toReceiver.shift();
    for (const piece of down ? pieces(down, cut) : []) {
      const step = receiving.take(piece);
      toSender.push(...step.send);
      data.push(...step.data);
      note('receiver', step);
    }
  }
  return { data: Buffer.concat(data), ends };
}

function pieces(bytes: Uint8Array, length: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / length) }, (_, at) =>
    bytes.subarray(at * length, (at + 1) * length),
  );
}

describe('a transfer', () => {
  it.each([0, 1, chunkLength, chunkLength + 1, 50_000])('of %i bytes arrives as it was', (size) => {
    const file = Uint8Array.from({ length: size }, (_, at) => (at * 31) & 0xff);
    const { receiving, sending } = pair(size);
    const told = talk(receiving, sending, { file });
    expect(told.data).toEqual(Buffer.from(file));
    expect(told.ends).toEqual(['sender done', 'receiver done']);
  });

  it('arrives whatever pieces the network makes of it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 6000 }), fc.integer({ min: 1, max: 3000 }), (file, cut) => {
        const { receiving, sending } = pair(file.length);
        const told = talk(receiving, sending, { file, cut });
        expect(told.data).toEqual(Buffer.from(file));
        expect(told.ends).toEqual(['sender done', 'receiver done']);
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ['another receiver', { user: 'jeremy@contoso.com' }, 'sender wrong'],
    ['another number', { authCookie: 1 }, 'sender wrong'],
    ['another size than offered', { announced: 99 }, 'receiver wrong'],
    ['another key', { secret: 'two' }, 'receiver broken'],
  ])('with %s ends', (_what, changes, end) => {
    const { receiving, sending } = pair(5, changes);
    expect(talk(receiving, sending, { file: encodeUtf8('hello') }).ends.at(-1)).toBe(end);
  });

  it.each([
    ['has an empty file', 0, 'BYE 16777989', { isReady: true, isDone: true }],
    ['has nothing yet and says it has all', 5, 'BYE 16777989', { problem: 'wrong' }],
    ['thinks better of it', 5, 'CCL', { problem: 'cancelled' }],
  ])('ends at once where one piece asks for the file and the receiver %s', (_what, size, line, end) => {
    const { receiving, sending } = pair(size);
    sending.take(receiving.greeting);
    sending.take(lineBytes(`USR ${user} ${authCookie}`));
    expect(sending.take(Buffer.concat([lineBytes('TFR'), lineBytes(line)]))).toMatchObject(end);
  });

  it('writes the lines as they are known', () => {
    const { receiving, sending } = pair(5);
    expect(decodeUtf8(receiving.greeting)).toBe('VER MSN_SECURE_FTP\r\n');
    const text = (parts: readonly Uint8Array[]) => parts.map(decodeUtf8).join('');
    expect(text(sending.take(receiving.greeting).send)).toBe('VER MSN_SECURE_FTP\r\n');
    const said = receiving.take(lineBytes('VER MSN_SECURE_FTP')).send;
    expect(text(said)).toBe('USR karen@contoso.com 93301\r\n');
    expect(text(sending.take(said[0] ?? new Uint8Array()).send)).toBe('FIL 5\r\n');
    expect(text(receiving.take(lineBytes('FIL 5')).send)).toBe('TFR\r\n');
    expect(sending.take(lineBytes('TFR')).isReady).toBe(true);
    const chunk = sending.pack(encodeUtf8('hello'));
    expect([...chunk.subarray(0, 3)]).toEqual([0, 5, 0]);
    expect(text(receiving.take(chunk).send)).toBe('BYE 16777989\r\n');
    expect(text(sending.take(lineBytes('BYE 16777989')).send)).toMatch(/^MAC [\w+/]{27}=\0\r\n$/);
  });
});

describe('the receiver', () => {
  function begun(fileSize: number): Receiving {
    const { receiving } = pair(fileSize);
    receiving.take(lineBytes('VER MSN_SECURE_FTP'));
    receiving.take(lineBytes(`FIL ${fileSize}`));
    return receiving;
  }

  it('is told that the sender ended it', () => {
    const { sending } = pair(5);
    expect(begun(5).take(sending.ending)).toMatchObject({ problem: 'cancelled' });
  });

  it('takes no more than was offered', () => {
    expect(begun(5).take(Uint8Array.of(0, 6, 0, 1, 2, 3, 4, 5, 6))).toMatchObject({ problem: 'wrong', data: [] });
  });

  it('takes no line without an end', () => {
    const { receiving } = pair(5);
    expect(receiving.take(new Uint8Array(5000).fill(0x41))).toMatchObject({ problem: 'wrong' });
    expect(receiving.take(lineBytes('VER MSN_SECURE_FTP'))).toEqual({ send: [], data: [] });
  });

  it('never throws, and never gives more than was offered', () => {
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.constantFrom('VER MSN_SECURE_FTP', 'FIL 20', 'MAC x', 'BYE 1').map(lineBytes),
    );
    fc.assert(
      fc.property(fc.array(noise, { maxLength: 20 }), (parts) => {
        const { receiving } = pair(20);
        const bytes = parts.reduce((sum, part) => sum + receiving.take(part).data.reduce((n, d) => n + d.length, 0), 0);
        expect(bytes).toBeLessThanOrEqual(20);
      }),
    );
  });
});

describe('the sender', () => {
  it.each(['CCL', 'BYE 2164261682'])('is told by %s that the receiver wants no more', (line) => {
    const { sending } = pair(5);
    for (const said of ['VER MSN_SECURE_FTP', `USR ${user} ${authCookie}`, 'TFR']) sending.take(lineBytes(said));
    expect(sending.take(lineBytes(line))).toMatchObject({ problem: 'cancelled' });
  });

  it.each([
    ['TFR'],
    ['VER MSN_SECURE_FTP', 'TFR'],
    ['VER MSNFTP'],
    ['VER MSN_SECURE_FTP', `USR ${user}`],
    ['BYE 16777989'],
  ])('gives nothing to whoever begins with %s', (...lines) => {
    const { sending } = pair(5);
    expect(lines.map((line) => sending.take(lineBytes(line))).at(-1)).toMatchObject({ problem: 'wrong' });
  });

  it('does not give its check before everything is sent', () => {
    const { sending } = pair(5);
    for (const said of ['VER MSN_SECURE_FTP', `USR ${user} ${authCookie}`, 'TFR']) sending.take(lineBytes(said));
    expect(sending.take(lineBytes('BYE 16777989'))).toMatchObject({ problem: 'wrong' });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 20 }), (parts) => {
        const { sending } = pair(20);
        for (const part of parts) expect(sending.take(part).isReady).toBeUndefined();
      }),
    );
  });
});
