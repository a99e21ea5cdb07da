/** Main's end of the window's WebRTC engine: orders with a limit, their answers, and a window that comes and goes. */
import type { Clock } from '../../shared/clock.ts';
import type { MediaFigures, MediaOrder, MediaProblem, MediaStep } from '../../shared/model/window-media.ts';

export type OrderOutcome =
  | { readonly kind: 'done'; readonly sdp?: string }
  | { readonly kind: 'problem'; readonly problem: MediaProblem; readonly detail: string };

export type LostPart = 'microphone' | 'camera' | 'screen' | 'engine';

/** What a call hears of the window. `gone`: what the window held of it is lost. */
export type WindowNews =
  | { readonly kind: 'figures'; readonly figures: MediaFigures }
  | { readonly kind: 'lost'; readonly what: LostPart }
  | { readonly kind: 'found'; readonly what: 'microphone' }
  | { readonly kind: 'gone' };

/** What the window's requests call. */
export interface WindowReports {
  answer(answer: {
    readonly orderId: number;
    readonly sdp?: string | undefined;
    readonly problem?: MediaProblem | undefined;
    readonly detail?: string | undefined;
  }): void;
  ready(): void;
  figures(report: { readonly callId: string; readonly figures: MediaFigures }): void;
  lost(report: { readonly callId: string; readonly what: LostPart }): void;
  found(report: { readonly callId: string; readonly what: 'microphone' }): void;
}

export interface WindowLink {
  readonly reports: WindowReports;
  /** Never rejects; `engine` when no window is there, or it does not answer within its limit. */
  order(callId: string, step: MediaStep): Promise<OrderOutcome>;
  follow(callId: string, listener: (news: WindowNews) => void): () => void;
  /** Where orders go; the returned function ends that, and everything the window held is lost. */
  attach(send: (order: MediaOrder) => void): () => void;
  close(): void;
}

/** Opening a device may take seconds, and the system may ask the person first. */
const deviceLimitMs = 30_000;
/** A person looks for the right window in the desktop's picker. */
const pickLimitMs = 120_000;
/** A window that is being opened for the call is ready by then. */
const windowLimitMs = 15_000;

/** What takes back a step that nobody waits for any more. */
const undoing: ReadonlyMap<MediaStep['kind'], 'roll-back' | 'let-go-of-pick'> = new Map([
  ['offer', 'roll-back'],
  ['pick-screen', 'let-go-of-pick'],
]);

interface Waiting {
  readonly settle: (outcome: OrderOutcome) => void;
  readonly stopLimit: () => void;
}

interface Queued {
  readonly order: MediaOrder;
  readonly stopLimit: () => void;
}

/** A link without a window yet: orders wait for one. */
export function createWindowLink(clock: Clock): WindowLink {
  return new Link(clock);
}

class Link implements WindowLink {
  readonly #clock: Clock;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Map<string, (news: WindowNews) => void>();
  /** Orders for a window that has not said yet that it takes them. */
  #queue: Queued[] = [];
  #send: ((order: MediaOrder) => void) | undefined;
  #isReady = false;
  #lastId = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  readonly reports: WindowReports = {
    answer: ({ orderId, sdp, problem, detail }) => {
      if (problem) this.#settle(orderId, { kind: 'problem', problem, detail: detail ?? '' });
      else this.#settle(orderId, { kind: 'done', ...(sdp === undefined ? {} : { sdp }) });
    },
    ready: () => {
      // A page that was loaded anew holds nothing any more.
      if (this.#isReady) this.#loseAll();
      this.#isReady = true;
      for (const { order, stopLimit } of this.#queue.splice(0)) {
        stopLimit();
        this.#send?.(order);
      }
    },
    figures: ({ callId, figures }) => this.#listeners.get(callId)?.({ kind: 'figures', figures }),
    lost: ({ callId, what }) => this.#listeners.get(callId)?.({ kind: 'lost', what }),
    found: ({ callId, what }) => this.#listeners.get(callId)?.({ kind: 'found', what }),
  };

  order(callId: string, step: MediaStep): Promise<OrderOutcome> {
    this.#lastId += 1;
    const orderId = this.#lastId;
    const order: MediaOrder = { orderId, callId, step };
    return new Promise((settle) => {
      const stopLimit = this.#clock.after(limitOf(step), () => this.#giveUp(order));
      this.#waiting.set(orderId, { settle, stopLimit });
      if (this.#isReady && this.#send) this.#send(order);
      else this.#enqueue(order);
    });
  }

  follow(callId: string, listener: (news: WindowNews) => void): () => void {
    this.#listeners.set(callId, listener);
    return () => {
      if (this.#listeners.get(callId) === listener) this.#listeners.delete(callId);
    };
  }

  attach(send: (order: MediaOrder) => void): () => void {
    this.#send = send;
    this.#isReady = false;
    return () => {
      if (this.#send !== send) return;
      this.#send = undefined;
      this.#isReady = false;
      this.#loseAll();
    };
  }

  close(): void {
    this.#send = undefined;
    for (const { stopLimit } of this.#queue.splice(0)) stopLimit();
    this.#loseAll();
  }

  #enqueue(order: MediaOrder): void {
    const stopLimit = this.#clock.after(windowLimitMs, () => {
      this.#queue = this.#queue.filter((queued) => queued.order !== order);
      this.#settle(order.orderId, problem('no window'));
    });
    this.#queue.push({ order, stopLimit });
  }

  /**
   * The person may still pick a screen, or the system give a device: what is opened for an offer that nobody waits for any more would be shown, and would
   * stay open until the call's end. The window takes one step after the other, so that this one comes behind it.
   */
  #giveUp({ orderId, callId, step }: MediaOrder): void {
    const kind = undoing.get(step.kind);
    if (kind) {
      this.#lastId += 1;
      this.#send?.({ orderId: this.#lastId, callId, step: { kind } });
    }
    this.#settle(orderId, problem('no answer in time'));
  }

  #settle(orderId: number, outcome: OrderOutcome): void {
    const waiting = this.#waiting.get(orderId);
    this.#waiting.delete(orderId);
    waiting?.stopLimit();
    waiting?.settle(outcome);
  }

  /** Orders that were sent will not be answered; those that wait for a window still are. */
  #loseAll(): void {
    const stillToCome = new Set(this.#queue.map(({ order }) => order.orderId));
    for (const id of [...this.#waiting.keys()]) {
      if (!stillToCome.has(id)) this.#settle(id, problem('the window went'));
    }
    for (const listener of [...this.#listeners.values()]) listener({ kind: 'gone' });
  }
}

function limitOf(step: MediaStep): number {
  const mayPick = (step.kind === 'offer' || step.kind === 'answer') && step.wants.picture === 'screen';
  return mayPick || step.kind === 'pick-screen' ? pickLimitMs : deviceLimitMs;
}

function problem(detail: string): OrderOutcome {
  return { kind: 'problem', problem: 'engine', detail };
}
