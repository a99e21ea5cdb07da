/** People have several devices: what a peer says from another one, and what the person did with an invitation at another one. */
import { expect, it } from 'vitest';
import { createImBench, tagOf } from '../../../../test/fakes/im-bench.ts';
import { headerOf, type SipMessage } from '../../../protocol/sip/message.ts';

const body = (message: SipMessage) => new TextDecoder().decode(message.body);

it.each(['vadim@contoso.com', 'aaron@contoso.com'])(
  'an invitation of %s, whom we had invited before, is where we answer: it may come from another device',
  async (from) => {
    const scene = createImBench();
    const { peer, clock, agent } = scene.bench;
    const opened = scene.talks.open({ uri: from });
    const id = opened.ok ? opened.value : '';
    scene.talks.send(id, 'Hello');
    const ours = await peer.nextRequest('INVITE');
    peer.answer(ours, '200 OK', {
      headers: [`Contact: <sip:${from};gruu>`, 'Content-Type: application/sdp'],
      body: `v=0\r\nm=message 5060 sip sip:${from}\r\n`,
    });
    await peer.nextRequest('ACK');
    const underWay = await peer.nextRequest('MESSAGE');
    scene.invite({ from, callId: 'telephone', toast: 'I am on my way' });
    const toTag = tagOf(await peer.next('SIP/2.0 200'));
    scene.deliver('ACK', { from, callId: 'telephone', toTag });
    scene.talks.send(id, 'Take care');
    await clock.advance(1000);
    peer.answer(underWay, '200 OK');
    // What was under way has arrived, and is not said once more.
    const answer = await peer.nextRequest('MESSAGE');
    expect([headerOf(answer, 'call-id'), body(answer)]).toEqual(['telephone', 'Take care']);
    const bye = await peer.nextRequest('BYE');
    expect(headerOf(bye, 'call-id')).toBe(headerOf(ours, 'call-id'));
    agent.close();
  },
);

it.each([
  { how: 'answered on another device', reason: 'SIP;cause="200"', notice: 'answered-elsewhere', unread: 0, missed: 0 },
  {
    how: 'declined on another device',
    reason: 'SIP;cause=603;text="Decline"',
    notice: 'declined',
    unread: 0,
    missed: 1,
  },
  { how: 'taken back', reason: 'SIP;cause=487', notice: 'missed', unread: 1, missed: 1 },
])('an invitation that is $how says so here, and waits to be read only where nobody has seen it', async (given) => {
  const scene = createImBench();
  scene.invite({ toast: 'Hello?' });
  await scene.bench.peer.next('SIP/2.0 180');
  scene.deliver('CANCEL', { headers: [`Reason: ${given.reason}`] });
  expect(scene.said()).toEqual(['peer: Hello?', `(${given.notice})`]);
  expect([scene.state.get().conversations[0]?.unread, scene.missed.length]).toEqual([given.unread, given.missed]);
  scene.bench.agent.close();
});
