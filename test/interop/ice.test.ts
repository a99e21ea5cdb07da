/** The relay's ICE agent against libnice, in both dialects, and its TURN client against coturn: software nobody here wrote. */
import { afterEach, describe, expect, it } from 'vitest';
import { createIceAgent } from '../../src/relay/ice/agent.ts';
import { createPortAllocator } from '../../src/relay/ice/ports.ts';
import type { IceAgent, IceEvent, IceOptions } from '../../src/relay/ice/types.ts';
import { systemClock, systemRandom } from '../../src/relay/net/system.ts';
import { type OpenUdp, openUdp } from '../../src/relay/net/udp.ts';
import { createRelayOpener } from '../../src/relay/turn/open-relay.ts';
import { findNice } from './ice/build.ts';
import { coturnUser, findCoturn, startCoturn } from './ice/coturn.ts';
import { startNice } from './ice/run.ts';

const nice = findNice();
const coturn = findCoturn();
const running: { stop(): Promise<unknown> }[] = [];
const components = [1, 2] as const;

afterEach(async () => {
  for (const each of running.splice(0).reverse()) await each.stop();
});

interface Side {
  readonly agent: IceAgent;
  /** Resolves with the first event of this kind. */
  until(kind: IceEvent['kind']): Promise<void>;
  /** Resolves with the text of so many packets, as they came. */
  untilHeard(count: number): Promise<readonly string[]>;
}

function side(change: Partial<IceOptions>): Side {
  const kinds: IceEvent['kind'][] = [];
  const heard: string[] = [];
  const waiting = new Set<() => void>();
  const tell = () => {
    for (const look of [...waiting]) look();
  };
  const until = (isThere: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!isThere()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  const agent = createIceAgent({
    addresses: ['127.0.0.1'],
    components: 2,
    dialect: 'rfc5389',
    isControlling: true,
    ports: createPortAllocator({ first: 42_000, last: 42_999 }, openUdp, systemRandom),
    clock: systemClock,
    random: systemRandom,
    onPacket: (component, bytes) => {
      heard.push(`${component}${bytes.toString('latin1')}`);
      tell();
    },
    onEvent: ({ kind }) => {
      kinds.push(kind);
      tell();
    },
    ...change,
  });
  running.push({ stop: () => Promise.resolve(agent.close()) });
  return {
    agent,
    until: (kind) => until(() => kinds.includes(kind)),
    untilHeard: (count) => until(() => heard.length >= count).then(() => heard),
  };
}

const niceTitle = typeof nice === 'string' ? `libnice, skipped: ${nice}` : 'libnice';

describe.skipIf(typeof nice === 'string')(niceTitle, () => {
  function start(options: Parameters<typeof startNice>[1]) {
    if (typeof nice === 'string') throw new Error(nice);
    const peer = startNice(nice, options);
    running.push(peer);
    return peer;
  }

  it.each([
    { dialect: 'standard', ours: 'rfc5389', isControlling: true, count: 2 },
    { dialect: 'standard', ours: 'rfc5389', isControlling: false, count: 2 },
    { dialect: 'standard', ours: 'rfc5389', isControlling: true, count: 1 },
    { dialect: 'microsoft', ours: 'msice2', isControlling: true, count: 2 },
    { dialect: 'microsoft', ours: 'msice2', isControlling: false, count: 2 },
    { dialect: 'microsoft', ours: 'msice2', isControlling: true, count: 1 },
    // The first sound check of the other side tells which form it takes.
    { dialect: 'microsoft', ours: 'rfc5389', isControlling: true, count: 2 },
    { dialect: 'standard', ours: 'msice2', isControlling: true, count: 2 },
  ] as const)(
    'in $dialect form, we begin in $ours, we control: $isControlling, $count components',
    async ({ dialect, ours, isControlling, count }) => {
      const peer = start({ dialect, isControlling: !isControlling, components: count });
      const { agent, until, untilHeard } = side({ dialect: ours, isControlling, components: count });
      expect(await agent.gather()).toBe(true);
      const theirs = await peer.describe();
      expect(theirs.candidates.length).toBeGreaterThanOrEqual(count);
      peer.meet(agent.localDescription);
      agent.setRemote(theirs);
      await until('connected');
      await peer.untilReady();
      const used = components.slice(0, count);
      for (const component of used) agent.send(component, Buffer.from('\x80echo', 'latin1'));
      expect([...(await untilHeard(count))].sort()).toEqual(used.map((component) => `${component}\x80echo`));
    },
  );
});

const coturnTitle = typeof coturn === 'string' ? `coturn, skipped: ${coturn}` : 'coturn';

describe.skipIf(typeof coturn === 'string')(coturnTitle, () => {
  async function openerFor(
    way: 'udpPort' | 'tcpPort',
    password: string = coturnUser.password,
    onFailed: (why: string) => void = () => undefined,
  ) {
    if (typeof coturn === 'string') throw new Error(coturn);
    const server = await startCoturn(coturn);
    running.push(server);
    const { userName } = coturnUser;
    const turn = { form: 'standard', host: '127.0.0.1', [way]: server.port, userName, password } as const;
    const open = createRelayOpener([turn], { openUdp, clock: systemClock, random: systemRandom, onFailed });
    if (!open) throw new Error('no server');
    return { open, port: server.port };
  }

  it.each(['udpPort', 'tcpPort'] as const)('carries a call whose other paths are closed, by its %s', async (way) => {
    const { open } = await openerFor(way);
    // The caller's own sockets are mute, as behind a wall; the callee is told the lent addresses alone.
    const mute: OpenUdp = async (local, onPacket) => {
      const socket = await openUdp(local, onPacket);
      return socket && { ...socket, send: () => undefined };
    };
    const ports = createPortAllocator({ first: 43_000, last: 43_999 }, mute, systemRandom);
    const caller = side({ openRelay: open, ports });
    const callee = side({ isControlling: false });
    await Promise.all([caller.agent.gather(), callee.agent.gather()]);
    const ours = caller.agent.localDescription;
    const relayed = ours.candidates.filter(({ type }) => type === 'relay');
    expect(relayed.map(({ component }) => component).sort()).toEqual([1, 2]);
    callee.agent.setRemote({ ...ours, candidates: relayed });
    caller.agent.setRemote(callee.agent.localDescription);
    await Promise.all([caller.until('connected'), callee.until('connected')]);
    expect(caller.agent.chosenPair(1)?.local.type).toBe('relay');
    expect(callee.agent.chosenPair(2)?.remote.type).toBe('relay');
    for (const component of components) {
      caller.agent.send(component, Buffer.from('\x80there', 'latin1'));
      callee.agent.send(component, Buffer.from('\x80back', 'latin1'));
    }
    expect([...(await callee.untilHeard(2))].sort()).toEqual(['1\x80there', '2\x80there']);
    expect([...(await caller.untilHeard(2))].sort()).toEqual(['1\x80back', '2\x80back']);
  });

  it('lends an address both ways and nothing to strangers', async () => {
    const { open } = await openerFor('udpPort');
    const heard: string[] = [];
    const lent = await open(1, (bytes) => heard.push(bytes.toString()));
    expect(lent?.local.address).toBe('127.0.0.1');
    expect(lent?.mapped?.address).toBe('127.0.0.1');
    const answered = new Promise<string>((resolve) => {
      void openUdp({ address: '127.0.0.1', port: 0 }, (bytes) => resolve(bytes.toString())).then((socket) => {
        running.push({ stop: () => Promise.resolve(socket?.close()) });
        if (socket) lent?.send(Buffer.from('over the relay'), socket.local);
      });
    });
    expect(await answered).toBe('over the relay');
    lent?.close();
    expect(heard).toEqual([]);
  });

  it('takes no wrong password', async () => {
    const failures: string[] = [];
    const { open } = await openerFor('udpPort', 'wrong', (why) => void failures.push(why));
    expect(await open(1, () => undefined)).toBeUndefined();
    expect(failures).toEqual(['wrong-password']);
  });
});
