/** A file between two people: the messages are carried by hand, the connection is a real one on loopback. */
import { mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { writeOffer } from '../../src/protocol/file-transfer/write-invitation.ts';
import { conversation, createFilePair, type FilePair, type FilePairOptions } from '../fakes/file-pair.ts';
import { createHandClock } from '../fakes/hand-clock.ts';

let pair: FilePair;
afterEach(() => pair.remove());

function begin(by: { karen?: FilePairOptions; garth?: FilePairOptions } = {}): FilePair {
  pair = createFilePair(by);
  return pair;
}

/** More than what the system holds for a socket, so that it takes a while. */
const large = new Uint8Array(40_000_000).fill(7);
const contentType = 'text/x-msmsgsinvite; charset=UTF-8';

function acceptNewest({ garth }: FilePair): void {
  expect(garth.files.accept(conversation, garth.line().messageId)).toMatchObject({ ok: true });
}

describe('a file', () => {
  it.each([
    ['the sender listens', (body: string) => body],
    ['the receiver listens', (body: string) => body.replace('Encryption: R', 'Connectivity: N\r\nEncryption: R')],
  ])('that is accepted arrives as it was when %s', async (_who, onTheWay) => {
    const { karen, garth } = begin({ karen: { onTheWay } });
    const content = `${'Grüße, 会議! '.repeat(5000)}.`;
    expect(await karen.files.offer(conversation, karen.write('Bericht.txt', content))).toMatchObject({ ok: true });
    expect(garth.line()).toMatchObject({
      from: 'peer',
      transfer: {
        name: 'Bericht.txt',
        size: Buffer.byteLength(content),
        isProgram: false,
        progress: { kind: 'offered' },
      },
    });
    acceptNewest(pair);
    const [{ savedAs = '' }] = await Promise.all([garth.until('done'), karen.until('done')]);
    expect(garth.saved()).toEqual({ 'Bericht.txt': Buffer.from(content).toString('latin1') });
    expect(statSync(savedAs).mode & 0o777).toBe(0o666 & ~process.umask());
    expect(garth.files.savedPath(conversation, garth.line().messageId)).toEqual({ ok: true, value: savedAs });
    expect([...karen.arrived(), ...garth.arrived()]).toEqual(['Bericht.txt', 'Bericht.txt']);
  });

  it('of no bytes arrives, too', async () => {
    const { karen, garth } = begin();
    await karen.files.offer(conversation, karen.write('empty', ''));
    acceptNewest(pair);
    await Promise.all([garth.until('done'), karen.until('done')]);
    expect(garth.saved()).toEqual({ empty: '' });
  });

  it('never replaces another one, nor what a link leads to', async () => {
    const { karen, garth } = begin();
    mkdirSync(garth.folder, { recursive: true });
    writeFileSync(join(garth.folder, 'a.txt'), 'mine');
    symlinkSync(join(garth.folder, 'nowhere'), join(garth.folder, 'a (2).txt'));
    await karen.files.offer(conversation, karen.write('a.txt', 'hers'));
    acceptNewest(pair);
    expect(await garth.until('done')).toEqual({ kind: 'done', savedAs: join(garth.folder, 'a (3).txt') });
    writeFileSync(join(garth.folder, 'nowhere'), '');
    expect(garth.saved()).toMatchObject({ 'a.txt': 'mine', 'a (2).txt': '', 'a (3).txt': 'hers' });
  });

  it.each([
    ['../../.ssh/authorized_keys', 'authorized_keys', false],
    ['photo\u202egpj.exe', 'photogpj.exe', true],
    ['CON', '_CON', false],
  ])('called %j is shown and saved as %j', async (typed, safe, isProgram) => {
    const onTheWay = (body: string) => body.replace('Application-File: a.txt', `Application-File: ${typed}`);
    const { karen, garth } = begin({ karen: { onTheWay } });
    await karen.files.offer(conversation, karen.write('a.txt', 'x'));
    expect(garth.line().transfer).toMatchObject({ name: safe, isProgram });
    acceptNewest(pair);
    await garth.until('done');
    expect(Object.keys(garth.saved())).toEqual([safe]);
  });

  it('is offered all the same when the session is found to be lost, and the offer goes by another one', async () => {
    const onTheWay = (body: string) => {
      if (body.includes('Invitation-Command: INVITE')) pair.karen.files.sessionEnded(conversation);
      return body;
    };
    const { karen, garth } = begin({ karen: { onTheWay } });
    await karen.files.offer(conversation, karen.write('a.txt', 'x'));
    expect(karen.line().transfer.progress).toEqual({ kind: 'offered' });
    acceptNewest(pair);
    await Promise.all([garth.until('done'), karen.until('done')]);
    karen.files.sessionEnded(conversation);
    expect(karen.line().transfer.progress).toEqual({ kind: 'done' });
  });

  it('can be one of several at a time', async () => {
    const { karen, garth } = begin();
    for (const name of ['a.txt', 'b.txt', 'c.txt']) {
      await karen.files.offer(conversation, karen.write(name, name.repeat(100_000)));
      acceptNewest(pair);
    }
    await expect.poll(() => garth.arrived().length).toBe(3);
    expect(garth.saved()['b.txt']).toBe('b.txt'.repeat(100_000));
  });
});

describe('a file that is not wanted', () => {
  it('is declined, and both lines say so', async () => {
    const { karen, garth } = begin();
    await karen.files.offer(conversation, karen.write('a.txt', 'x'));
    garth.files.decline(conversation, garth.line().messageId);
    expect([karen.line(), garth.line()].map(({ transfer }) => transfer.progress.kind)).toEqual([
      'declined',
      'declined',
    ]);
    expect(garth.files.accept(conversation, garth.line().messageId)).toMatchObject({ failure: { code: 'FILE_GONE' } });
  });

  it('is taken back by its sender', async () => {
    const { karen, garth } = begin();
    await karen.files.offer(conversation, karen.write('a.txt', 'x'));
    karen.files.cancel(conversation, karen.line().messageId);
    expect(karen.line().transfer.progress).toEqual({ kind: 'cancelled', by: 'me' });
    expect(garth.line().transfer.progress).toEqual({ kind: 'cancelled', by: 'them' });
  });

  it.each([
    ['the receiver', 'garth', 'karen'],
    ['the sender', 'karen', 'garth'],
  ] as const)('and that both end at once keeps the session in which %s hears it last', async (_who, late, first) => {
    const isHeld = (body: string) => body.includes('Invitation-Command: CANCEL');
    const people = begin({ [first]: { onTheWay: (body: string) => (isHeld(body) ? undefined : body) } });
    await people.karen.files.offer(conversation, people.karen.write('a.txt', 'x'));
    people[first].files.cancel(conversation, people[first].line().messageId);
    people[late].files.cancel(conversation, people[late].line().messageId);
    const body = people[first].said.at(-1) ?? '';
    expect(body).toContain('CANCEL');
    // 481 would say that the whole session is unknown: its other messages would go with it.
    expect(people[late].files.receive({ conversationId: conversation, contentType, body })).toBe(200);
    expect(people[late].line().transfer.progress).toEqual({ kind: 'cancelled', by: 'me' });
  });

  it.each([
    ['the receiver', 'garth', 'karen'],
    ['the sender', 'karen', 'garth'],
  ] as const)('any more is ended by %s half way, and nothing of it stays', async (_who, one, other) => {
    const people = begin();
    const { karen, garth } = people;
    await karen.files.offer(conversation, karen.write('large.bin', large));
    acceptNewest(pair);
    await Promise.all([garth.until('moving'), karen.until('moving')]);
    people[one].files.cancel(conversation, people[one].line().messageId);
    expect(await people[one].until('cancelled')).toEqual({ kind: 'cancelled', by: 'me' });
    expect(await people[other].until('cancelled')).toEqual({ kind: 'cancelled', by: 'them' });
    await expect.poll(() => garth.saved()).toEqual({});
    expect(garth.arrived()).toEqual([]);
  });

  it('ends with its conversation', async () => {
    const { karen, garth } = begin();
    await karen.files.offer(conversation, karen.write('a.txt', 'x'));
    garth.files.end(conversation);
    expect(garth.line().transfer.progress).toEqual({ kind: 'cancelled', by: 'me' });
    expect(karen.line().transfer.progress.kind).toBe('declined');
  });
});

describe('the company and the other program', () => {
  const forbidden = () => ({ policy: 'meetingPolicy', key: 'EnableP2PFileTransfer' });

  it('forbid it to the sender', async () => {
    const { karen } = begin({ karen: { changes: { forbidden } } });
    expect(await karen.files.offer(conversation, karen.write('a.txt', 'x'))).toMatchObject({
      failure: { code: 'FILE_FORBIDDEN', data: { reason: 'policy', key: 'EnableP2PFileTransfer' } },
    });
  });

  it('forbid it to the receiver: the sender is told, the receiver is not bothered', async () => {
    const { karen, garth } = begin({ garth: { changes: { forbidden } } });
    await karen.files.offer(conversation, karen.write('a.txt', 'x'));
    expect(karen.line().transfer.progress).toMatchObject({ kind: 'failed', failure: { code: 'FILE_FORBIDDEN' } });
    expect(() => garth.line()).toThrow('no file');
  });

  it.each([
    [
      'without encryption',
      writeOffer({ cookie: '1', fileName: 'a', fileSize: 1, isUnreachable: false }).replace('Encryption: R', ''),
      488,
    ],
    ['of three gigabytes', writeOffer({ cookie: '1', fileName: 'a', fileSize: 3e9, isUnreachable: false }), 413],
    [
      'to a game',
      writeOffer({ cookie: '1', fileName: 'a', fileSize: 1, isUnreachable: false }).replace('5D3E02AB', '5D3E02AC'),
      415,
    ],
    ['that is none', 'Hello', 400],
    ['about a file nobody offered', 'Invitation-Command: ACCEPT\r\nInvitation-Cookie: 5\r\n', 488],
  ])('offer one %s in vain', (_what, body, status) => {
    const { garth } = begin();
    expect(garth.files.receive({ conversationId: conversation, contentType, body })).toBe(status);
    expect(() => garth.line()).toThrow('no file');
  });

  it('offer so many that no more are taken, and one twice', () => {
    const { garth } = begin();
    const offer = (cookie: number) => {
      const body = writeOffer({ cookie: String(cookie), fileName: 'a', fileSize: 1, isUnreachable: false });
      return garth.files.receive({ conversationId: conversation, contentType, body });
    };
    expect(Array.from({ length: 20 }, (_, at) => offer(at))).toEqual(Array(20).fill(200));
    expect(offer(20)).toBe(486);
    const { messageId } = garth.line();
    expect(offer(3)).toBe(200);
    expect(garth.line().messageId).toBe(messageId);
  });
});

describe('trouble', () => {
  const listenAt = (address: string) => (body: string) =>
    body.replace('IP-Address: 127.0.0.1', `IP-Address: ${address}`);

  it.each([
    ['a folder', () => '/', 'FILE_UNREADABLE'],
    ['nothing', () => '/nowhere/at-all', 'FILE_UNREADABLE'],
  ])('%s cannot be offered', async (_what, path, code) => {
    const { karen } = begin();
    expect(await karen.files.offer(conversation, path())).toMatchObject({ failure: { code } });
    expect(await karen.files.offer('another', path())).toMatchObject({ failure: { code: 'CONVERSATION_UNKNOWN' } });
  });

  it('a file that was taken away meanwhile is not sent, and nothing of it stays', async () => {
    const { karen, garth } = begin({
      karen: { onTheWay: (body) => body.replace('Application-FileSize: 5', 'Application-FileSize: 9') },
    });
    await karen.files.offer(conversation, karen.write('a.txt', 'x1234'));
    acceptNewest(pair);
    expect(await garth.until('failed')).toMatchObject({ failure: { code: 'FILE_BROKEN' } });
    expect(garth.saved()).toEqual({});
  });

  it('a file that changes in between is found out by the size', async () => {
    const { karen, garth } = begin();
    const path = karen.write('a.txt', 'x'.repeat(1000));
    await karen.files.offer(conversation, path);
    writeFileSync(path, 'short');
    acceptNewest(pair);
    expect(await karen.until('failed')).toMatchObject({ failure: { code: 'FILE_UNREADABLE' } });
    expect(await garth.until('failed')).toMatchObject({ failure: { code: 'FILE_BROKEN' } });
    expect(garth.saved()).toEqual({});
  });

  it('a Downloads folder that cannot be made is told to both', async () => {
    const { karen, garth } = begin({ garth: { changes: { folder: () => '/dev/null/Downloads' } } });
    await karen.files.offer(conversation, karen.write('a.txt', 'x'));
    acceptNewest(pair);
    expect(await garth.until('failed')).toMatchObject({ failure: { code: 'STORAGE_FAILED', data: { what: 'file' } } });
    expect(await karen.until('cancelled')).toEqual({ kind: 'cancelled', by: 'them' });
  });

  it.each(['0.0.0.0', '224.0.0.1', '255.255.255.255', '::0'])('nobody is connected to at %s', async (address) => {
    const { karen, garth } = begin({ karen: { onTheWay: listenAt(address) } });
    await karen.files.offer(conversation, karen.write('a.txt', 'x'));
    acceptNewest(pair);
    expect(await garth.until('failed')).toMatchObject({ failure: { code: 'FILE_UNREACHABLE' } });
    expect(await karen.until('cancelled')).toEqual({ kind: 'cancelled', by: 'them' });
  });

  it('a stranger cannot make us knock on our own computer', async () => {
    const { karen, garth } = begin({ garth: { changes: { localAddress: () => '192.0.2.10' } } });
    await karen.files.offer(conversation, karen.write('a.txt', 'x'));
    acceptNewest(pair);
    expect(await garth.until('failed')).toMatchObject({ failure: { code: 'FILE_UNREACHABLE' } });
  });

  it('a stranger who connects first gets nothing, and the receiver gets the file all the same', async () => {
    const strangers: Promise<string>[] = [];
    const { karen, garth } = begin({
      karen: {
        onTheWay(body) {
          const port = /^Port: (\d+)/m.exec(body)?.[1];
          if (port) strangers.push(heardFrom(Number(port), 'VER MSN_SECURE_FTP\r\nUSR garth@tailspintoys.com 1\r\n'));
          return body;
        },
      },
    });
    await karen.files.offer(conversation, karen.write('a.txt', 'hers'));
    acceptNewest(pair);
    await Promise.all([garth.until('done'), karen.until('done')]);
    expect(garth.saved()).toEqual({ 'a.txt': 'hers' });
    expect(await strangers[0]).toBe('VER MSN_SECURE_FTP\r\n');
  });

  it('a receiver who never comes is given up after a minute', async () => {
    const clock = createHandClock();
    const { karen, garth } = begin({
      karen: { changes: { clock }, onTheWay: (body) => (/^Port|CANCEL/m.test(body) ? undefined : body) },
      garth: { changes: { clock } },
    });
    await karen.files.offer(conversation, karen.write('a.txt', 'x'));
    acceptNewest(pair);
    expect(await karen.until('failed')).toMatchObject({ failure: { code: 'FILE_BROKEN' } });
    await clock.begun(60_000);
    await clock.pass(60_000);
    expect(await garth.until('failed')).toMatchObject({ failure: { code: 'FILE_UNREACHABLE' } });
    expect(clock.held).toEqual([]);
  });
});

/** What a port says to somebody who says this, until it hangs up. */
function heardFrom(port: number, says: string): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(says));
    socket.on('data', (bytes) => {
      heard += bytes.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(heard));
  });
}
