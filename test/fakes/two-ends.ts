/** Two of our clients that call each other over a server which only passes messages on, with the connections and the moment in the test's hand. */
import type { Flow } from '../../src/main/net/flow.ts';
import type { CallService } from '../../src/main/session/calls/calls-api.ts';
import { createCallService } from '../../src/main/session/calls/calls-service.ts';
import { createSipAgent } from '../../src/main/sip/create-agent.ts';
import { accountIdentity } from '../../src/main/sip/identity.ts';
import { createStateStore } from '../../src/main/store/state.ts';
import type { Tracer } from '../../src/main/trace/tracer.ts';
import { normaliseNumber } from '../../src/protocol/dial-plan/normalise.ts';
import type { Call } from '../../src/shared/model/call.ts';
import { firstSlices } from '../../src/shared/model/first-slices.ts';
import { defaultSettings } from '../../src/shared/model/settings.ts';
import { userAgent } from './agent-bench.ts';
import { createFakeCallMedia, type FakeMediaService } from './fake-call-media.ts';
import type { FakeClock } from './fake-clock.ts';
import { createFakeRandom } from './fake-random.ts';
import { createMemoryFlow, type MemoryFlow } from './memory-flow.ts';
import { testApp } from './test-app.ts';

export interface End {
  readonly calls: CallService;
  readonly media: FakeMediaService;
  /** The calls as the window sees them. */
  readonly shown: readonly Call[];
  /** A new connection. */
  connect(): void;
  /** The network takes it away. */
  cut(): void;
}

export interface TwoEnds {
  readonly ends: readonly [End, End];
  /** First lines of all that went over the server. */
  readonly passed: string[];
  /** Keeps what is sent from now on. */
  hold(): void;
  /** Passes on what was kept, and everything from now on. */
  release(): void;
}

const silent: Tracer = { record: () => undefined, for: () => silent };
const decoder = new TextDecoder();

export function createTwoEnds(clock: FakeClock, seed: number): TwoEnds {
  const flows: (MemoryFlow | undefined)[] = [undefined, undefined];
  const passed: string[] = [];
  const kept: (() => void)[] = [];
  let isHeld = false;

  /** To whom it is meant; who is not there is answered for. */
  function pass(raw: Uint8Array, from: number): void {
    const text = decoder.decode(raw);
    passed.push(text.split('\r\n', 1)[0] ?? '');
    const target = flows[1 - from];
    if (target) target.deliver(raw);
    else if (!/^(?:SIP|ACK)/.test(text)) flows[from]?.deliver(unavailable(text));
  }

  function makeEnd(index: 0 | 1): End {
    const uri = ['sip:karen@contoso.com', 'sip:jeremy@contoso.com'][index] ?? '';
    const random = createFakeRandom(seed + index);
    const media = createFakeCallMedia();
    const state = createStateStore(firstSlices(testApp, defaultSettings), clock);
    const calls = createCallService({
      state,
      clock,
      random,
      media,
      dial: (typed) => normaliseNumber(undefined, typed, { domain: 'contoso.com' }),
      say: () => undefined,
    });
    let controller = new AbortController();
    return {
      calls,
      media,
      get shown() {
        return state.get().calls;
      },
      connect() {
        const memory = createMemoryFlow();
        flows[index] = memory;
        const flow: Flow = Object.assign(memory, { send: (raw: Uint8Array) => send(memory, raw, index) });
        const agent = createSipAgent({
          flow,
          identity: accountIdentity(uri, `machine ${index}`),
          dialect: 'microsoft',
          userAgent,
          credentialsFor: () => undefined,
          clock,
          random,
          tracer: silent,
        });
        controller = new AbortController();
        calls.start({ agent, ownUri: uri, signal: controller.signal });
      },
      cut() {
        const flow = flows[index];
        flows[index] = undefined;
        flow?.lose();
        controller.abort();
      },
    };
  }

  function send(flow: MemoryFlow, raw: Uint8Array, from: number): boolean {
    if (!flow.isOpen) return false;
    const go = () => queueMicrotask(() => pass(raw, from));
    if (isHeld) kept.push(go);
    else go();
    return true;
  }

  const ends = [makeEnd(0), makeEnd(1)] as const;
  return {
    ends,
    passed,
    hold() {
      isHeld = true;
    },
    release() {
      isHeld = false;
      for (const go of kept.splice(0)) go();
    },
  };
}

/** What a server says for somebody who is not signed in. */
function unavailable(request: string): string {
  const copied = request.split('\r\n').filter((line) => /^(?:Via|From|Call-ID|CSeq|To):/i.test(line));
  const lines = copied.map((line) => (/^To:/i.test(line) && !line.includes(';tag=') ? `${line};tag=server` : line));
  return `SIP/2.0 480 Temporarily Unavailable\r\n${lines.join('\r\n')}\r\nContent-Length: 0\r\n\r\n`;
}
