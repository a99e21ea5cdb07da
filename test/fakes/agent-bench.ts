/** An agent on a memory flow with time and chance in the test's hand. */
import type { FlowFacts } from '../../src/main/net/flow.ts';
import type { AgentOptions, Registration, RegistrationListener, SipAgent } from '../../src/main/sip/agent.ts';
import { createSipAgent } from '../../src/main/sip/create-agent.ts';
import { accountIdentity } from '../../src/main/sip/identity.ts';
import type { Tracer } from '../../src/main/trace/tracer.ts';
import { headerOf, type SipMessage, type SipRequest } from '../../src/protocol/sip/message.ts';
import type { Failure } from '../../src/shared/model/failure.ts';
import type { TraceBody } from '../../src/shared/model/trace.ts';
import type { Outcome } from '../../src/shared/outcome.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createFakeRandom } from './fake-random.ts';
import { createMemoryFlow, type MemoryFlow } from './memory-flow.ts';
import { createWirePeer, type WirePeer } from './wire-peer.ts';

export const userAgent = 'UCCAPI/15.0.4701.1000 OC/15.0.4701.1000 (Microsoft Lync)';
export const karenGruu = 'sip:karen@contoso.com;opaque=user:epid:LKHrZjUoxV66Oi8tgk1A9gAA;gruu';

export interface AgentBench {
  readonly agent: SipAgent;
  readonly flow: MemoryFlow;
  readonly peer: WirePeer;
  readonly clock: FakeClock;
  readonly trace: TraceBody[];
  /** What the registration's listener heard. */
  readonly heard: { refreshed: Registration[]; lost: Failure[] };
  readonly listener: RegistrationListener;
  /** Registers against a server that asks for no proof. */
  signIn(
    headers?: readonly string[],
  ): Promise<{ readonly request: SipRequest; readonly outcome: Outcome<Registration> }>;
}

export interface BenchPatch extends Partial<AgentOptions> {
  readonly facts?: Partial<FlowFacts>;
}

export function createAgentBench(patch: BenchPatch = {}): AgentBench {
  const flow = createMemoryFlow(patch.facts);
  const clock = createFakeClock();
  const trace: TraceBody[] = [];
  const tracer: Tracer = { record: (body) => void trace.push(body), for: () => tracer };
  const heard: AgentBench['heard'] = { refreshed: [], lost: [] };
  const listener: RegistrationListener = {
    onRefreshed: (registration) => void heard.refreshed.push(registration),
    onLost: (failure) => void heard.lost.push(failure),
  };
  const agent = createSipAgent({
    flow,
    identity: accountIdentity('sip:karen@contoso.com', 'this machine'),
    dialect: 'microsoft',
    userAgent,
    credentialsFor: () => ({ userName: 'karen@contoso.com', password: 'Lab-Karen-1' }),
    clock,
    random: createFakeRandom(7),
    tracer,
    ...patch,
  });
  const peer = createWirePeer(flow);
  return {
    agent,
    flow,
    peer,
    clock,
    trace,
    heard,
    listener,
    async signIn(headers = [registeredContact(agent)]) {
      const outcome = agent.register(listener);
      const request = await peer.nextRequest('REGISTER');
      peer.answer(request, '200 OK', { headers });
      return { request, outcome: await outcome };
    },
  };
}

/** The failure of an outcome that must be one. */
export function failureOf(outcome: Outcome<unknown>): Failure {
  if (outcome.ok) throw new Error('a failure was expected');
  return outcome.failure;
}

/** A Digest challenge of contoso.com with these parameters, as parts of a 401. */
export function digest(params: string): { readonly headers: readonly string[] } {
  return { headers: [`WWW-Authenticate: Digest realm="contoso.com", ${params}`] };
}

/** The parameters of the proof in a request. */
export function proofOf(request: SipMessage, header = 'authorization'): (name: string) => string {
  const value = headerOf(request, header) ?? '';
  return (name) => new RegExp(`[ ,]${name}="?([^",]*)`).exec(value)?.[1] ?? '';
}

/** The Contact of a server's 200 that gives our endpoint its GRUU. */
export function registeredContact(agent: SipAgent, expires = 7200): string {
  const instance = `+sip.instance="<urn:uuid:${agent.identity.instanceId}>"`;
  return `Contact: <sip:192.0.2.10:50230;transport=tls;ms-received-cid=2C00>;expires=${expires};${instance};gruu="${karenGruu}"`;
}
