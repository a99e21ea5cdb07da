/** ICE agents that meet in memory, with a clock of the test's own. */
import { expect } from 'vitest';
import { createIceAgent } from '../../src/relay/ice/agent.ts';
import { createPortAllocator } from '../../src/relay/ice/ports.ts';
import type { IceAgent, IceEvent, IceOptions, RemoteIce } from '../../src/relay/ice/types.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createFakeRandom } from './fake-random.ts';
import { createMemoryNet, type MemoryNet } from './memory-net.ts';

export interface IceSide {
  readonly agent: IceAgent;
  readonly events: IceEvent[];
  readonly packets: { readonly component: number; readonly text: string }[];
}

export interface IceBench {
  readonly clock: FakeClock;
  readonly net: MemoryNet;
  /** An agent at 10.0.0.1 with two components that does not control, unless `change` says otherwise. */
  side(change?: Partial<IceOptions>): IceSide;
  gather(...sides: readonly IceSide[]): Promise<void>;
  /** Gives each the other's description. */
  introduce(one: IceSide, other: IceSide, change?: Partial<RemoteIce>): void;
  /** All of it, until both are connected. */
  connect(one: IceSide, other: IceSide): Promise<void>;
}

export function createIceBench(): IceBench {
  const clock = createFakeClock();
  const net = createMemoryNet(clock);
  let seed = 1;

  const bench: IceBench = {
    clock,
    net,
    side(change = {}) {
      const events: IceEvent[] = [];
      const packets: { component: number; text: string }[] = [];
      const random = createFakeRandom(seed++);
      const agent = createIceAgent({
        addresses: ['10.0.0.1'],
        components: 2,
        dialect: 'rfc5389',
        isControlling: false,
        ports: createPortAllocator({ first: 20_000, last: 20_099 }, net.open, random),
        clock,
        random,
        onPacket: (component, bytes) => packets.push({ component, text: bytes.toString() }),
        onEvent: (event) => events.push(event),
        ...change,
      });
      return { agent, events, packets };
    },
    async gather(...sides) {
      for (const { agent } of sides) {
        const ready = agent.gather();
        await clock.advance(0);
        expect(await ready).toBe(true);
      }
    },
    introduce(one, other, change = {}) {
      one.agent.setRemote({ ...other.agent.localDescription, ...change });
      other.agent.setRemote({ ...one.agent.localDescription, ...change });
    },
    async connect(one, other) {
      await bench.gather(one, other);
      bench.introduce(one, other);
      await clock.advance(1000);
      expect([...kindsOf(one), ...kindsOf(other)].filter((kind) => kind === 'connected')).toHaveLength(2);
    },
  };
  return bench;
}

/** What an agent told so far. */
export function kindsOf({ events }: IceSide): readonly IceEvent['kind'][] {
  return events.map(({ kind }) => kind);
}
