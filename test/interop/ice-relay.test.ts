/** The lab's media relay, used by libnice as by a client of 2010: software nobody here wrote. */
import { afterEach, describe, expect, it } from 'vitest';
import { CredentialsDesk } from '../../src/lab/media/turn/relay-credentials.ts';
import { TurnServer } from '../../src/lab/media/turn/turn-server.ts';
import { createIceAgent } from '../../src/relay/ice/agent.ts';
import { createPortAllocator } from '../../src/relay/ice/ports.ts';
import { systemClock, systemRandom } from '../../src/relay/net/system.ts';
import { openUdp } from '../../src/relay/net/udp.ts';
import { findNice } from './ice/build.ts';
import { startNice } from './ice/run.ts';

const nice = findNice();
const running: { stop(): unknown }[] = [];
const components = [1, 2] as const;

afterEach(async () => {
  for (const each of running.splice(0).reverse()) await each.stop();
});

async function startRelay(realm: string) {
  const credentials = new CredentialsDesk(systemClock, systemRandom);
  const options = { clock: systemClock, random: systemRandom, credentials, address: '127.0.0.1', port: 0, realm };
  const server = await TurnServer.open(options);
  running.push({ stop: () => server.close() });
  return { server, credentials };
}

function startPeer(...[options]: [Omit<Parameters<typeof startNice>[1], 'dialect'>]) {
  if (typeof nice === 'string') throw new Error(nice);
  const peer = startNice(nice, { dialect: 'microsoft', ...options });
  running.push(peer);
  return peer;
}

function startAgent(isControlling: boolean, count: 1 | 2) {
  const heard: string[] = [];
  const state = { isConnected: false };
  const agent = createIceAgent({
    addresses: ['127.0.0.1'],
    components: count,
    dialect: 'msice2',
    isControlling,
    ports: createPortAllocator({ first: 44_000, last: 44_999 }, openUdp, systemRandom),
    clock: systemClock,
    random: systemRandom,
    onPacket: (component, bytes) => heard.push(`${component}${bytes.toString('latin1')}`),
    onEvent: ({ kind }) => {
      if (kind === 'connected') state.isConnected = true;
    },
  });
  running.push({ stop: () => agent.close() });
  return { agent, heard, state };
}

const within = { timeout: 15_000 };
const title = typeof nice === 'string' ? `libnice at the lab’s relay, skipped: ${nice}` : 'libnice at the lab’s relay';

describe.skipIf(typeof nice === 'string')(title, () => {
  it.each([
    { isControlling: true, count: 2, realm: 'contoso.com' },
    { isControlling: false, count: 2, realm: 'contoso.com' },
    { isControlling: true, count: 1, realm: '"contoso.com"' },
  ] as const)(
    'borrows an address for each of $count components and talks by them alone, it controls: $isControlling, realm $realm',
    async ({ isControlling, count, realm }) => {
      const { server, credentials } = await startRelay(realm);
      const { userName, password } = credentials.make(10);
      const secrets = { userName: userName.toString('base64'), password: password.toString('base64') };
      const peer = startPeer({ isControlling, components: count, relay: { ...server.place, ...secrets } });
      const theirs = await peer.describe();
      expect(theirs.candidates.map(({ type }) => type)).toEqual(Array.from({ length: count }, () => 'relay'));
      expect(server.lent).toBe(count);
      const { agent, heard, state } = startAgent(!isControlling, count);
      expect(await agent.gather()).toBe(true);
      peer.meet(agent.localDescription);
      agent.setRemote(theirs);
      await expect.poll(() => state.isConnected, within).toBe(true);
      await peer.untilReady();
      const used = components.slice(0, count);
      const lent = theirs.candidates.map(({ port }) => port);
      expect(used.map((component) => agent.chosenPair(component)?.remote.port).sort()).toEqual([...lent].sort());
      // More than one, before and after it chooses the place whose packets bear no frame.
      for (const word of ['one', 'two', 'three']) {
        for (const component of used) agent.send(component, Buffer.from(`\x80${word}`, 'latin1'));
        const expected = used.map((component) => `${component}\x80${word}`);
        await expect.poll(() => heard.splice(0).sort(), within).toEqual(expected);
      }
    },
  );

  it('borrows nothing with a wrong password', async () => {
    const { server, credentials } = await startRelay('contoso.com');
    const userName = credentials.make(10).userName.toString('base64');
    const relay = { ...server.place, userName, password: Buffer.from('wrong').toString('base64') };
    const peer = startPeer({ isControlling: true, components: 1, relay });
    expect((await peer.describe()).candidates).toEqual([]);
    expect(server.lent).toBe(0);
  });
});
