import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readXml } from '../xml/read.ts';
import { readEdgeReply, readEntrance, writeFirstLine } from './entrance.ts';
import { createFrameReader, longestFrame, writeBytesFrame, writeJsonFrame } from './frames.ts';
import { readServerMessage } from './read.ts';
import { writePoint, writeStroke } from './write.ts';

function entranceOf(entries: Readonly<Record<string, string>>) {
  const info = Object.entries(entries).map(([key, value]) => `<entry><key>${key}</key><value>${value}</value></entry>`);
  const xml = readXml(`<addUser><connection-info>${info.join('')}</connection-info></addUser>`);
  return readEntrance(xml.ok ? xml.root : undefined);
}

const sound = { serverURLs: 'tls://webconf.contoso.com:443', pAuthId: 'a.b~c-1', sAuthId: '12345678901234567890' };

describe('the way in', () => {
  it('[N5] finds servers and both tokens', () => {
    expect(entranceOf({ ...sound, serverURLs: 'tls://WC.contoso.com:443 tls://wc2.contoso.com:8057' })).toEqual({
      servers: [
        { host: 'wc.contoso.com', port: 443 },
        { host: 'wc2.contoso.com', port: 8057 },
      ],
      edgeToken: 'a.b~c-1',
      serverToken: '12345678901234567890',
    });
  });

  it.each([
    ['no such list', {}, 'no-servers'],
    ['an address for a name', { ...sound, serverURLs: 'tls://10.0.0.1:443' }, 'no-servers'],
    ['another scheme', { ...sound, serverURLs: 'http://wc.contoso.com:443' }, 'no-servers'],
    ['a user within', { ...sound, serverURLs: 'tls://x@wc.contoso.com:443' }, 'no-servers'],
    ['a port that is none', { ...sound, serverURLs: 'tls://wc.contoso.com:65536' }, 'no-servers'],
    ['no token for the Edge', { ...sound, pAuthId: '' }, 'no-tokens'],
    ['a token with a line break', { ...sound, pAuthId: 'a&#13;&#10;b' }, 'no-tokens'],
    ['a token without end', { ...sound, sAuthId: '1'.repeat(513) }, 'no-tokens'],
  ])('[N5] %s', (_, entries, problem) => {
    expect(entranceOf(entries)).toBe(problem);
  });

  it('[N6] speaks one line, and knows the words of the other', () => {
    expect(writeFirstLine('t')).toBe('OFFHOOK-CONTENT/1 t\r\n');
    const lines = ['OK', 'NO token-unknown', 'NO token-expired', 'NO unavailable', 'HTTP/1.1 400', '', 'NO'];
    const words = ['ok', 'token-unknown', 'token-expired', 'unavailable', 'strange', 'strange', 'strange'];
    expect(lines.map(readEdgeReply)).toEqual(words);
  });
});

describe('frames', () => {
  it('are the same however the stream is cut', () => {
    const values = [{ on: 'ready' }, { on: 'gone', id: 'a' }, { re: 1, ok: true, text: 'ä€🙂' }];
    const stream = Buffer.concat(values.map(writeJsonFrame));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 60 }), (sizes) => {
        const reader = createFrameReader();
        const read: unknown[] = [];
        for (let at = 0, i = 0; at < stream.length; i += 1) {
          const size = sizes[i % sizes.length] ?? 1;
          const reading = reader.push(stream.subarray(at, at + size));
          if (reading.ok) read.push(...reading.values);
          at += size;
        }
        expect(read).toEqual(values);
      }),
    );
  });

  it.each([
    ['a length of nothing', [0, 0, 0, 1, 0x4a], 'frame-length'],
    ['a length without end', [0xff, 0xff, 0xff, 0xff], 'frame-length'],
    ['one more than allowed', [0, 4, 0, 1], 'frame-length'],
    ['bytes that only a client sends', [0, 0, 0, 3, 0x42, 1, 2], 'frame-kind'],
    ['no JSON', [0, 0, 0, 2, 0x4a, 0x7b], 'frame-text'],
  ])('%s ends the stream for good', (_, bytes, problem) => {
    const reader = createFrameReader();
    expect(reader.push(Uint8Array.from(bytes))).toEqual({ ok: false, problem });
    expect(reader.push(writeJsonFrame({ on: 'ready' }))).toEqual({ ok: false, problem });
  });

  it('carry a part of a page as it is, and nothing beyond the bound', () => {
    expect([...writeBytesFrame(Uint8Array.of(7, 8))]).toEqual([0, 0, 0, 3, 0x42, 7, 8]);
    expect(() => writeBytesFrame(new Uint8Array(longestFrame))).toThrow(RangeError);
  });

  it('never throw, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 64 }), { maxLength: 8 }), (pieces) => {
        const reader = createFrameReader();
        for (const piece of pieces) reader.push(piece);
        reader.wipe();
      }),
    );
  });
});

const stroke = { id: 'k1', who: 'sip:b@c.d', by: 'Ben', tool: 'pen', colour: 'red', width: 60, points: [1, 2, 3, 4] };
const slides = {
  id: 's1',
  kind: 'slides',
  title: 'Plan.pdf',
  page: 0,
  key: Buffer.alloc(16, 7).toString('base64'),
  pages: ['https://meet.contoso.com/DataCollab/x/y'],
};
const poll = { id: 'p1', kind: 'poll', question: 'Lunch?', choices: ['Pizza', 'Soup'], open: true, shows: false };

describe('what a server says', () => {
  it('[N9] reads items, strokes, questions', () => {
    expect(readServerMessage({ on: 'item', item: slides })).toMatchObject({
      kind: 'event',
      event: { on: 'item', item: { kind: 'slides', key: new Uint8Array(16).fill(7), pages: slides.pages } },
    });
    expect(readServerMessage({ on: 'item', item: { ...poll, own: 1, votes: [2, 1] } })).toMatchObject({
      event: { item: { own: 1, votes: [2, 1] } },
    });
    expect(readServerMessage({ on: 'drawn', id: 'b1', strokes: [stroke] })).toMatchObject({
      event: {
        strokes: [
          {
            by: 'Ben',
            points: [
              { x: 1, y: 2 },
              { x: 3, y: 4 },
            ],
          },
        ],
      },
    });
    const question = { id: 'q', by: 'Eva', text: ' When?\r\n\u202eNow ', at: 5, answer: { text: 'At 5', by: 'Ben' } };
    expect(readServerMessage({ on: 'question', question })).toMatchObject({
      event: { question: { text: 'When?\nNow', answer: { text: 'At 5', by: 'Ben' } } },
    });
    expect(readServerMessage({ on: 'shown', id: null })).toEqual({
      kind: 'event',
      event: { on: 'shown', id: undefined },
    });
  });

  it.each([
    ['an event nobody knows', { on: 'fireworks' }, 'fireworks'],
    ['an inherited name', { on: 'constructor' }, 'constructor'],
    ['slides without pages', { on: 'item', item: { ...slides, pages: [] } }, 'item'],
    ['slides at a page that is not there', { on: 'item', item: { ...slides, page: 1 } }, 'item'],
    ['a key of another length', { on: 'item', item: { ...slides, key: 'AAAA' } }, 'item'],
    ['too many pages', { on: 'item', item: { ...slides, pages: Array(501).fill('https://a.b/c') } }, 'item'],
    ['a poll with one choice', { on: 'item', item: { ...poll, choices: ['Pizza'] } }, 'item'],
    ['a poll with eleven', { on: 'item', item: { ...poll, choices: Array(11).fill('x') } }, 'item'],
    ['a title without end', { on: 'item', item: { ...slides, title: 'x'.repeat(201) } }, 'item'],
    ['a stroke off the board', { on: 'drawn', id: 'b1', strokes: [{ ...stroke, points: [1, 7501] }] }, 'drawn'],
    ['half a point', { on: 'drawn', id: 'b1', strokes: [{ ...stroke, points: [1, 2, 3] }] }, 'drawn'],
    [
      'a line of three points',
      { on: 'drawn', id: 'b1', strokes: [{ ...stroke, tool: 'line', points: [1, 2, 3, 4, 5, 6] }] },
      'drawn',
    ],
    ['a colour nobody has', { on: 'drawn', id: 'b1', strokes: [{ ...stroke, colour: 'pink' }] }, 'drawn'],
    ['a stroke without end', { on: 'drawn', id: 'b1', strokes: [{ ...stroke, points: Array(4002).fill(1) }] }, 'drawn'],
    ['too many strokes at once', { on: 'drawn', id: 'b1', strokes: Array(65).fill(stroke) }, 'drawn'],
    ['an id that is a path', { on: 'gone', id: '../x' }, 'gone'],
  ])('[N9] passes over %s', (_, value, name) => {
    expect(readServerMessage(value)).toEqual({ kind: 'passed-over', name });
  });

  it('an answer that does not say ok is a refusal', () => {
    expect(readServerMessage({ re: 3, ok: 'yes' })).toEqual({
      kind: 'answer',
      answer: { re: 3, ok: false, error: 'unnamed' },
    });
    expect(readServerMessage({ re: 3, ok: false, error: 'gone' })).toMatchObject({ answer: { error: 'gone' } });
  });

  it('votes that do not fit the choices are none', () => {
    const message = readServerMessage({ on: 'item', item: { ...poll, votes: [1] } });
    expect(message).toMatchObject({ kind: 'event', event: { item: { choices: ['Pizza', 'Soup'] } } });
    expect(JSON.stringify(message)).not.toContain('votes');
  });

  it('never throws, and gives no event beyond a bound', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('item', 'drawn', 'question', 'pointer', 'begin'), (value, on) => {
        readServerMessage(value);
        readServerMessage({ on, item: value, strokes: value, question: value, rights: value, id: 'a' });
      }),
    );
  });
});

it('[N9] strokes and pointers go out flat', () => {
  const points = [
    { x: 1, y: 2 },
    { x: 3, y: 4 },
  ];
  expect(writeStroke({ tool: 'pen', colour: 'red', width: 5, points }).points).toEqual([1, 2, 3, 4]);
  expect(writePoint('b1', { x: 1, y: 2 })).toEqual({ do: 'point', id: 'b1', x: 1, y: 2 });
  expect(writePoint('b1', undefined)).toEqual({ do: 'point', id: 'b1' });
});
