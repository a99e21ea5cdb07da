import { Duplex } from 'node:stream';
import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../test/fakes/fake-clock.ts';
import type { Failure } from '../../shared/model/failure.ts';
import type { TraceBody } from '../../shared/model/trace.ts';
import type { Tracer } from '../trace/tracer.ts';
import type { Flow, FlowFacts } from './flow.ts';
import { createStreamFlow } from './stream-flow.ts';

const facts: FlowFacts = {
  id: 'c1',
  transport: 'tls',
  host: 'sip.contoso.com',
  peerAddress: '192.0.2.1',
  peerPort: 5061,
  localAddress: '192.0.2.9',
  localPort: 50_000,
  chain: [],
};
const message = (name: string) => `OPTIONS sip:${name} SIP/2.0\r\nContent-Length: 2\r\n\r\nhi`;

/** The far end of a connection, in memory. */
class Wire extends Duplex {
  readonly written: string[] = [];
  hasEnded = false;
  override _read(): void {
    // What arrives is pushed by the test.
  }
  override _write(chunk: Buffer, _encoding: string, told: () => void): void {
    this.written.push(chunk.toString());
    told();
  }
  override _final(told: () => void): void {
    this.hasEnded = true;
    told();
  }
}

let clock: FakeClock;
let wire: Wire;
let flow: Flow;
let traced: TraceBody[];
let heard: string[];
let closes: (Failure | undefined)[];
let closedTold: number;

beforeEach(() => {
  clock = createFakeClock();
  wire = new Wire({ autoDestroy: false });
  traced = [];
  heard = [];
  closes = [];
  closedTold = 0;
  const tracer: Tracer = { record: (body) => traced.push(body), for: () => tracer };
  flow = createStreamFlow({
    stream: wire,
    facts,
    clock,
    tracer,
    onClosed: () => {
      closedTold += 1;
    },
  });
});

function listen(): void {
  flow.listen({
    onMessage: (raw) => heard.push(Buffer.from(raw).toString()),
    onClose: (failure) => closes.push(failure),
  });
}

async function arrive(text: string): Promise<void> {
  wire.push(text);
  await clock.advance(0);
}

describe('messages', () => {
  it('come whole, however they were cut', async () => {
    listen();
    const text = message('a') + message('b');
    await arrive(text.slice(0, 11));
    expect(heard).toEqual([]);
    await arrive(text.slice(11));
    expect(heard).toEqual([message('a'), message('b')]);
  });

  it('that came before the listener are handed over in order', async () => {
    await arrive(message('a'));
    await arrive(message('b'));
    listen();
    await arrive(message('c'));
    expect(heard).toEqual(['a', 'b', 'c'].map(message));
  });

  it('nobody listens to make the peer wait, and are all there in the end', async () => {
    const names = Array.from({ length: 200 }, (_, index) => `user${index}`);
    for (const name of names) await arrive(message(name));
    expect(wire.isPaused()).toBe(true);
    listen();
    await clock.advance(0);
    expect(heard).toEqual(names.map(message));
  });

  it('are written whole, until the flow is closed', () => {
    expect(flow.send(Buffer.from(message('a')))).toBe(true);
    flow.close();
    expect(flow.send(Buffer.from(message('b')))).toBe(false);
    expect(wire.written).toEqual([message('a')]);
  });
});

describe('keep-alive', () => {
  it('is sent at the interval, is answered, and stops with 0', async () => {
    listen();
    flow.keepAlive(60_000);
    await clock.advance(59_999);
    expect(wire.written).toEqual([]);
    await clock.advance(60_001);
    expect(wire.written).toEqual(['\r\n\r\n', '\r\n\r\n']);
    flow.keepAlive(0);
    await clock.advance(600_000);
    await arrive('\r\n\r\n');
    expect(wire.written.slice(2)).toEqual(['\r\n']);
    expect([heard, clock.pending]).toEqual([[], 0]);
  });

  it('finds a peer that used to answer and does not any more gone after 10 s', async () => {
    listen();
    flow.keepAlive(60_000);
    await clock.advance(60_000);
    await arrive('\r\n');
    await clock.advance(60_000);
    await arrive(message('a'));
    await clock.advance(60_000 + 9999);
    expect([flow.isOpen, closes]).toEqual([true, []]);
    await clock.advance(1);
    expect(closes).toMatchObject([{ code: 'CONNECTION_LOST', detail: 'no answer to a keep-alive' }]);
    expect([flow.isOpen, wire.destroyed, closedTold, clock.pending]).toEqual([false, true, 1, 0]);
  });

  it('takes silence for nothing from a peer that never answered, or whose empty line was no answer', async () => {
    listen();
    await arrive('\r\n');
    flow.keepAlive(60_000);
    await clock.advance(600_000);
    expect([flow.isOpen, wire.written.length, clock.pending]).toEqual([true, 10, 1]);
  });

  // Empty lines before a start line mean nothing. RFC 3261 7.5
  it.each([
    ['in front of a message', `\r\n${message('a')}`, 1000],
    ['behind one', `${message('a')}\r\n`, 1000],
    ['in front of one of which only the beginning is there', `\r\n${message('a').slice(0, 20)}`, 1000],
    ['long after a ping', '\r\n', 10_000],
  ])('takes an empty line %s for no answer', async (_, text, afterMs) => {
    listen();
    flow.keepAlive(60_000);
    await clock.advance(60_000 + afterMs);
    await arrive(text);
    await clock.advance(600_000);
    expect([flow.isOpen, closes]).toEqual([true, []]);
  });

  it('ends with the flow', async () => {
    flow.keepAlive(1000);
    flow.close();
    wire.destroy();
    await clock.advance(10_000);
    expect([wire.written, clock.pending]).toEqual([[], 0]);
  });
});

describe('the end', () => {
  it('by us is told without a failure, once, and the stream is gone even if the peer never says goodbye', async () => {
    listen();
    flow.close();
    flow.close();
    expect([closes, flow.isOpen, wire.hasEnded || wire.writableEnded]).toEqual([[undefined], false, true]);
    expect(wire.destroyed).toBe(false);
    await clock.advance(1000);
    expect([wire.destroyed, closes, closedTold, clock.pending]).toEqual([true, [undefined], 1, 0]);
  });

  it('by the peer is a lost connection', async () => {
    listen();
    wire.push(null);
    await clock.advance(0);
    expect(closes).toMatchObject([{ code: 'CONNECTION_LOST', server: 'sip.contoso.com' }]);
    expect([wire.destroyed, flow.isOpen, closedTold]).toEqual([true, false, 1]);
  });

  it('by an error says which', async () => {
    listen();
    wire.destroy(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
    await clock.advance(0);
    expect(closes).toMatchObject([{ code: 'CONNECTION_LOST', detail: 'ECONNRESET' }]);
    expect(traced).toMatchObject([{ kind: 'connect', peer: '192.0.2.1:5061', state: 'lost: ECONNRESET' }]);
  });

  it('is told to a listener that comes too late', async () => {
    wire.destroy();
    await clock.advance(0);
    listen();
    expect(closes).toMatchObject([{ code: 'CONNECTION_LOST' }]);
  });

  it('comes when the stream has lost its frame: what follows cannot be read', async () => {
    listen();
    await arrive(`OPTIONS sip:a SIP/2.0\r\nContent-Length: x\r\n\r\n${message('b')}`);
    expect(heard).toEqual([]);
    expect(closes).toMatchObject([{ code: 'SIP_MALFORMED', server: 'sip.contoso.com' }]);
    expect([wire.destroyed, traced[0]?.kind]).toEqual([true, 'dropped']);
  });

  it('does not come for a message that is too large: it is refused by name, and the next ones are heard', async () => {
    listen();
    const bytes = 25 * 1024 * 1024;
    await arrive(`BENOTIFY sip:a SIP/2.0\r\nContent-Type: a/b\r\nContent-Length: ${bytes}\r\n\r\n`);
    for (let sent = 0; sent < bytes; sent += 1024 * 1024) await arrive('x'.repeat(1024 * 1024));
    await arrive(message('b'));
    expect([heard, closes]).toEqual([[message('b')], []]);
    expect(traced).toMatchObject([{ kind: 'dropped' }, { kind: 'failure', code: 'SIP_TOO_LARGE' }]);
  });

  it('from within a message stops the messages behind it', async () => {
    flow.listen({
      onMessage: (raw) => {
        heard.push(Buffer.from(raw).toString());
        flow.close();
      },
      onClose: () => undefined,
    });
    await arrive(message('a') + message('b'));
    expect(heard).toEqual([message('a')]);
  });
});

it('closed by its listener at a message that waited, it hands over no more and tells of its end once', async () => {
  wire.push(message('a') + message('b'));
  await new Promise((resolve) => setImmediate(resolve));
  flow.listen({
    onMessage(raw) {
      heard.push(Buffer.from(raw).toString());
      flow.close();
    },
    onClose: (failure) => closes.push(failure),
  });
  expect([heard, closes]).toEqual([[message('a')], [undefined]]);
});
