/** A process of its own that makes calls through the relay and measures them; its parent hands questions on. Built as out/cli/relay-load.js. */
import process from 'node:process';
import type {
  FarPlan,
  RelayAnswer,
  RelayAsk,
  RelayMessage,
  RelayRequest,
} from '../../src/shared/model/relay-messages.ts';
import type { WireAnswer, WireRequest } from './relay-floor.ts';
import { FarPeer, NearPeer, type OnArrival, type Peer, picture, type Stream, sound } from './relay-peers.ts';

export interface LoadOrder {
  readonly kind: 'run';
  /** 0: one line of packets without a relay. */
  readonly calls: number;
  readonly seconds: number;
  /** Of what goes in. */
  readonly lossPercent: number;
  /** Each call shows a picture beside the sound of both. */
  readonly withPicture: boolean;
  /** No relay is there, only a forwarder. */
  readonly isFloor: boolean;
}

export interface LoadFigures {
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The median of the first tenth of the time, and of the last. */
  readonly firstMs: number;
  readonly lastMs: number;
  readonly packets: number;
  /** Per cent of what went in that never came out. */
  readonly missingPercent: number;
  /** Of the far end's packets, what was lost before the relay, and what the relay said of it; absent when it said nothing. */
  readonly givenLossPercent: number;
  readonly toldLossPercent?: number;
}

export type LoadReport =
  | { readonly kind: 'ask'; readonly request: RelayRequest | WireRequest }
  /** The calls stand; what is measured begins with the next order. */
  | { readonly kind: 'begun' }
  | { readonly kind: 'done'; readonly figures: LoadFigures }
  | { readonly kind: 'failed'; readonly reason: string };

const settleMs = 1000;
const plan: FarPlan = {
  dialect: 'standard',
  encryption: 'required',
  offersDtls: false,
  offersIce: false,
  addresses: ['127.0.0.1'],
  ports: { first: 30_000, last: 39_999 },
};

const waiting = new Map<number, (answer: RelayAnswer) => void>();
const waitingWires = new Map<number, (answer: WireAnswer) => void>();
const told: number[] = [];
let lastId = 0;

/** One direction of one call. */
class Way {
  readonly times: number[] = [];
  sent = 0;
  /** Sent, and lost on purpose. */
  tried = 0;
  readonly isFromFar: boolean;
  readonly #left = new Map<number, number>();
  readonly #loses: () => boolean;
  #sequence = 1;

  constructor(loses: () => boolean, isFromFar = false) {
    this.#loses = loses;
    this.isFromFar = isFromFar;
  }

  readonly arrived: OnArrival = (sequence, atMs) => {
    const leftMs = this.#left.get(sequence);
    if (leftMs === undefined) return;
    this.#left.delete(sequence);
    this.times.push(atMs - leftMs);
  };

  send(peer: Peer, isMeasured: boolean): void {
    this.#sequence = (this.#sequence + 1) & 0xffff;
    if (isMeasured) this.tried += 1;
    if (this.#loses()) return;
    const leftMs = peer.send(this.#sequence);
    if (leftMs === undefined || !isMeasured) return;
    this.#left.set(this.#sequence, leftMs);
    this.sent += 1;
  }
}

interface Lane {
  readonly from: Peer;
  readonly way: Way;
  readonly stream: Stream;
}

process.on(
  'message',
  (message: LoadOrder | { readonly kind: 'relay'; readonly message: RelayMessage | WireAnswer }) => {
    if (message.kind === 'relay') hear(message.message);
    else
      run(message).then(
        (figures) => post({ kind: 'done', figures }),
        (error: unknown) => post({ kind: 'failed', reason: String(error) }),
      );
  },
);
process.on('disconnect', () => process.exit(0));

async function run({ calls, seconds, lossPercent, withPicture, isFloor }: LoadOrder): Promise<LoadFigures> {
  const loses = losing(lossPercent);
  const streams = withPicture ? [sound, picture] : [sound];
  const lanes: Lane[][] = calls === 0 ? [await straight(loses)] : [];
  // One after the other: handshakes in crowds are not what is measured.
  while (lanes.length < calls) lanes.push(await (isFloor ? wires : call)(loses, streams));
  const all = lanes.flat();
  const isMeasured = { now: false };
  const stop = pace(all, isMeasured);
  await pause(settleMs);
  isMeasured.now = true;
  told.length = 0;
  post({ kind: 'begun' });
  await pause(seconds * 1000);
  isMeasured.now = false;
  await pause(settleMs / 2);
  stop();
  for (const { from } of all) from.close();
  return figuresOf(all.map(({ way }) => way));
}

/** A telephone that speaks to another without anybody between. */
async function straight(loses: () => boolean): Promise<Lane[]> {
  const way = new Way(loses);
  const to = await FarPeer.open(sound, way.arrived);
  const from = await FarPeer.open(sound, () => undefined);
  from.aimAt(to.local);
  return [{ from, way, stream: sound }];
}

/** Sound goes both ways, a picture out alone. */
async function call(loses: () => boolean, streams: readonly Stream[]): Promise<Lane[]> {
  const into = new Way(loses, true);
  const near = await NearPeer.open(into.arrived);
  const out: Lane[] = [];
  const sections: FarPeer[] = [];
  for (const stream of streams) {
    const way = new Way(loses);
    sections.push(await FarPeer.open(stream, way.arrived));
    out.push({ from: near.speak(stream), way, stream });
  }
  lastId += 1;
  const name = `call ${lastId}`;
  await ask(name, { op: 'open', plan });
  const offer = await ask(name, { op: 'offer-from-near', sdp: near.offer(streams), isHeld: false });
  const sdp = FarPeer.answer(sections, offer);
  await near.connect(await ask(name, { op: 'answer-from-far', sdp, isProvisional: false }));
  const [far] = sections;
  return far ? [...out, { from: far, way: into, stream: sound }] : out;
}

/** The same packets between two telephones, without anybody who looks at them. */
async function wires(loses: () => boolean, streams: readonly Stream[]): Promise<Lane[]> {
  const lanes: Lane[] = [];
  for (const stream of streams) {
    const [out, into] = [new Way(loses), new Way(loses, true)];
    const near = await FarPeer.open(stream, into.arrived);
    const far = await FarPeer.open(stream, out.arrived);
    const { ports } = await askWire([near.local.port, far.local.port]);
    near.aimAt({ ...near.local, port: ports[0] });
    far.aimAt({ ...far.local, port: ports[1] });
    lanes.push({ from: near, way: out, stream });
    if (stream.kind === 'audio') lanes.push({ from: far, way: into, stream });
  }
  return lanes;
}

function askWire(ends: WireRequest['ends']): Promise<WireAnswer> {
  lastId += 1;
  const id = lastId;
  return new Promise((resolve) => {
    waitingWires.set(id, resolve);
    post({ kind: 'ask', request: { id, ends } });
  });
}

function ask(call: string, what: RelayAsk): Promise<string> {
  lastId += 1;
  const id = lastId;
  return new Promise((resolve, reject) => {
    waiting.set(id, (answer) => {
      if (answer.kind === 'problem') reject(new Error(`${what.op}: ${answer.problem}, ${answer.detail}`));
      else resolve('sdp' in answer ? answer.sdp : '');
    });
    post({ kind: 'ask', request: { id, call, ask: what } });
  });
}

function hear(message: RelayMessage | WireAnswer): void {
  if ('ports' in message) waitingWires.get(message.id)?.(message);
  else if ('answer' in message) waiting.get(message.id)?.(message.answer);
  else if (message.event.kind === 'quality' && message.event.quality.lossPercent !== undefined)
    told.push(message.event.quality.lossPercent);
}

/** Every lane sends at its own pace; those of one pace are spread over the time between. */
function pace(lanes: readonly Lane[], isMeasured: { readonly now: boolean }): () => void {
  const timers = lanes.map(({ from, way, stream: { everyMs } }, at) => {
    let next = performance.now() + (at * everyMs) / lanes.length;
    const timer = { current: setTimeout(step, 0) };
    function step(): void {
      while (next <= performance.now()) {
        way.send(from, isMeasured.now);
        next += everyMs;
      }
      timer.current = setTimeout(step, Math.max(0, next - performance.now()));
    }
    return timer;
  });
  return () => {
    for (const { current } of timers) clearTimeout(current);
  };
}

/** The same packets each time: a congruence, not chance. */
function losing(percent: number): () => boolean {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return ((state >>> 8) % 10_000) / 100 < percent;
  };
}

function figuresOf(ways: readonly Way[]): LoadFigures {
  const part = (from: number, to: number) =>
    ways
      .flatMap(({ times }) => times.slice(Math.floor(times.length * from), Math.ceil(times.length * to)))
      .sort((one, other) => one - other);
  const times = part(0, 1);
  const sent = ways.reduce((sum, way) => sum + way.sent, 0);
  const toldLoss = told.reduce((sum, one) => sum + one, 0) / told.length;
  return {
    p50Ms: quantile(times, 0.5),
    p99Ms: quantile(times, 0.99),
    firstMs: quantile(part(0, 0.1), 0.5),
    lastMs: quantile(part(0.9, 1), 0.5),
    packets: times.length,
    givenLossPercent: lossOf(ways.filter(({ isFromFar }) => isFromFar)),
    missingPercent: (100 * (sent - times.length)) / Math.max(1, sent),
    ...(told.length > 0 && { toldLossPercent: toldLoss }),
  };
}

function quantile(sorted: readonly number[], of: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * of))] ?? Number.NaN;
}

function lossOf(ways: readonly Way[]): number {
  const sum = (of: (way: Way) => number) => ways.reduce((total, way) => total + of(way), 0);
  return (
    (100 * sum(({ tried, sent }) => tried - sent)) /
    Math.max(
      1,
      sum(({ tried }) => tried),
    )
  );
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

function post(report: LoadReport): void {
  process.send?.(report);
}
