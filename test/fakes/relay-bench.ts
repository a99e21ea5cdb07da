/** A relay with its neighbours: an engine as Chromium would be, telephones as far ends, and what the relay told. */

import { createIceAgent } from '../../src/relay/ice/agent.ts';
import { systemRandom } from '../../src/relay/net/system.ts';
import { openUdp, type UdpSocket } from '../../src/relay/net/udp.ts';
import { createRelay, type Relay } from '../../src/relay/relay.ts';
import type { FarPlan, RelayAnswer, RelayAsk, RelayEvent } from '../../src/shared/model/relay-messages.ts';
import { createHandClock, type HandClock } from './hand-clock.ts';
import { createEngine, type Engine } from './relay-engine.ts';

type Description = Extract<RelayAnswer, { kind: 'description' }>;

export const usualPlan: FarPlan = {
  dialect: 'standard',
  encryption: 'preferred',
  offersDtls: false,
  offersIce: false,
  addresses: ['127.0.0.1'],
  ports: { first: 40_000, last: 44_999 },
};

export interface RelayBench {
  readonly relay: Relay;
  readonly clock: HandClock;
  readonly events: readonly (RelayEvent & { readonly call: string })[];
  ask(ask: RelayAsk, call?: string): Promise<RelayAnswer>;
  /** The same, when a description must come back. */
  described(ask: RelayAsk, call?: string): Promise<Description>;
  /** Resolves with the first event of this kind that comes, or came. */
  told<Kind extends RelayEvent['kind']>(
    kind: Kind,
    about?: { readonly call?: string; readonly times?: number },
  ): Promise<Extract<RelayEvent, { kind: Kind }>>;
  /** How many sockets of the relay are open. */
  readonly openSockets: number;
  /** Resolves when the relay took so many media packets, from now on. */
  takes(packets: number): Promise<void>;
  engine(options?: Parameters<typeof createEngine>[0]): Engine;
  /** To be closed with the rest. */
  keep<T extends { close(): unknown }>(thing: T): T;
  close(): Promise<void>;
}

export function createRelayBench(): RelayBench {
  const clock = createHandClock();
  const events: (RelayEvent & { readonly call: string })[] = [];
  const kept: { close(): unknown }[] = [];
  let watchers: (() => void)[] = [];
  let count = 0;
  let received = 0;
  const open = new Set<UdpSocket>();

  /** `find` is asked again with every event and packet. */
  function until<T>(find: () => T | undefined): Promise<T> {
    return new Promise((resolve) => {
      const look = () => {
        const found = find();
        if (found === undefined) return;
        watchers = watchers.filter((other) => other !== look);
        resolve(found);
      };
      watchers.push(look);
      look();
    });
  }

  const relay = createRelay({
    clock,
    random: systemRandom,
    async open(local, onPacket) {
      const socket = await openUdp(local, (packet, from) => {
        onPacket(packet, from);
        if ((packet[0] ?? 0) >> 6 !== 2) return;
        received += 1;
        for (const look of watchers) look();
      });
      if (!socket) return undefined;
      open.add(socket);
      const close = () => {
        open.delete(socket);
        socket.close();
      };
      return { ...socket, close };
    },
    openIce: createIceAgent,
    onEvent: (call, event) => {
      events.push({ ...event, call });
      for (const look of watchers) look();
    },
  });

  function keep<T extends { close(): unknown }>(thing: T): T {
    kept.push(thing);
    return thing;
  }

  function ask(what: RelayAsk, call = 'call'): Promise<RelayAnswer> {
    count += 1;
    return relay.handle({ id: count, call, ask: what });
  }

  return {
    relay,
    clock,
    events,
    ask,
    keep,
    async described(what, call) {
      const answer = await ask(what, call);
      if (answer.kind !== 'description') throw new Error(`${what.op}: ${JSON.stringify(answer)}`);
      return answer;
    },
    get openSockets() {
      return open.size;
    },
    async takes(packets) {
      const awaited = received + packets;
      await until(() => (received >= awaited ? received : undefined));
    },
    told<Kind extends RelayEvent['kind']>(kind: Kind, { call, times = 1 }: { call?: string; times?: number } = {}) {
      const fits = (event: { kind: string; call: string }) =>
        event.kind === kind && event.call === (call ?? event.call);
      return until(() => events.filter(fits)[times - 1] as Extract<RelayEvent, { kind: Kind }> | undefined);
    },
    engine: (options) => keep(createEngine(options)),
    async close() {
      relay.close();
      for (const thing of kept) await thing.close();
    },
  };
}
