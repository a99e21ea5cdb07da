/** Readers of file transfer, both ends of its connection, and the words of what is kept, with sound inputs to damage. */
import assert from 'node:assert/strict';
import { snippetOf } from '../../src/main/history/snippet.ts';
import { matchExpression, soughtIn } from '../../src/main/history/sought.ts';
import { safeFileName } from '../../src/protocol/file-transfer/file-name.ts';
import { readInvitation } from '../../src/protocol/file-transfer/invitation.ts';
import { createReceiving } from '../../src/protocol/file-transfer/receiving.ts';
import { createSending } from '../../src/protocol/file-transfer/sending.ts';
import type { TransferCrypto } from '../../src/protocol/file-transfer/wire.ts';
import { writeAccept, writeCancel, writeOffer } from '../../src/protocol/file-transfer/write-invitation.ts';
import { encodeUtf8 } from '../../src/protocol/sip/text.ts';
import { joinBytes } from '../fixtures/rfc4475/build.ts';
import { type FuzzTarget, textTarget } from './fuzz.ts';

const keys = { encryption: new Uint8Array(24), hash: new Uint8Array(24) };
const endpoint = { address: '10.0.0.7', port: 6891, authCookie: 93_301 };
const invitations = [
  writeOffer({ cookie: '33267', fileName: 'report.docx', fileSize: 60_904, isUnreachable: true }),
  writeAccept({ cookie: '33267', keys, endpoint, senderConnects: true }),
  writeCancel('33267', 'REJECT'),
];
const names = ['report.docx', '../../x', 'C:\\a\\CON.txt', 'photo\u202egpj.exe', 'naïve 👍🏽.tar.gz', '. . .'];

const offered = 12;
const plain: TransferCrypto = { crypt: (data) => data, update: () => undefined, finish: () => 'AAAA' };
const chunk = Uint8Array.of(0, offered, 0, ...encodeUtf8('hello world!'));
const toReceiver = joinBytes('VER MSN_SECURE_FTP\r\n', `FIL ${offered}\r\n`, chunk, 'MAC AAAA\0\r\n');
const toSender = joinBytes('VER MSN_SECURE_FTP\r\n', 'USR k@c.com 1\r\n', 'TFR\r\n', 'BYE 16777989\r\n');

export const fileTargets: readonly FuzzTarget[] = [
  textTarget('file-invitation', invitations, (text) => {
    const read = readInvitation(text);
    if (read.ok && read.value.command === 'INVITE') assert.ok(Number.isSafeInteger(read.value.fileSize));
  }),
  textTarget('file-name', names, (text) => {
    const safe = safeFileName(text);
    assert.match(safe, /^[^/\\\p{Cc}]{1,120}$/u);
    assert.equal(safeFileName(safe), safe);
  }),
  {
    name: 'file-receiver',
    corpus: [toReceiver],
    run(bytes) {
      const receiving = createReceiving({ user: 'k@c.com', authCookie: 1, fileSize: offered, crypto: plain });
      const { data } = receiving.take(bytes);
      assert.ok(data.reduce((sum, piece) => sum + piece.length, 0) <= offered);
    },
  },
  {
    name: 'file-sender',
    corpus: [toSender],
    run(bytes) {
      const sending = createSending({ user: 'k@c.com', authCookie: 1, fileSize: offered, crypto: plain });
      for (const piece of [bytes.subarray(0, 30), bytes.subarray(30)]) assert.ok(sending.take(piece).isDone !== true);
    },
  },
  textTarget('history-words', ['Die Straße 会議 👍 toplantıda', 'İ ﷺ ⑴ \u0300'], (text) => {
    const sought = soughtIn(text);
    assert.match(matchExpression(sought), /^(?:"[^"]+" \*(?: AND |$))*$/);
    const snippet = snippetOf(text, sought);
    for (const { start, end } of snippet.marks) assert.ok(start < end && end <= snippet.text.length);
  }),
];
