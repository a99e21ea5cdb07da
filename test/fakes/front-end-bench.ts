/** An agent at a server of the lab in memory, which verifies and signs by its own means. Time is in the test's hand. */
import type { ServerFaults } from '../../src/lab/api.ts';
import { issueTo } from '../../src/lab/auth/test-identity.ts';
import { type Bench, createBench } from '../../src/lab/sip/test-bench.ts';
import type { Registration, RegistrationListener, SipAgent } from '../../src/main/sip/agent.ts';
import type { CertificateRequest, CertificateSource } from '../../src/main/sip/certificate-source.ts';
import { createSipAgent } from '../../src/main/sip/create-agent.ts';
import { accountIdentity } from '../../src/main/sip/identity.ts';
import type { Tracer } from '../../src/main/trace/tracer.ts';
import type { Failure, FailureCode } from '../../src/shared/model/failure.ts';
import type { TraceBody } from '../../src/shared/model/trace.ts';
import { failed } from '../../src/shared/outcome.ts';
import type { BenchPatch } from './agent-bench.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createFakeRandom } from './fake-random.ts';
import { createMemoryFlow, type MemoryFlow } from './memory-flow.ts';

export const karen = 'karen@contoso.com';
export const karenPassword = 'lab-karen-2015';
const pool = 'pool01.contoso.com';

export interface FrontEndBench {
  readonly agent: SipAgent;
  readonly flow: MemoryFlow;
  readonly clock: FakeClock;
  readonly lab: Bench;
  readonly trace: TraceBody[];
  /** What the certificate service of this bench did; `fails` makes it fail. */
  readonly certificates: CertificateDesk;
  readonly heard: { refreshed: Registration[]; lost: Failure[] };
  readonly listener: RegistrationListener;
  /** Changes what the server sends on its way to us; undefined keeps it back. */
  onWay: (text: string) => string | undefined;
  /** Faults of the server we are connected to. */
  fault(faults: ServerFaults): void;
  /** Requests sent so far of a method, as text. */
  sent(method: string): string[];
  /** Runs what is under way, TLS inside challenges included, until it fits. */
  until(fits: () => boolean): Promise<void>;
  /** Waits for a promise while what is under way runs. */
  settled<T>(promise: Promise<T>): Promise<T>;
}

export interface FrontEndPatch extends Omit<BenchPatch, 'certificates'> {
  /** The server's name; Karen's pool unless given. */
  readonly server?: string;
  /** Signing in by certificate is possible unless this is false. */
  readonly hasCertificates?: boolean;
}

export function createFrontEndBench(patch: FrontEndPatch = {}): FrontEndBench {
  const { server = pool, hasCertificates = true, facts, ...options } = patch;
  const clock = createFakeClock();
  const lab = createBench(clock, createFakeRandom(3));
  const flow = createMemoryFlow({ host: server, ...facts });
  const trace: TraceBody[] = [];
  const tracer: Tracer = { record: (body) => void trace.push(body), for: () => tracer };
  const certificates = new CertificateDesk(lab);
  const heard: FrontEndBench['heard'] = { refreshed: [], lost: [] };
  const agent = createSipAgent({
    flow,
    identity: accountIdentity(`sip:${karen}`, 'this machine'),
    dialect: 'microsoft',
    userAgent: 'Offhook/test',
    credentialsFor: () => ({ userName: 'CONTOSO\\karen', password: karenPassword }),
    clock,
    random: createFakeRandom(7),
    tracer,
    ...(hasCertificates ? { certificates } : {}),
    ...options,
  });
  const bench: FrontEndBench = {
    agent,
    flow,
    clock,
    lab,
    trace,
    certificates,
    heard,
    listener: {
      onRefreshed: (registration) => void heard.refreshed.push(registration),
      onLost: (failure) => void heard.lost.push(failure),
    },
    onWay: (text) => text,
    fault: (faults) => void lab.faults.set(server, faults),
    sent: (method) => flow.sent.map((raw) => decode(raw)).filter((text) => text.startsWith(`${method} `)),
    async until(fits) {
      while (!fits()) await new Promise((resolve) => setImmediate(resolve));
    },
    async settled(promise) {
      let isOver = false;
      const over = () => {
        isOver = true;
      };
      promise.then(over, over);
      await bench.until(() => isOver);
      return promise;
    },
  };
  join(bench, server);
  return bench;
}

const decode = (raw: Uint8Array) => new TextDecoder().decode(raw);

/** Puts the flow and a connection of the lab end to end. What is sent arrives a moment later, as on a wire. */
function join(bench: FrontEndBench, server: string): void {
  const { flow, lab } = bench;
  const closers: (() => void)[] = [];
  let onMessage: (raw: Uint8Array) => void = () => undefined;
  let seen = 0;
  lab.side.serverFor(server).accept({
    id: 'connection-1',
    server,
    remote: '192.0.2.10:50230',
    local: '192.0.2.1:5061',
    send(message) {
      const text = bench.onWay(typeof message === 'string' ? message : decode(message));
      if (text !== undefined) queueMicrotask(() => flow.deliver(text));
    },
    close: () => queueMicrotask(() => flow.lose()),
    onMessage(handler) {
      onMessage = handler;
    },
    onClose: (handler) => void closers.push(handler),
  });
  flow.onSent(() => {
    for (const raw of flow.sent.slice(seen)) queueMicrotask(() => onMessage(raw));
    seen = flow.sent.length;
  });
  flow.onEnded(() => {
    for (const close of closers.splice(0)) close();
  });
}

/** Provisions by word of mouth: what it issues, the lab knows. */
export class CertificateDesk implements CertificateSource {
  readonly asked: CertificateRequest[] = [];
  readonly rejected: string[] = [];
  fails: FailureCode | undefined;
  /** Never answers; ends when it is given up. */
  waits = false;
  /** Issues certificates that the lab has never seen. */
  issuesUnknown = false;
  readonly #lab: Bench;
  #stored: { certificatePem: string; keyPem: string } | undefined;

  constructor(lab: Bench) {
    this.#lab = lab;
  }

  async obtain(request: CertificateRequest) {
    this.asked.push(request);
    if (this.waits) await new Promise((resolve) => request.signal.addEventListener('abort', resolve));
    if (this.fails) return failed({ code: this.fails, at: 0 });
    const isNew = this.#stored === undefined;
    this.#stored ??= issueTo(karen, this.issuesUnknown ? undefined : this.#lab.certificates);
    const { certificatePem, keyPem } = this.#stored;
    const notAfter = Date.UTC(2027, 0, 1);
    return { ok: true as const, value: { certificatePem, privateKeyPem: keyPem, notAfter, isNew } };
  }

  async reject(targetName: string): Promise<void> {
    this.rejected.push(targetName);
    this.#stored = undefined;
  }

  /** As one that was stored long ago. */
  store(isKnown = true): void {
    this.#stored = issueTo(karen, isKnown ? this.#lab.certificates : undefined);
  }
}
