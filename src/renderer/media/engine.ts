/** The window's side of all calls: does what main orders, and follows the state for what it does not order. */
import type { Snapshot } from '../../shared/model/snapshot.ts';
import type { MediaOrder } from '../../shared/model/window-media.ts';
import { failureOf } from '../ipc/client.ts';
import type { CallPictures, Services } from '../state/services.tsx';
import { browserKit, type MediaKit } from './kit.ts';
import { createMicrophone, type Microphone } from './microphone.ts';
import { detailOf, StepProblem } from './open-problem.ts';
import { PeerSession } from './peer-session.ts';
import { windowIdOf } from './window-id.ts';

const figuresEveryMs = 2000;
/** Chromium refuses a page its 501st connection, and counts closed ones until they are collected, which in a quiet window may take hours. */
const closedBeforeCollecting = 50;

type Needed = Pick<Services, 'client' | 'store' | 'now' | 'pictures'>;

/** Takes orders from now on, and tells main so; opens nothing before the first. The returned function ends every call in the window. */
export function startMediaEngine(services: Needed, kit: MediaKit = browserKit): () => void {
  const engine = new Engine(services, kit);
  return () => engine.stop();
}

class Engine {
  readonly #services: Needed;
  readonly #kit: MediaKit;
  readonly #sessions = new Map<string, PeerSession>();
  readonly #microphone: Microphone;
  readonly #stops: readonly (() => void)[];
  #followed: Pick<Snapshot, 'calls' | 'devices'>;
  #timer: ReturnType<typeof setInterval> | undefined;
  #closed = 0;

  constructor(services: Needed, kit: MediaKit) {
    this.#services = services;
    this.#kit = kit;
    this.#followed = services.store.get();
    this.#microphone = createMicrophone(kit, () => this.#wanted('microphone'));
    this.#stops = [
      services.client.onEvent('media.order', (order) => void this.#take(order)),
      services.store.subscribe(() => this.#follow()),
    ];
    void failureOf(services.client.request('media.ready'));
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    for (const callId of [...this.#sessions.keys()]) this.#end(callId);
  }

  async #take({ orderId, callId, step }: MediaOrder): Promise<void> {
    let answer: { readonly sdp?: string } | { readonly problem: StepProblem['problem']; readonly detail: string };
    try {
      const sdp = step.kind === 'close' ? this.#end(callId) : await this.#sessionFor(callId, step.kind).take(step);
      answer = sdp === undefined ? {} : { sdp };
    } catch (error) {
      const problem = error instanceof StepProblem ? error.problem : 'engine';
      answer = { problem, detail: error instanceof StepProblem ? error.message : detailOf(error) };
    }
    await failureOf(this.#services.client.request('media.answer', { orderId, ...answer }));
  }

  /** Only a description begins a call. */
  #sessionFor(callId: string, step: 'offer' | 'answer' | string): PeerSession {
    const known = this.#sessions.get(callId);
    if (known) return known;
    if (step !== 'offer' && step !== 'answer')
      throw new StepProblem('engine', { detail: 'this call is not in the window' });
    const services = this.#services;
    const session = new PeerSession({
      kit: this.#kit,
      microphone: this.#microphone,
      wantedCamera: () => this.#wanted('camera'),
      wantedSpeaker: () => this.#wanted('speaker'),
      onLost: (what) => this.#tellLost(callId, what),
      onFound: (what) => void failureOf(services.client.request('media.found', { callId, what })),
      onStreams: (streams) => this.#show(callId, streams),
    });
    session.quiet(this.#quietOf(callId));
    this.#sessions.set(callId, session);
    this.#timer ??= setInterval(() => void this.#measure(), figuresEveryMs);
    return session;
  }

  #end(callId: string): undefined {
    this.#sessions.get(callId)?.close();
    if (this.#sessions.delete(callId)) this.#closed += 1;
    // Also beside a call that stands: some 10 ms of the page are not heard.
    if (this.#closed >= closedBeforeCollecting) {
      this.#closed = 0;
      this.#kit.collectClosed();
    }
    if (this.#sessions.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Mute, hold and devices are the state's; no order says them. */
  #follow(): void {
    const before = this.#followed;
    const now = this.#services.store.get();
    this.#followed = now;
    if (this.#sessions.size === 0) return;
    if (now.calls !== before.calls) {
      for (const [callId, session] of this.#sessions) session.quiet(this.#quietOf(callId));
    }
    if (now.devices === before.devices) return;
    void this.#microphone.refresh();
    for (const session of this.#sessions.values()) void session.refreshDevices();
  }

  #quietOf(callId: string): { readonly isMuted: boolean; readonly isHeld: boolean } {
    const call = this.#services.store.get().calls.find(({ id }) => id === callId);
    return { isMuted: call?.isMuted ?? false, isHeld: call?.hold === 'ours' || call?.hold === 'both' };
  }

  #wanted(role: 'microphone' | 'camera' | 'speaker'): Promise<string | undefined> {
    return windowIdOf(this.#services.store.get().devices, role, this.#kit.devices);
  }

  #show(callId: string, streams: CallPictures): void {
    const { pictures } = this.#services;
    const { [callId]: _, ...others } = pictures.get();
    const isEmpty = !streams.own && !streams.theirs;
    pictures.set(isEmpty ? others : { ...others, [callId]: streams });
  }

  async #measure(): Promise<void> {
    const { client, now } = this.#services;
    for (const [callId, session] of [...this.#sessions]) {
      const figures = await session.figures(now()).catch(() => undefined);
      if (figures) await failureOf(client.request('media.figures', { callId, figures }));
    }
  }

  #tellLost(callId: string, what: 'microphone' | 'camera' | 'screen' | 'engine'): void {
    void failureOf(this.#services.client.request('media.lost', { callId, what }));
  }
}
