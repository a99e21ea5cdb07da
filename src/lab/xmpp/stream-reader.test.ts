import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStreamReader, LONGEST_STANZA, type StreamEvent } from './stream-reader.ts';

const head =
  '<?xml version="1.0"?><stream:stream xmlns="jabber:server" xmlns:stream="http://etherx.jabber.org/streams" from="a.example" to="b.example" id="7" version="1.0">';
const message = '<message from="a@a.example" to="b@b.example"><body>Blå &amp; 🍵 <![CDATA[<raw>]]></body></message>';

function read(text: string | Uint8Array, size = 1 << 20): StreamEvent[] {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const reader = createStreamReader();
  const events: StreamEvent[] = [];
  for (let at = 0; at < bytes.length; at += size) events.push(...reader.push(bytes.subarray(at, at + size)));
  return events;
}

describe('the reader of XMPP streams', () => {
  it('gives the head, each first-level element and the end', () => {
    expect(read(`${head}${message}\n<presence/></stream:stream>ignored`)).toMatchObject([
      {
        kind: 'open',
        head: { contentNs: 'jabber:server', from: 'a.example', to: 'b.example', id: '7', version: '1.0' },
      },
      { kind: 'element', element: { local: 'message', ns: 'jabber:server', children: [{ text: 'Blå & 🍵 <raw>' }] } },
      { kind: 'element', element: { local: 'presence' } },
      { kind: 'end' },
    ]);
  });

  it('says the same wherever the network cuts', () => {
    const blanks = '<presence    to="b@b.example   "   />';
    const text = Buffer.from(`${head}${message}  \n ${blanks}${message}</stream:stream>`);
    const whole = read(text);
    expect(whole).toHaveLength(5);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80 }), (size) => {
        expect(read(text, size)).toEqual(whole);
      }),
    );
  });

  it('never throws, and says nothing after a fault', () => {
    const pieces = fc.constantFrom(
      head,
      message,
      '<',
      '>',
      '</',
      '&',
      '<!DOCTYPE a [',
      '<!--',
      '<?',
      ']]>',
      '"',
      ' ',
      'é',
      '\0',
    );
    const streams = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.array(pieces).map((all) => Buffer.from(all.join(''))),
    );
    fc.assert(
      fc.property(streams, (bytes) => {
        const events = read(bytes, 13);
        const at = events.findIndex(({ kind }) => kind === 'fault' || kind === 'end');
        expect(at === -1 || at === events.length - 1).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('takes a stanza of exactly the longest length, and none that is longer', () => {
    const stanza = (length: number) => `<a>${'x'.repeat(length - '<a></a>'.length)}</a>`;
    expect(read(head + stanza(LONGEST_STANZA))).toMatchObject([{ kind: 'open' }, { kind: 'element' }]);
    expect(read(head + stanza(LONGEST_STANZA + 1))).toMatchObject([
      { kind: 'open' },
      { kind: 'fault', fault: 'policy-violation' },
    ]);
  });

  it('keeps nothing of the blanks that keep a connection alive', () => {
    const reader = createStreamReader();
    reader.push(Buffer.from(head));
    for (let times = 0; times < 3 * LONGEST_STANZA; times += 64) {
      expect(reader.push(Buffer.from(' \n'.repeat(32)))).toEqual([]);
    }
    expect(reader.push(Buffer.from(message))).toMatchObject([{ kind: 'element' }]);
  });
});
