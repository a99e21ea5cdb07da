/** The agent against an independent one, over loopback. */
import { afterEach, expect, it } from 'vitest';
import { Candidate, Connection } from 'werift';
import { systemClock, systemRandom } from '../net/system.ts';
import { openUdp } from '../net/udp.ts';
import { createIceAgent } from './agent.ts';
import { createPortAllocator } from './ports.ts';
import type { IceAgent, IceCandidate } from './types.ts';

const open: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

it.each([true, false])('meets the agent of werift and carries packets (we control: %s)', async (isControlling) => {
  let hear: (text: string) => void = () => undefined;
  const heard = new Promise<string>((resolve) => {
    hear = resolve;
  });
  let arrive: () => void = () => undefined;
  const connected = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const ours: IceAgent = createIceAgent({
    addresses: ['127.0.0.1'],
    components: 1,
    dialect: 'rfc5389',
    isControlling,
    ports: createPortAllocator({ first: 44_000, last: 44_999 }, openUdp, systemRandom),
    clock: systemClock,
    random: systemRandom,
    onPacket: (_component, bytes) => hear(bytes.toString('latin1')),
    onEvent: ({ kind }) => {
      if (kind === 'connected') arrive();
    },
  });
  const theirs = new Connection(!isControlling, {
    useIpv6: false,
    // One that never answers, on this machine; without it, it would ask one of the world's.
    stunServer: ['127.0.0.1', 9],
    stunGatherTimeout: 0.1,
    additionalHostAddresses: ['127.0.0.1'],
  });
  open.push(
    () => ours.close(),
    () => theirs.close(),
  );
  expect(await ours.gather()).toBe(true);
  await theirs.gatherCandidates();
  theirs.setRemoteParams({
    iceLite: false,
    usernameFragment: ours.localDescription.ufrag,
    password: ours.localDescription.password,
  });
  for (const { foundation, component, priority, address, port } of ours.localDescription.candidates)
    await theirs.addRemoteCandidate(new Candidate(foundation, component, 'udp', priority, address, port, 'host'));
  await theirs.addRemoteCandidate(undefined);
  ours.setRemote({
    ufrag: theirs.localUsername,
    password: theirs.localPassword,
    candidates: theirs.localCandidates.filter(({ host }) => host === '127.0.0.1').map(candidateOf),
  });
  await Promise.all([theirs.connect(), connected]);
  const back = new Promise<string>((resolve) => theirs.onData.subscribe((bytes) => resolve(bytes.toString('latin1'))));
  await theirs.send(Buffer.from('\x80there', 'latin1'));
  expect(await heard).toBe('\x80there');
  ours.send(1, Buffer.from('\x80back', 'latin1'));
  expect(await back).toBe('\x80back');
});

function candidateOf({ foundation, priority, host, port }: Candidate): IceCandidate {
  return { foundation, component: 1, priority, address: host, port, type: 'host' };
}
