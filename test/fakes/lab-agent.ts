/** Our SIP agent, signed in to a lab's edge without the client around it: for tests that speak SIP themselves. */
import type { Lab } from '../../src/lab/api.ts';
import { openFlow } from '../../src/main/net/open-flow.ts';
import { systemClock, systemRandom } from '../../src/main/platform/system-clock.ts';
import type { Dialog, IncomingInvite, SipAgent } from '../../src/main/sip/agent.ts';
import { createSipAgent } from '../../src/main/sip/create-agent.ts';
import { accountIdentity } from '../../src/main/sip/identity.ts';
import { createTracing } from '../../src/main/trace/tracing.ts';
import { createTrust } from '../../src/main/trust/trust.ts';
import type { SipRequest } from '../../src/protocol/sip/message.ts';

export interface LabAgent {
  readonly agent: SipAgent;
  /** Takes the next IM session that somebody begins with this person. */
  nextInvite(): Promise<IncomingInvite>;
  close(): void;
}

/** Rejects when the lab does not let this person in. Another `machine` is another endpoint of the same person. */
export async function signInAgent(lab: Lab, address: string, machine = 'agent-of-a-test'): Promise<LabAgent> {
  const domain = address.split('@')[1] ?? '';
  const facts = lab.profile.servers.find(({ name }) => name === `sip.${domain}`);
  const account = lab.profile.accounts.find((each) => each.address === address);
  if (!facts || !account) throw new Error(`the lab has no ${address}`);
  const tracing = createTracing({ clock: systemClock });
  const opened = await openFlow(
    {
      clock: systemClock,
      trust: createTrust({ extraRoots: () => [lab.profile.rootCertificatePem], machineRoots: () => [] }),
      localAddressFor: () => undefined,
      onConnection: () => undefined,
      nextId: () => address,
    },
    {
      target: { host: facts.name, port: facts.ports[0] ?? 0, transport: 'tls' },
      address: facts.address,
      purpose: 'account',
      signal: new AbortController().signal,
      tracer: tracing.tracer,
    },
  );
  if (!opened.ok) throw new Error(`no connection: ${opened.failure.code}`);
  const agent = createSipAgent({
    flow: opened.value,
    identity: accountIdentity(`sip:${address}`, machine),
    dialect: 'microsoft',
    userAgent: 'Offhook/test',
    credentialsFor: () => ({ userName: address, password: account.password }),
    clock: systemClock,
    random: systemRandom,
    tracer: tracing.tracer,
  });
  const waiting: ((invite: IncomingInvite) => void)[] = [];
  const early: IncomingInvite[] = [];
  agent.onInvite((invite) => {
    const taker = waiting.shift();
    if (taker) taker(invite);
    else early.push(invite);
    return true;
  });
  const registered = await agent.register({ onRefreshed: () => undefined, onLost: () => undefined });
  if (!registered.ok) throw new Error(`not registered: ${registered.failure.code}`);
  return {
    agent,
    nextInvite: () =>
      new Promise((resolve) => {
        const there = early.shift();
        if (there) resolve(there);
        else waiting.push(resolve);
      }),
    close: () => agent.close(),
  };
}

/** The description of an IM session. Protocol notes 11.1 */
export const imOffer = {
  contentType: 'application/sdp',
  text: [
    'v=0',
    'o=- 0 0 IN IP4 127.0.0.1',
    's=session',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    'm=message 5060 sip null',
    'a=accept-types:text/plain',
    '',
  ].join('\r\n'),
} as const;

/** What comes in an IM session, one after the other, and how it ended. */
export class ImInbox {
  readonly #waiting: ((text: string) => void)[] = [];
  readonly #early: string[] = [];
  readonly listener = {
    onRequest: (request: SipRequest) => {
      this.#put(`${request.method} ${new TextDecoder().decode(request.body)}`);
      return 200;
    },
    onEnd: ({ bye }: { readonly bye?: SipRequest }) => {
      const why = bye?.headers.find(({ key }) => key === 'ms-diagnostics')?.value ?? '';
      this.#put(`ENDED ${why}`);
    },
  };

  /** `MESSAGE text`, `INFO text`, or `ENDED why`. */
  next(): Promise<string> {
    return new Promise((resolve) => {
      const there = this.#early.shift();
      if (there !== undefined) resolve(there);
      else this.#waiting.push(resolve);
    });
  }

  #put(text: string): void {
    const taker = this.#waiting.shift();
    if (taker) taker(text);
    else this.#early.push(text);
  }
}

/** Writes one text and gives the status it was answered with. */
export async function write(dialog: Dialog, text: string): Promise<number> {
  const answer = await dialog.request('MESSAGE', { body: { contentType: 'text/plain; charset=UTF-8', text } });
  if (!answer.ok) throw new Error(answer.failure.code);
  return answer.value.status;
}
