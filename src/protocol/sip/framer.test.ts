import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinBytes } from '../../../test/fixtures/rfc4475/build.ts';
import { requestBytes, responseBytes } from '../../../test/fixtures/sip/compose.ts';
import { createFramer, type FramerEvent } from './framer.ts';
import { decodeUtf8 } from './text.ts';

/** One letter an event; messages by the place in `known`. */
function tell(events: readonly FramerEvent[], known: readonly Uint8Array[] = []): string[] {
  return events.map((event) => {
    if (event.kind === 'error') return event.problem;
    if (event.kind !== 'message') return event.kind;
    return `message ${known.findIndex((bytes) => decodeUtf8(bytes) === decodeUtf8(event.raw))}`;
  });
}

const short = requestBytes('BYE');
const long = requestBytes('MESSAGE', ['Content-Type: text/plain'], {
  body: 'æøå \r\n\r\n INVITE sip:x SIP/2.0\r\n'.repeat(20),
});
const folded = joinBytes(
  decodeUtf8(requestBytes('MESSAGE', ['c: text/plain'], { body: 'hei' })).replace('Content-Length: 3', 'l :\r\n  3'),
);
const answer = responseBytes('200 OK', 'BYE');
const all = [short, long, folded, answer];

describe('messages', () => {
  it('cuts several from one chunk', () => {
    expect(tell(createFramer().push(joinBytes(...all)), all)).toEqual([
      'message 0',
      'message 1',
      'message 2',
      'message 3',
    ]);
  });

  it('finds the same at every single split', () => {
    const stream = joinBytes(short, folded, answer);
    for (let at = 0; at <= stream.length; at++) {
      const framer = createFramer();
      const events = [...framer.push(stream.subarray(0, at)), ...framer.push(stream.subarray(at))];
      expect(tell(events, all)).toEqual(['message 0', 'message 2', 'message 3']);
    }
  });

  it('finds the same byte by byte', () => {
    const framer = createFramer();
    const events = [...joinBytes(...all)].flatMap((byte) => framer.push(Uint8Array.of(byte)));
    expect(tell(events, all)).toEqual(['message 0', 'message 1', 'message 2', 'message 3']);
    expect(framer.pendingBytes).toBe(0);
  });

  it('finds the same however a random stream is cut', () => {
    const order = fc.array(fc.nat(all.length - 1), { minLength: 1, maxLength: 8 });
    const cuts = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(order, cuts, (indexes, sizes) => {
        const stream = joinBytes(...indexes.map((index) => all[index] ?? short));
        const framer = createFramer();
        const events: FramerEvent[] = [];
        for (let at = 0, turn = 0; at < stream.length; turn++) {
          const size = sizes[turn % sizes.length] ?? 1;
          events.push(...framer.push(stream.subarray(at, at + size)));
          at += size;
        }
        expect(tell(events, all)).toEqual(indexes.map((index) => `message ${index}`));
      }),
    );
  });

  it('gives bytes of its own: neither the chunk nor later pushes change them', () => {
    const chunk = joinBytes(short, short);
    const framer = createFramer();
    const [first] = framer.push(chunk);
    chunk.fill(0);
    framer.push(long);
    expect(first?.kind === 'message' && decodeUtf8(first.raw)).toBe(decodeUtf8(short));
  });

  it('takes a body larger than any buffer it began with', () => {
    const big = requestBytes('NOTIFY', ['Content-Type: text/plain'], { body: 'x'.repeat(300_000) });
    const framer = createFramer();
    expect(tell(framer.push(joinBytes(big, short)), [big, short])).toEqual(['message 0', 'message 1']);
    expect(tell(framer.push(short), [big, short])).toEqual(['message 1']);
  });
});

describe('keep-alives', () => {
  it.each([
    ['\r\n', ['pong']],
    ['\r\n\r\n', ['ping']],
    ['\r\n\r\n\r\n', ['ping', 'pong']],
    ['\r\n\r\n\r\n\r\n', ['ping', 'ping']],
  ])('reads %j', (text, expected) => {
    expect(tell(createFramer().push(joinBytes(text)))).toEqual(expected);
  });

  it('reads them between messages', () => {
    const events = createFramer().push(joinBytes('\r\n\r\n', short, '\r\n', answer, '\r\n\r\n'));
    expect(tell(events, all)).toEqual(['ping', 'message 0', 'pong', 'message 3', 'ping']);
  });

  it('waits at a CR, and tells two single CRLFs in two pushes as pongs', () => {
    const framer = createFramer();
    const pushes = ['\r', '\n\r', '\n', '\r\n', '\r\n'].map((text) => tell(framer.push(joinBytes(text))));
    expect(pushes).toEqual([[], [], ['ping'], ['pong'], ['pong']]);
  });
});

describe('errors', () => {
  it.each([
    ['bad content-length', 'Content-Length: five'],
    ['bad content-length', 'Content-Length: -1'],
    ['bad content-length', 'Content-Length: 1 2'],
    ['content-lengths differ', 'Content-Length: 1\r\nl: 2'],
    ['no content-length', 'Content-Type: text/plain'],
    ['body too long', 'Content-Length: 99999999'],
  ])('%s: %j', (problem, line) => {
    const framer = createFramer({ bodyBytes: 1000 });
    expect(tell(framer.push(joinBytes(`BYE sip:x SIP/2.0\r\nVia: y\r\n${line}\r\n\r\n`)))).toEqual([problem]);
    expect(framer.push(short)).toEqual([]);
    expect(framer.pendingBytes).toBe(0);
  });

  it('ends a head without end', () => {
    const framer = createFramer({ headBytes: 1000 });
    const events = Array.from({ length: 30 }, () =>
      framer.push(joinBytes('X: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n')),
    ).flat();
    expect(tell(events)).toEqual(['headers too long']);
  });

  it('reads a message with neither length nor type as one without body', () => {
    const bare = joinBytes(decodeUtf8(short).replace(/Content-Length: 0\r\n/, ''));
    expect(tell(createFramer().push(joinBytes(bare, short)), [bare, short])).toEqual(['message 0', 'message 1']);
  });

  it('is not fooled by a length inside a folded line or a body', () => {
    const tricky = requestBytes('MESSAGE', ['Subject: a\r\n Content-Length: 999', 'c: text/plain'], {
      body: 'Content-Length: 5\r\n\r\n',
    });
    expect(tell(createFramer().push(joinBytes(tricky, short)), [tricky, short])).toEqual(['message 0', 'message 1']);
  });
});

describe('a body that is too large', () => {
  const large = requestBytes('BENOTIFY', ['c: text/plain'], { body: 'x\r\n\r\n'.repeat(400) });
  const limits = { bodyBytes: 1000, passedOverBytes: 100_000 };

  it('is passed over however the stream is cut, and costs no memory; what follows is read', () => {
    const stream = joinBytes(short, large, short, answer);
    for (const size of [1, 7, 100, 1999, stream.length]) {
      const framer = createFramer(limits);
      const events: FramerEvent[] = [];
      for (let at = 0; at < stream.length; at += size) {
        events.push(...framer.push(stream.subarray(at, at + size)));
        expect(framer.pendingBytes).toBeLessThan(1000);
      }
      expect(tell(events, all)).toEqual(['message 0', 'too-large', 'message 0', 'message 3']);
      expect(events[1]).toMatchObject({ bytes: large.length, startLine: expect.stringMatching(/^BENOTIFY sip:/) });
    }
  });

  it('that claims more than anybody sends is taken for damage', () => {
    const framer = createFramer({ ...limits, passedOverBytes: 1500 });
    expect(tell(framer.push(large))).toEqual(['body too long']);
  });
});
