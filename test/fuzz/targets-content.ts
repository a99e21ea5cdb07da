/** Readers of a meeting's content: the way in, frames, what a server says, pictures; with sound inputs to damage. */
import assert from 'node:assert/strict';
import { crc32 } from 'node:zlib';
import { encodePng } from '../../src/lab/data-mcu/png.ts';
import { readEdgeReply, readEntrance } from '../../src/protocol/content/entrance.ts';
import { createFrameReader, longestFrame, writeJsonFrame } from '../../src/protocol/content/frames.ts';
import { readPicture } from '../../src/protocol/content/picture.ts';
import { readServerMessage } from '../../src/protocol/content/read.ts';
import { readXml } from '../../src/protocol/xml/read.ts';
import { contentLimits } from '../../src/shared/model/meeting-content.ts';
import { joinBytes } from '../fixtures/rfc4475/build.ts';
import { type FuzzTarget, textTarget } from './fuzz.ts';

const stroke = { id: 'k1', who: 'sip:b@c.d', by: 'Ben', tool: 'pen', colour: 'red', width: 60, points: [1, 2, 3, 4] };
const owner = { who: 'sip:karen@contoso.com', by: 'Karen Berg' };
const messages: readonly object[] = [
  { re: 1, ok: true, upload: 'u1' },
  { re: 2, ok: false, error: 'forbidden' },
  { on: 'begin', rights: ['present', 'draw'] },
  {
    on: 'item',
    item: {
      ...{ id: 's1', kind: 'slides', title: 'Plan.pdf', ...owner, page: 0, key: 'AAAAAAAAAAAAAAAAAAAAAA==' },
      pages: ['https://meet.contoso.com/DataCollab/1/2', 'https://meet.contoso.com/DataCollab/1/3'],
    },
  },
  { on: 'item', item: { id: 'b1', kind: 'whiteboard', title: 'Ideas', ...owner } },
  {
    on: 'item',
    item: { id: 'p1', kind: 'poll', question: 'Lunch?', choices: ['a', 'b'], open: true, shows: true, votes: [1, 2] },
  },
  { on: 'drawn', id: 'b1', strokes: [stroke, stroke] },
  { on: 'erased', id: 'b1', strokes: ['k1'] },
  { on: 'pointer', id: 'b1', ...owner, x: 1, y: 2 },
  { on: 'question', question: { id: 'q', ...owner, text: 'When?', at: 1, answer: { text: 'Now', by: 'K' } } },
  { on: 'shown', id: null },
  { on: 'bye', reason: 'moved' },
];

const answers = [
  '<addUser><connection-info><entry><key>serverURLs</key><value>tls://wc.contoso.com:443</value></entry><entry><key>pAuthId</key><value>a</value></entry><entry><key>sAuthId</key><value>1</value></entry></connection-info></addUser>',
];
const jpeg = Buffer.from(
  'ffd8ffe000104a46494600010100000100010000ffc0000b080010001001011100ffda0008010100003f00aa00bbffd9',
  'hex',
);

export const contentTargets: readonly FuzzTarget[] = [
  textTarget('content-entrance', answers, (text) => {
    const xml = readXml(text);
    readEntrance(xml.ok ? xml.root : undefined);
    readEdgeReply(text);
  }),
  {
    name: 'content-frames',
    corpus: [joinBytes(...messages.map(writeJsonFrame)), ...messages.map(writeJsonFrame)],
    run(input) {
      const reader = createFrameReader();
      for (let at = 0; at < input.length; at += 37) {
        const reading = reader.push(input.subarray(at, at + 37));
        if (!reading.ok) return;
        for (const value of reading.values) {
          assert.ok(JSON.stringify(value).length <= longestFrame * 6);
          readServerMessage(value);
        }
      }
    },
  },
  textTarget(
    'content-message',
    messages.map((message) => JSON.stringify(message)),
    (text) => {
      const message = readServerMessage(jsonOf(text));
      if (message.kind !== 'event' || message.event.on !== 'drawn') return;
      for (const { points } of message.event.strokes) assert.ok(points.length <= contentLimits.pointsInStroke);
    },
  ),
  {
    name: 'content-picture',
    corpus: [encodePng(4, new Uint8Array(16), [[1, 2, 3]]), jpeg],
    run(input) {
      const facts = readPicture(input, crc32);
      if (typeof facts === 'string') return;
      assert.ok(facts.width > 0 && facts.height > 0 && facts.width * facts.height <= 40_000_000);
    },
  },
];

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
