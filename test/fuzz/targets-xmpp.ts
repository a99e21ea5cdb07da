/** The lab's reader of XMPP streams, with sound streams to damage. */
import assert from 'node:assert/strict';
import { readJid } from '../../src/lab/xmpp/jid.ts';
import { createStreamReader, type StreamEvent } from '../../src/lab/xmpp/stream-reader.ts';
import type { FuzzTarget } from './fuzz.ts';

const head =
  '<?xml version="1.0"?><stream:stream xmlns="jabber:server" xmlns:db="jabber:server:dialback" xmlns:stream="http://etherx.jabber.org/streams" from="adatum.com" to="tailspintoys.com" id="1" version="1.0">';

const streams = [
  `${head}<stream:features><starttls xmlns="urn:ietf:params:xml:ns:xmpp-tls"><required/></starttls></stream:features>`,
  `${head}<db:result from="adatum.com" to="tailspintoys.com">37c69b1cf07a3f67</db:result></stream:stream>`,
  `${head}<message from="romeo@adatum.com/a" to="garth@tailspintoys.com" type="chat"><body>Blå &amp; &#x1F375;</body></message> <presence/>`,
  `${head}<stream:error><restricted-xml xmlns="urn:ietf:params:xml:ns:xmpp-streams"/></stream:error></stream:stream>`,
];

/** What a stream says, given in pieces of `size` bytes. */
function readIn(input: Uint8Array, size: number): StreamEvent[] {
  const reader = createStreamReader();
  const events: StreamEvent[] = [];
  for (let at = 0; at < input.length; at += size) events.push(...reader.push(input.subarray(at, at + size)));
  return events;
}

export const xmppTargets: readonly FuzzTarget[] = [
  {
    name: 'xmpp-stream',
    corpus: streams.map((text) => new TextEncoder().encode(text)),
    run(input) {
      const whole = readIn(input, Math.max(1, input.length));
      const ends = whole.filter(({ kind }) => kind === 'end' || kind === 'fault');
      assert.ok(ends.length <= 1);
      assert.ok(ends.length === 0 || whole.at(-1) === ends[0]);
      for (const event of whole) {
        if (event.kind !== 'open') continue;
        const jid = readJid(event.head.from);
        assert.ok(!jid || /^[^\s<>]+$/.test(jid.bare));
      }
      // Where a fault lies in the bytes decides how much of its chunk is read; a sound stream is the same in any pieces.
      if (whole.every(({ kind }) => kind !== 'fault')) assert.deepEqual(readIn(input, 7), whole);
    },
  },
];
