import { expect, it, onTestFinished } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { createHandClock } from '../../../test/fakes/hand-clock.ts';
import { createMemoryNet } from '../../../test/fakes/memory-net.ts';
import { createMsTurnServer } from '../../../test/fakes/ms-turn-server.ts';
import { systemRandom } from '../net/system.ts';
import { openUdp } from '../net/udp.ts';
import { createRelayOpener } from './open-relay.ts';

const userName = Buffer.from('a name').toString('base64');
const password = Buffer.from('a secret').toString('base64');
const decoded = { userName: Buffer.from('a name'), password: Buffer.from('a secret') };
const peer = { address: '198.51.100.20', port: 5000 };

/** Whatever way the address is written: answers come from where the system writes it. RFC 5952 */
it.each(['2001:db8::9', '2001:DB8:0:0:0:0:0:9', '2001:0db8::0.0.0.9'])(
  'borrows of a server named by the IPv6 literal %s, and hears what it passes on',
  async (host) => {
    const clock = createFakeClock();
    const net = createMemoryNet(clock);
    const server = createMsTurnServer(decoded);
    const socket = await net.open({ address: '2001:db8::9', port: 3478 }, (bytes, from) => {
      const isData = server.answer(bytes);
      socket?.send(isData ?? server.indicate(peer, Buffer.from('back')), from);
    });
    const heard: string[] = [];
    const turn = { form: 'microsoft', host, udpPort: 3478, userName, password } as const;
    const open = createRelayOpener([turn], { openUdp: net.open, clock, random: createFakeRandom() });
    const asked = open?.(1, (bytes, from) => heard.push(`${from.address}:${from.port} ${bytes}`));
    await clock.advance(1000);
    const lent = await asked;
    expect(lent?.local).toEqual({ address: '198.51.100.9', port: 50_009 });
    lent?.send(Buffer.from('out'), peer);
    await clock.advance(100);
    expect(server.seen.at(-1)).toBe('198.51.100.20:5000 out');
    expect(heard).toEqual(['198.51.100.20:5000 back']);
    expect(net.bound.find((name) => name !== '2001:db8::9:3478')).toMatch(/^:::/);
    lent?.close();
  },
);

it('borrows of a server at an IPv6 address of this machine', async () => {
  const server = createMsTurnServer(decoded);
  const socket = await openUdp({ address: '::1', port: 0 }, (bytes, from) => {
    const answer = server.answer(bytes);
    if (answer) socket?.send(answer, from);
  });
  onTestFinished(() => socket?.close());
  const turn = { form: 'microsoft', host: '0:0::1', udpPort: socket?.local.port ?? 0, userName, password } as const;
  const open = createRelayOpener([turn], { openUdp, clock: createHandClock(), random: systemRandom });
  const lent = await open?.(1, () => undefined);
  expect(lent?.local).toEqual({ address: '198.51.100.9', port: 50_009 });
  lent?.close();
});
