/** Calls over a real agent whose other end is the test, line by line, with fake media: what no honest peer would send comes from here. */
import type { CallService, EndedCall, MissedCall } from '../../src/main/session/calls/calls-api.ts';
import { createCallService } from '../../src/main/session/calls/calls-service.ts';
import { createStateStore, type StateStore } from '../../src/main/store/state.ts';
import { normaliseNumber } from '../../src/protocol/dial-plan/normalise.ts';
import type { SipMessage, SipRequest } from '../../src/protocol/sip/message.ts';
import type { AccountFacts, AccountState } from '../../src/shared/model/account.ts';
import type { Call } from '../../src/shared/model/call.ts';
import { firstSlices } from '../../src/shared/model/first-slices.ts';
import { defaultSettings } from '../../src/shared/model/settings.ts';
import type { Outcome } from '../../src/shared/outcome.ts';
import { type AgentBench, type BenchPatch, createAgentBench } from './agent-bench.ts';
import { createFakeCallMedia, type FakeMediaService, soundSdp } from './fake-call-media.ts';
import { createFakeRandom } from './fake-random.ts';
import { tagOf } from './im-bench.ts';
import { testApp } from './test-app.ts';
import type { Parts } from './wire-peer.ts';

export interface Sent {
  readonly headers?: readonly string[];
  readonly body?: string;
  readonly type?: string;
  readonly callId?: string;
  readonly cseq?: number;
  readonly toTag?: string;
  readonly from?: string;
  readonly tag?: string;
}

export interface CallBench {
  readonly bench: AgentBench;
  readonly state: StateStore;
  readonly calls: CallService;
  readonly media: FakeMediaService;
  readonly ended: EndedCall[];
  readonly missed: MissedCall[];
  /** What was sent to callers who were declined with words. */
  readonly said: string[];
  /** A request of jeremy's. */
  deliver(method: string, sent?: Sent): void;
  /** A call of jeremy's. */
  invite(sent?: Sent): void;
  /** Lets everything that can go on go on. */
  settle(): Promise<void>;
  /** The newest call as the window sees it. */
  readonly call: Call;
  /** Calls jeremy; his INVITE as the server got it. */
  dial(to?: string, options?: { withCamera?: boolean }): Promise<SipRequest>;
  /** A call of ours that jeremy took, sound both ways. */
  talk(parts?: Parts): Promise<{ readonly id: string; readonly invite: SipRequest }>;
  /** A call of jeremy's that we took, sound both ways; the tag we gave it. */
  taken(sent?: Sent): Promise<{ readonly id: string; readonly toTag: string }>;
}

export const jeremyContact = 'Contact: <sip:jeremy@contoso.com;opaque=user:epid:jeremys;gruu>';

/** A 200 to an INVITE of a call. */
export const takes: Parts = {
  headers: [jeremyContact, 'Supported: replaces', 'Content-Type: application/sdp'],
  body: soundSdp(),
};

export function createCallBench(patch: BenchPatch = {}): CallBench {
  const bench = createAgentBench(patch);
  const state = createStateStore(firstSlices(testApp, defaultSettings), bench.clock);
  const media = createFakeCallMedia();
  const said: string[] = [];
  const calls = createCallService({
    state,
    clock: bench.clock,
    random: createFakeRandom(11),
    media,
    dial: (typed) => normaliseNumber(undefined, typed, { domain: 'contoso.com' }),
    say: ({ uri }, text) => void said.push(`${uri}: ${text}`),
  });
  const ended: EndedCall[] = [];
  const missed: MissedCall[] = [];
  calls.onEnded((call) => void ended.push(call));
  calls.onMissed((one) => void missed.push(one));
  state.set('account', signedInAs(bench.agent.identity.aor));
  attach(calls, bench);

  const deliver = delivery(bench);
  const newest = () => {
    const call = state.get().calls.at(-1);
    if (!call) throw new Error('there is no call');
    return call;
  };
  const settle = async () => {
    for (let round = 0; round < 5; round += 1) await bench.clock.advance(0);
  };

  const self: CallBench = {
    bench,
    state,
    calls,
    media,
    ended,
    missed,
    said,
    deliver,
    settle,
    invite: ({ headers = [], ...sent } = {}) =>
      deliver('INVITE', {
        body: soundSdp(),
        type: 'application/sdp',
        ...sent,
        headers: [jeremyContact, 'Supported: replaces', ...headers],
      }),
    get call() {
      return newest();
    },
    async dial(to = 'sip:jeremy@contoso.com', options = {}) {
      must(calls.call({ to, ...options }));
      return bench.peer.nextRequest('INVITE');
    },
    async talk(parts = takes) {
      const invite = await self.dial();
      const { id } = newest();
      bench.peer.answer(invite, '200 OK', parts);
      await bench.peer.nextRequest('ACK');
      await settle();
      media.newest.emit({ kind: 'connected' });
      await settle();
      return { id, invite };
    },
    async taken(sent = {}) {
      self.invite(sent);
      await bench.peer.next('SIP/2.0 180');
      const { id } = newest();
      const answered = calls.answer(id);
      const toTag = tagOf(await bench.peer.next('SIP/2.0 200'));
      deliver('ACK', { ...sent, headers: [], toTag });
      must(await answered);
      media.newest.emit({ kind: 'connected' });
      await settle();
      return { id, toTag };
    },
  };
  return self;
}

/** What the state says of whoever is signed in, as far as calls ask. */
export function signedInAs(sipUri: string): Extract<AccountState, { kind: 'registered' }> {
  return { kind: 'registered', account: { sipUri } as AccountFacts };
}

/** The service hears calls on this agent. */
export function attach(calls: CallService, { agent }: AgentBench): AbortController {
  const controller = new AbortController();
  calls.start({ agent, ownUri: agent.identity.aor, signal: controller.signal });
  return controller;
}

/** Sends requests of jeremy's on a bench. */
export function delivery(bench: AgentBench): CallBench['deliver'] {
  let branch = 0;
  let invited = '';
  return (method, sent = {}) => {
    const { headers = [], body = '', type, callId = 'call1', cseq = 1, toTag, tag = 'j1' } = sent;
    const { from = '<sip:jeremy@contoso.com>' } = sent;
    branch += 1;
    if (method === 'INVITE') invited = `INVITE${branch}`;
    // A CANCEL is of the transaction that it ends.
    const own = method === 'CANCEL' ? invited : `${method}${branch}`;
    const lines = [
      `${method} sip:192.0.2.10:50230;transport=tls SIP/2.0`,
      `Via: SIP/2.0/TLS 192.0.2.1:443;branch=z9hG4bK${own}`,
      'Max-Forwards: 69',
      `From: ${from};tag=${tag}`,
      `To: <sip:karen@contoso.com>${toTag === undefined ? '' : `;tag=${toTag}`}`,
      `Call-ID: ${callId}`,
      `CSeq: ${cseq} ${method}`,
      ...headers,
      ...(type === undefined ? [] : [`Content-Type: ${type}`]),
      `Content-Length: ${new TextEncoder().encode(body).length}`,
    ];
    bench.flow.deliver(`${lines.join('\r\n')}\r\n\r\n${body}`);
  };
}

export function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.failure.code} ${outcome.failure.detail ?? ''}`);
  return outcome.value;
}

/** The peer's description of sound, in a message of its own. */
export function describedBy(direction = 'sendrecv'): Parts {
  return {
    headers: ['Content-Type: application/sdp', 'Contact: <sip:jeremy@contoso.com;gruu>'],
    body: soundSdp({ direction }),
  };
}

/** The code of an outcome, or `ok`. */
export function codeOf(outcome: Outcome<unknown>): string {
  return outcome.ok ? 'ok' : outcome.failure.code;
}

/** The text of a body. */
export function bodyOf({ body }: SipMessage): string {
  return new TextDecoder().decode(body);
}

/** The next offer of ours in a dialog, and the answer to it. */
export async function answerOffer(
  { bench, settle }: CallBench,
  status = '200 OK',
  parts: Parts = takes,
): Promise<SipRequest> {
  const offer = await bench.peer.nextRequest('INVITE');
  bench.peer.answer(offer, status, status.startsWith('200') ? parts : {});
  await bench.peer.nextRequest('ACK');
  await settle();
  return offer;
}
