/** Our client as it runs, against a server on 127.0.0.1: the real connection, the real verdict on the certificate, the agent. */
import { openFlow } from '../../../src/main/net/open-flow.ts';
import { systemClock, systemRandom } from '../../../src/main/platform/system-clock.ts';
import type { Registration, RegistrationListener, SipAgent } from '../../../src/main/sip/agent.ts';
import { createSipAgent } from '../../../src/main/sip/create-agent.ts';
import { accountIdentity } from '../../../src/main/sip/identity.ts';
import { createTracing } from '../../../src/main/trace/tracing.ts';
import { createTrust } from '../../../src/main/trust/trust.ts';
import type { Failure } from '../../../src/shared/model/failure.ts';
import type { TraceEntry } from '../../../src/shared/model/trace.ts';
import { createFakeClock, type FakeClock } from '../../fakes/fake-clock.ts';

export const serverName = 'sip.contoso.com';

export interface Place {
  readonly port: number;
  readonly rootPem: string;
}

export interface InteropClient {
  readonly agent: SipAgent;
  /** The agent's time: refreshes come when the test says so, while the network runs in real time. */
  readonly clock: FakeClock;
  readonly listener: RegistrationListener;
  /** Resolves with the next refresh. */
  refreshed(): Promise<Registration>;
  readonly lost: Failure[];
  trace(): readonly TraceEntry[];
}

/** Connects; rejects when the certificate or the network does not let it. */
export async function connectClient(place: Place, userName: string, password: string): Promise<InteropClient> {
  const tracing = createTracing({ clock: systemClock });
  const opened = await openFlow(
    {
      clock: systemClock,
      trust: createTrust({ extraRoots: () => [place.rootPem] }),
      localAddressFor: () => undefined,
      onConnection: () => undefined,
      nextId: () => userName,
    },
    {
      target: { host: serverName, port: place.port, transport: 'tls' },
      address: '127.0.0.1',
      purpose: 'account',
      signal: new AbortController().signal,
      tracer: tracing.tracer,
    },
  );
  if (!opened.ok) throw new Error(`no connection: ${opened.failure.code} ${opened.failure.detail ?? ''}`);
  const clock = createFakeClock(Date.now());
  const lost: Failure[] = [];
  let tell: (registration: Registration) => void = () => undefined;
  const agent = createSipAgent({
    flow: opened.value,
    identity: accountIdentity(`sip:${userName}@contoso.com`, 'interop'),
    dialect: 'standard',
    userAgent: 'Offhook/interop',
    credentialsFor: () => ({ userName, password }),
    clock,
    random: systemRandom,
    tracer: tracing.tracer,
  });
  return {
    agent,
    clock,
    listener: { onRefreshed: (registration) => tell(registration), onLost: (failure) => void lost.push(failure) },
    refreshed: () => new Promise((resolve) => (tell = resolve)),
    lost,
    trace: () => tracing.list(0, 5000).entries,
  };
}
