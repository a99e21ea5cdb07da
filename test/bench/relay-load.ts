/** A process of its own that makes calls through the relay and measures them; its parent hands questions on. Built as out/cli/relay-load.js. */
import process from 'node:process';
import type {
  FarPlan,
  RelayAnswer,
  RelayAsk,
  RelayMessage,
  RelayRequest,
} from '../../src/shared/model/relay-messages.ts';
import { FarPeer, NearPeer, type OnArrival, type Peer } from './relay-peers.ts';

export interface LoadOrder {
  readonly kind: 'run';
  /** 0: one line of packets without a relay. */
  readonly calls: number;
  readonly seconds: number;
  /** Of what goes in. */
  readonly lossPercent: number;
}

export interface LoadFigures {
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Per cent of what went in that never came out. */
  readonly missingPercent: number;
  /** Of the far end's packets, what was lost before the relay, and what the relay said of it; absent when it said nothing. */
  readonly givenLossPercent: number;
  readonly toldLossPercent?: number;
}

export type LoadReport =
  | { readonly kind: 'ask'; readonly request: RelayRequest }
  /** The calls stand; what is measured begins with the next order. */
  | { readonly kind: 'begun' }
  | { readonly kind: 'done'; readonly figures: LoadFigures }
  | { readonly kind: 'failed'; readonly reason: string };

const frameMs = 20;
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
const told: number[] = [];
let lastId = 0;

/** One direction of one call. */
class Way {
  readonly times: number[] = [];
  sent = 0;
  /** Sent, and lost on purpose. */
  tried = 0;
  readonly #left = new Map<number, number>();
  readonly #loses: () => boolean;
  #sequence = 1;

  constructor(loses: () => boolean) {
    this.#loses = loses;
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
}

process.on('message', (message: LoadOrder | { readonly kind: 'relay'; readonly message: RelayMessage }) => {
  if (message.kind === 'relay') hear(message.message);
  else
    run(message).then(
      (figures) => post({ kind: 'done', figures }),
      (error: unknown) => post({ kind: 'failed', reason: String(error) }),
    );
});
process.on('disconnect', () => process.exit(0));

async function run({ calls, seconds, lossPercent }: LoadOrder): Promise<LoadFigures> {
  const loses = losing(lossPercent);
  const lanes =
    calls === 0 ? await straight(loses) : await Promise.all(Array.from({ length: calls }, () => call(loses)));
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
async function straight(loses: () => boolean): Promise<readonly Lane[]> {
  const way = new Way(loses);
  const to = await FarPeer.open(way.arrived);
  const from = await FarPeer.open(() => undefined);
  from.aimAt(to.local);
  return [{ from, way }];
}

async function call(loses: () => boolean): Promise<readonly Lane[]> {
  const [out, into] = [new Way(loses), new Way(loses)];
  const near = await NearPeer.open(into.arrived);
  const far = await FarPeer.open(out.arrived);
  lastId += 1;
  const name = `call ${lastId}`;
  await ask(name, { op: 'open', plan });
  const offer = await ask(name, { op: 'offer-from-near', sdp: near.offer(), isHeld: false });
  const sdp = far.answer(offer);
  await near.connect(await ask(name, { op: 'answer-from-far', sdp, fork: 'a', isProvisional: false }));
  return [
    { from: near, way: out },
    { from: far, way: into },
  ];
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

function hear(message: RelayMessage): void {
  if ('answer' in message) waiting.get(message.id)?.(message.answer);
  else if (message.event.kind === 'quality' && message.event.quality.lossPercent !== undefined)
    told.push(message.event.quality.lossPercent);
}

/** Every lane sends each 20 ms, spread over the time between. */
function pace(lanes: readonly Lane[], isMeasured: { readonly now: boolean }): () => void {
  const timers = lanes.map(({ from, way }, at) => {
    let next = performance.now() + (at * frameMs) / lanes.length;
    const timer = { current: setTimeout(step, 0) };
    function step(): void {
      while (next <= performance.now()) {
        way.send(from, isMeasured.now);
        next += frameMs;
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
  const times = ways.flatMap((way) => way.times).sort((one, other) => one - other);
  const sent = ways.reduce((sum, way) => sum + way.sent, 0);
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? Number.NaN;
  const toldLoss = told.reduce((sum, one) => sum + one, 0) / told.length;
  return {
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    givenLossPercent: lossOf(ways.filter((_, at) => at % 2 === 1)),
    missingPercent: (100 * (sent - times.length)) / Math.max(1, sent),
    ...(told.length > 0 && { toldLossPercent: toldLoss }),
  };
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
