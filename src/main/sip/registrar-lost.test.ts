import { describe, expect, it } from 'vitest';
import { createAgentBench, failureOf, registeredContact } from '../../../test/fakes/agent-bench.ts';
import { headerOf } from '../../protocol/sip/message.ts';

describe('a registration that ends', () => {
  it('says SIP_TIMEOUT after 8 s without an answer and forgets the request', async () => {
    const { agent, peer, clock, listener } = createAgentBench();
    const outcome = agent.register(listener);
    const request = await peer.nextRequest('REGISTER');
    await clock.advance(7999);
    expect(clock.pending).toBe(1);
    await clock.advance(1);
    expect(failureOf(await outcome)).toMatchObject({ code: 'SIP_TIMEOUT', server: 'sip.contoso.com' });
    peer.answer(request, '200 OK', { headers: [registeredContact(agent)] });
    await clock.advance(0);
    expect(clock.pending).toBe(0);
    agent.close();
  });

  it('says CONNECTION_LOST at once when the connection goes with the request under way', async () => {
    const { agent, peer, flow, clock, listener, heard } = createAgentBench();
    const outcome = agent.register(listener);
    await peer.nextRequest('REGISTER');
    flow.lose();
    expect(failureOf(await outcome)).toMatchObject({ code: 'CONNECTION_LOST', detail: 'ECONNRESET' });
    expect([clock.pending, agent.isOpen, heard.lost.length]).toEqual([0, false, 0]);
  });

  it('is lost when the connection goes', async () => {
    const { flow, heard, clock, signIn } = createAgentBench();
    await signIn();
    flow.lose();
    expect(heard.lost).toMatchObject([{ code: 'CONNECTION_LOST' }]);
    expect(clock.pending).toBe(0);
  });

  it('is not called a success when the connection goes right behind the 200', async () => {
    const { agent, peer, flow, clock, listener, heard } = createAgentBench();
    const outcome = agent.register(listener);
    const request = await peer.nextRequest('REGISTER');
    peer.answer(request, '200 OK', { headers: [registeredContact(agent)] });
    flow.lose();
    expect(failureOf(await outcome).code).toBe('CONNECTION_LOST');
    expect([clock.pending, heard.lost.length]).toEqual([0, 0]);
  });

  it('is lost when the refresh is refused or not answered', async () => {
    for (const status of ['403 Forbidden', undefined]) {
      const { agent, peer, clock, heard, signIn } = createAgentBench();
      await signIn([registeredContact(agent, 60)]);
      await clock.advance(30_000);
      const refresh = await peer.nextRequest('REGISTER');
      if (status) peer.answer(refresh, status);
      await clock.advance(8000);
      expect(heard.lost).toMatchObject([{ code: status ? 'SIP_REFUSED' : 'SIP_TIMEOUT' }]);
      expect(clock.pending).toBe(0);
      agent.close();
    }
  });

  it('hears from nobody when we close it ourselves', async () => {
    const { agent, heard, clock, flow, signIn } = createAgentBench();
    await signIn();
    agent.close();
    agent.close();
    expect([heard.lost.length, clock.pending, flow.isOpen]).toEqual([0, 0, false]);
    expect(failureOf(await agent.register({ onRefreshed: () => undefined, onLost: () => undefined })).code).toBe(
      'CONNECTION_LOST',
    );
  });

  it.each(['NOTIFY', 'BENOTIFY'])('is taken away by the notice of the server in a %s', async (method) => {
    const { peer, heard, clock, signIn } = createAgentBench();
    const { request } = await signIn();
    const headers = [
      'Event: registration-notify',
      'Subscription-State: terminated;expires=0',
      'Content-Type: text/registration-event',
    ];
    peer.inside(request, method, 1, { headers, body: 'deregistered;event=rejected' });
    expect(heard.lost).toMatchObject([{ code: 'SIGNED_OUT_BY_SERVER', data: { reason: 'rejected' } }]);
    expect(peer.startLines()).toEqual(method === 'NOTIFY' ? ['SIP/2.0 200 OK'] : []);
    expect(clock.pending).toBe(0);
  });

  it('is taken back where a plain server may still grant what nobody waits for', async () => {
    for (const by of ['the person', 'the limit']) {
      const { agent, peer, clock, listener } = createAgentBench({ dialect: 'standard' });
      const giveUp = new AbortController();
      const outcome = agent.register(listener, giveUp.signal);
      const request = await peer.nextRequest('REGISTER');
      if (by === 'the person') giveUp.abort();
      else await clock.advance(8000);
      expect(failureOf(await outcome).code).toBe('SIP_TIMEOUT');
      agent.close();
      const farewell = await peer.nextRequest('REGISTER');
      expect([headerOf(farewell, 'expires'), headerOf(farewell, 'call-id')]).toEqual([
        '0',
        headerOf(request, 'call-id'),
      ]);
      expect(headerOf(farewell, 'contact')).toContain(';expires=0');
      await clock.advance(0);
      expect([peer.untaken, clock.pending]).toEqual([0, 0]);
    }
  });

  it('is given up when the person gives up', async () => {
    const { agent, peer, clock, listener } = createAgentBench();
    const giveUp = new AbortController();
    const outcome = agent.register(listener, giveUp.signal);
    await peer.nextRequest('REGISTER');
    giveUp.abort();
    expect(failureOf(await outcome).code).toBe('SIP_TIMEOUT');
    expect(clock.pending).toBe(0);
    agent.close();
  });
});

describe('a probe', () => {
  it('finds a connection that died silently within 8 s, and the registration is lost', async () => {
    const { agent, peer, clock, heard, signIn } = createAgentBench();
    await signIn();
    agent.probe();
    expect((await peer.nextRequest('REGISTER')).method).toBe('REGISTER');
    await clock.advance(7999);
    expect(heard.lost).toEqual([]);
    await clock.advance(1);
    expect(heard.lost).toMatchObject([{ code: 'SIP_TIMEOUT', server: 'sip.contoso.com' }]);
    expect(clock.pending).toBe(0);
    agent.close();
  });

  it('is a refresh like any other when the server is there, and the next one counts from it', async () => {
    const { agent, peer, clock, heard, signIn } = createAgentBench();
    await signIn([registeredContact(agent, 600)]);
    await clock.advance(300_000);
    agent.probe();
    peer.answer(await peer.nextRequest('REGISTER'), '200 OK', { headers: [registeredContact(agent, 600)] });
    await clock.advance(569_999);
    expect([peer.untaken, heard.refreshed.length, clock.pending]).toEqual([0, 1, 1]);
    await clock.advance(1);
    expect(peer.untaken).toBe(1);
    agent.close();
  });

  it('is one at a time, and none where nothing is registered', async () => {
    const { agent, peer, signIn } = createAgentBench();
    agent.probe();
    expect(peer.untaken).toBe(0);
    await signIn();
    agent.probe();
    agent.probe();
    expect(peer.untaken).toBe(1);
    agent.close();
    agent.probe();
    expect(peer.untaken).toBe(1);
  });
});

describe('what the registrar says of the registration', () => {
  const state = (text: string) => `Presence-State: ${text}`;

  it.each(['added', 'fixed'])('loses it when a refresh is %s: nothing stood there any more', async (action) => {
    const { agent, peer, clock, heard, signIn } = createAgentBench();
    await signIn([registeredContact(agent), state('register-action="added"')]);
    agent.probe();
    const headers = [registeredContact(agent), state(`register-action="${action}"`)];
    peer.answer(await peer.nextRequest('REGISTER'), '200 OK', { headers });
    await clock.advance(0);
    expect(heard).toMatchObject({ refreshed: [], lost: [{ code: 'CONNECTION_LOST' }] });
    agent.close();
  });

  it('tells of a backup registrar, and of the home server that is back', async () => {
    const { agent, peer, clock, heard, signIn } = createAgentBench();
    const away = 'register-action="added";primary-cluster-type="central";is-connected-to-primary=no';
    expect((await signIn([registeredContact(agent), state(away)])).outcome).toMatchObject({
      value: { isLimited: true },
    });
    agent.probe();
    const headers = [registeredContact(agent), state('register-action="refreshed"')];
    peer.answer(await peer.nextRequest('REGISTER'), '200 OK', { headers });
    await clock.advance(0);
    expect(heard.refreshed.map(({ isLimited = false }) => isLimited)).toEqual([false]);
    agent.close();
  });
});
