/** Somebody signed in to Kamailio with the whole client, who can talk: her tone is 440 Hz. */
import type { Client } from '../../../src/main/app/compose.ts';
import type { Clock } from '../../../src/shared/clock.ts';
import type { Call } from '../../../src/shared/model/call.ts';
import type { Snapshot } from '../../../src/shared/model/snapshot.ts';
import type { Outcome } from '../../../src/shared/outcome.ts';
import { type Domain, startDomainClient } from '../../fakes/domain-client.ts';
import { openWebrtcWindow, type SentBack } from '../../fakes/webrtc-window.ts';
import { serverName } from '../kamailio/client.ts';

export interface CallerOptions {
  readonly port: number;
  readonly rootPem: string;
  readonly userName: string;
  readonly password: string;
  /** As of the window's stand-in. */
  readonly sendsBack?: () => SentBack | undefined;
  readonly clock?: Clock;
  /** Of the server, 127.0.0.1 unless given. */
  readonly address?: string;
  /** By hand in a world of the person's own, over TCP in the clear: `port` is the one for that. Nothing of the person's own counts elsewhere. */
  readonly isTypedByHand?: boolean;
  readonly forkRelay?: NonNullable<Domain['forkRelay']>;
}

export interface Caller {
  readonly client: Client;
  snapshot(): Snapshot;
  /** Resolves with the first snapshot that fits. */
  untilShown(fits: (snapshot: Snapshot) => boolean): Promise<Snapshot>;
  spoken(): readonly string[];
  /** Calls; resolves when both hear each other. */
  call(to: string): Promise<Call>;
  /** Resolves with the newest call that fits, when there is one. */
  until(fits: (call: Call) => boolean): Promise<Call>;
  /** Resolves with this call once it fits; that it ended otherwise is thrown. */
  untilCall(id: string, fits: (call: Call) => boolean): Promise<Call>;
  /** Resolves with half a second, measured, once something is heard. */
  listen(id: string): Promise<{ readonly hertz: number; readonly level: number }>;
  /** Digits that came in so far. */
  heardDigits(id: string): string;
  /** Calls whose sound is open in the window. */
  readonly openCalls: number;
  hangUpAll(): Promise<void>;
  stop(): Promise<void>;
}

/** Resolves when signed in. */
export async function startCaller(options: CallerOptions): Promise<Caller> {
  const { port, rootPem, userName, password, address = '127.0.0.1', sendsBack, clock, forkRelay } = options;
  const isTypedByHand = options.isTypedByHand ?? false;
  const more = { isTypedByHand, ...(clock ? { clock } : {}), ...(forkRelay ? { forkRelay } : {}) };
  const domain: Domain = { name: 'contoso.com', server: serverName, address, port, rootPem, ...more };
  const { client, until, spoken, stop } = await startDomainClient(domain);
  client.settings.change({ allowTcp: isTypedByHand });
  const servers = isTypedByHand ? { servers: { internal: `${address}:${port};transport=tcp`, external: '' } } : {};
  const who = { address: `${userName}@contoso.com`, userName, password, remember: false };
  must(await client.signIn.start({ ...who, ...servers }));
  const window = openWebrtcWindow(client.media.window, { withDigits: true, ...(sendsBack ? { sendsBack } : {}) });
  const found = async (pick: (calls: readonly Call[]) => Call | undefined): Promise<Call> => {
    const call = pick((await until(({ calls }) => pick(calls) !== undefined)).calls);
    if (!call) throw new Error('no call');
    return call;
  };
  const untilCall: Caller['untilCall'] = async (id, fits) => {
    const call = await found((calls) => calls.find((one) => one.id === id && (fits(one) || one.state === 'ended')));
    if (!fits(call)) throw new Error(`the call ended: ${JSON.stringify(call.end)}`);
    return call;
  };
  return {
    client,
    snapshot: () => client.state.get(),
    untilShown: until,
    spoken,
    untilCall,
    until: (fits) => found((calls) => calls.findLast(fits)),
    call: async (to) => untilCall(must(client.calls.call({ to })), ({ state }) => state === 'active'),
    async listen(id) {
      // The first stretch of it begins with silence.
      while ((await window.listen(id, 0.2)).hertz === 0);
      const { hertz, level } = await window.listen(id, 0.5);
      return { hertz, level };
    },
    get openCalls() {
      return window.openCalls;
    },
    heardDigits: (id) => window.heardDigits(id),
    async hangUpAll() {
      for (const { id, state } of client.state.get().calls) if (state !== 'ended') await client.calls.hangUp(id);
    },
    async stop() {
      await window.close();
      await stop();
    },
  };
}

export function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.failure));
  return outcome.value;
}
