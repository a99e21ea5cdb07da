import { expect, it } from 'vitest';
import { headerOf, type SipResponse } from '../../src/protocol/sip/message.ts';
import { mendedDescriptions, refusedDescriptions } from '../fixtures/sdp/malformed.ts';
import { createHostileBench } from '../fakes/hostile-bench.ts';
import { turns } from '../fakes/process-holdings.ts';
it('x', { timeout: 60_000 }, async () => {
  for (const [at, [name, text]] of [...refusedDescriptions, ...mendedDescriptions.map(([a, b]) => [a, b.replaceAll('192.0.2.1', '127.0.0.1')] as const)].entries()) {
    const scene = createHostileBench();
    scene.invite(`bad${at}`, text);
    await turns(3);
    let log = scene.bench.peer.startLines().join('|');
    const [c] = scene.live;
    if (c) {
      const a = await scene.calls.answer(c.id);
      await turns(3);
      log += ' ANSWER ' + (a.ok ? 'ok' : a.failure.code) + ' ' + scene.bench.peer.startLines().join('|');
    }
    await scene.close();
    const s2 = createHostileBench();
    const { invite, id } = await s2.dial();
    s2.bench.peer.answer(invite, '200 OK', { headers: ['Contact: <sip:jeremy@contoso.com;opaque=user:epid:jeremys;gruu>', 'Content-Type: application/sdp'], body: text });
    await turns(40);
    const c2 = s2.state.get().calls.find((x) => x.id === id);
    process.stdout.write(`${name}: ${log} || OUT ${c2?.state} ${c2?.end?.why ?? ''} ${c2?.end?.failure?.code ?? ''} ${s2.bench.peer.startLines().map((l) => l.split(' ')[0]).join(',')}\n`);
    await s2.close();
  }
  expect(1).toBe(1);
});
