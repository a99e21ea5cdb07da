/** A client's calls with everything real but the server, which is the test, line by line: real media, a real relay, a WebRTC engine as the window. */
import { createMediaService } from '../../src/main/media/media-service.ts';
import { createRelayLink } from '../../src/main/media/relay-link.ts';
import { createWindowLink } from '../../src/main/media/window-link.ts';
import type { CallService } from '../../src/main/session/calls/calls-api.ts';
import { createCallService } from '../../src/main/session/calls/calls-service.ts';
import { createStateStore, type StateStore } from '../../src/main/store/state.ts';
import { normaliseNumber } from '../../src/protocol/dial-plan/normalise.ts';
import type { SipRequest } from '../../src/protocol/sip/message.ts';
import type { Call } from '../../src/shared/model/call.ts';
import { firstSlices } from '../../src/shared/model/first-slices.ts';
import { defaultSettings } from '../../src/shared/model/settings.ts';
import { type AgentBench, createAgentBench } from './agent-bench.ts';
import { attach, type CallBench, delivery, jeremyContact, must } from './call-bench.ts';
import { createFakeRandom } from './fake-random.ts';
import { FarPhone, type PhoneOptions } from './far-phone.ts';
import { createHandClock, type HandClock } from './hand-clock.ts';
import { tagOf } from './im-bench.ts';
import { relayHere } from './relay-here.ts';
import { testApp } from './test-app.ts';
import { openWebrtcWindow, type WebrtcWindow } from './webrtc-window.ts';
import type { Parts } from './wire-peer.ts';

export interface HostileBench {
  readonly bench: AgentBench;
  readonly state: StateStore;
  readonly calls: CallService;
  /** Of the relay; the agent's and the calls' is `bench.clock`. */
  readonly clock: HandClock;
  readonly window: WebrtcWindow;
  readonly deliver: CallBench['deliver'];
  /** A call of somebody's with this description. */
  invite(callId: string, body: string, from?: string): void;
  /** Calls jeremy; his INVITE as the server got it, and the call's id. */
  dial(): Promise<{ readonly invite: SipRequest; readonly id: string }>;
  /** Resolves when this call fits. */
  until(id: string, fits: (call: Call) => boolean): Promise<Call>;
  readonly live: readonly Call[];
  /** A far end's telephone, closed with the rest. */
  phone(options?: PhoneOptions): Promise<FarPhone>;
  close(): Promise<void>;
}

/** A 200 with this description. */
export function takenWith(body: string): Parts {
  return { headers: [jeremyContact, 'Content-Type: application/sdp'], body };
}

export function createHostileBench(): HostileBench {
  const bench = createAgentBench();
  const clock = createHandClock();
  const state = createStateStore(firstSlices(testApp, defaultSettings), clock);
  const relay = createRelayLink({ fork: () => relayHere(clock), clock });
  const windowLink = createWindowLink(clock);
  const window = openWebrtcWindow(windowLink);
  const places = () => ({ addresses: ['127.0.0.1'], ports: { first: 45_000, last: 48_999 } });
  const calls = createCallService({
    state,
    clock: bench.clock,
    random: createFakeRandom(11),
    media: createMediaService({
      clock,
      tracer: { record: () => undefined },
      relay,
      window: windowLink,
      places,
      relayWay: async () => ({ servers: [] }),
      followDevices: () => () => undefined,
    }),
    dial: (typed) => normaliseNumber(undefined, typed, { domain: 'contoso.com' }),
    say: () => undefined,
  });
  attach(calls, bench);
  const deliver = delivery(bench);
  const phones: FarPhone[] = [];
  const find = (id: string) => state.get().calls.find((call) => call.id === id);
  return {
    bench,
    state,
    calls,
    clock,
    window,
    deliver,
    invite: (callId, body, from) =>
      deliver('INVITE', {
        body,
        callId,
        tag: callId,
        type: 'application/sdp',
        headers: [jeremyContact],
        ...(from === undefined ? {} : { from }),
      }),
    async dial() {
      const started = calls.call({ to: 'sip:jeremy@contoso.com' });
      if (!started.ok) throw new Error(started.failure.code);
      return { invite: await bench.peer.nextRequest('INVITE'), id: started.value };
    },
    until: (id, fits) =>
      new Promise((resolve) => {
        const stop = state.onDelta(look);
        function look(): void {
          const call = find(id);
          if (!call || !fits(call)) return;
          stop();
          resolve(call);
        }
        look();
      }),
    get live() {
      return state.get().calls.filter(({ state: each }) => each !== 'ended');
    },
    async phone(options) {
      const made = await new FarPhone(options).open();
      phones.push(made);
      return made;
    },
    async close() {
      for (const phone of phones) phone.close();
      bench.agent.close();
      await window.close();
      windowLink.close();
      relay.close();
    },
  };
}

export interface Talk {
  readonly id: string;
  readonly phone: FarPhone;
  /** Ours. */
  readonly toTag: string;
}

/** Somebody's telephone calls, is answered, and hears us. The tag of `callId` is its own name. */
export async function talk(scene: HostileBench, callId: string, from?: string, options?: PhoneOptions): Promise<Talk> {
  const { bench, calls } = scene;
  const phone = await scene.phone(options);
  scene.invite(callId, phone.describe(), from);
  await bench.peer.next('SIP/2.0 180');
  const id = scene.live.at(-1)?.id ?? '';
  const answering = calls.answer(id);
  const taken = await bench.peer.next('SIP/2.0 200');
  const toTag = tagOf(taken);
  scene.deliver('ACK', { callId, tag: callId, toTag, ...(from === undefined ? {} : { from }) });
  phone.read(new TextDecoder().decode(taken.body));
  must(await answering);
  await phone.hears(1);
  await scene.until(id, ({ state }) => state === 'active');
  return { id, phone, toTag };
}

/** Whatever was before: a call is taken, heard, and hung up. */
export async function expectThatOneCanTalk(scene: HostileBench): Promise<void> {
  const { id } = await talk(scene, 'good');
  await scene.calls.hangUp(id);
  scene.bench.peer.answer(await scene.bench.peer.nextRequest('BYE'), '200 OK');
}
