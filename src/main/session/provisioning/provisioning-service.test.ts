import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { createFixedRandom } from '../../../../test/fakes/fake-random.ts';
import { createFakeSipAgent, type FakeSubscription } from '../../../../test/fakes/fake-sip-agent.ts';
import { noProvisioning } from '../../../shared/model/provisioning.ts';
import { serverFacts } from '../../../shared/model/server-facts.ts';
import type { Slices } from '../../../shared/model/snapshot.ts';
import { createStateStore } from '../../store/state.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { createProvisioningService } from './provisioning-service.ts';

const OWN = 'sip:karen@contoso.com';
const TYPE = 'application/vnd-microsoft-roaming-provisioning-v2+xml';
const document = (organization: string) =>
  `<provisionGroupList><provisionGroup name="ServerConfiguration"><organization>${organization}</organization></provisionGroup></provisionGroupList>`;
const roamingSelf =
  '<roamingData><categories><category name="userProperties"><userProperties><lines><line lineType="Uc">tel:+441785201000;ext=1000</line></lines></userProperties></category></categories></roamingData>';

function setUp({ random = createFixedRandom(255) } = {}) {
  const clock = createFakeClock();
  const state = createStateStore({ provisioning: noProvisioning } as unknown as Slices, clock);
  const tracer: Tracer = { record: () => undefined, for: () => tracer };
  const service = createProvisioningService({ state, tracer, clock, random });
  const agent = createFakeSipAgent();
  agent.accept = (subscription) => {
    subscription.notify(TYPE, document('Contoso'));
    return 'accept';
  };
  const registration = new AbortController();
  const start = (ownUri = OWN) => service.start(agent, ownUri, registration.signal);
  const shown = () => state.get().provisioning;
  return { clock, service, agent, start, shown, registration, name: () => serverFacts(shown()).organisation };
}

describe('the settings of the server', () => {
  it('[F18] are asked for by one SUBSCRIBE that names the groups, and are there when start() resolves', async () => {
    const { start, agent, name, shown } = setUp();
    expect(await start()).toEqual({ ok: true, value: undefined });
    expect(agent.subscriptions[0]?.options).toMatchObject({
      uri: OWN,
      event: 'vnd-microsoft-provisioning-v2',
      accept: TYPE,
      body: { contentType: TYPE },
    });
    expect(agent.subscriptions[0]?.options.body?.text).toContain('<provisioningGroup name="ServerConfiguration"/>');
    expect([name(), shown().state]).toEqual(['Contoso', 'ready']);
  });

  it('hold when the server ends the subscription with its first answer, and nobody asks again by itself', async () => {
    const { start, agent, clock, name } = setUp();
    agent.accept = (subscription) => {
      subscription.notify(TYPE, document('Contoso'));
      subscription.end();
      return 'accept';
    };
    await start();
    await clock.advance(3_600_000);
    expect([agent.subscriptions.length, name()]).toEqual([1, 'Contoso']);
  });

  it('change with later notifications, and a broken one keeps what was known', async () => {
    const { start, agent, name, shown } = setUp();
    await start();
    agent.subscriptions[0]?.notify(TYPE, document('Fabrikam'));
    expect(name()).toBe('Fabrikam');
    agent.subscriptions[0]?.notify(TYPE, '<html>');
    expect(shown()).toMatchObject({ state: 'failed', failure: { code: 'PROVISIONING_UNREADABLE' } });
    expect(name()).toBe('Fabrikam');
    agent.subscriptions[0]?.notify(TYPE, document('Contoso'));
    expect([shown().state, shown().failure]).toEqual(['ready', undefined]);
  });

  it('are unavailable when the server refuses, or sends nothing within eight seconds', async () => {
    const { start, agent, clock, shown } = setUp();
    agent.accept = () => ({ code: 'SIP_REFUSED', at: 0 });
    expect(await start()).toMatchObject({
      ok: false,
      failure: { code: 'PROVISIONING_UNAVAILABLE', detail: 'SIP_REFUSED' },
    });
    agent.accept = () => 'accept';
    const silent = start();
    await clock.advance(8000);
    expect(await silent).toMatchObject({ ok: false, failure: { detail: 'no document came' } });
    expect(shown().state).toBe('failed');
  });

  it('are asked for again by itself when the server was only busy, later each time, and not after a refusal', async () => {
    const { start, agent, clock, name, shown, registration } = setUp();
    const busy = (retryAfter: string) =>
      ({ code: 'SIP_REFUSED', at: 0, sip: { status: 503, reason: '' }, data: { retryAfter } }) as const;
    const answers = [busy('0'), busy('300')];
    agent.accept = (subscription) => {
      const answer = answers.shift();
      if (!answer) subscription.notify(TYPE, document('Contoso'));
      return answer ?? 'accept';
    };
    expect(await start()).toMatchObject({ ok: false, failure: { code: 'PROVISIONING_UNAVAILABLE' } });
    await clock.advance(30_000);
    expect([agent.subscriptions.length, shown().state]).toEqual([2, 'failed']);
    await clock.advance(299_000);
    expect(agent.subscriptions).toHaveLength(2);
    await clock.advance(1000);
    expect([agent.subscriptions.length, shown().state, name()]).toEqual([3, 'ready', 'Contoso']);
    agent.accept = () => ({ code: 'SIP_REFUSED', at: 0, sip: { status: 403, reason: '' } });
    await start();
    await clock.advance(3_600_000);
    expect(agent.subscriptions).toHaveLength(4);
    agent.accept = () => busy('0');
    await start();
    registration.abort();
    await clock.advance(3_600_000);
    expect(agent.subscriptions).toHaveLength(5);
  });

  it('are asked for again somewhere in the second half of the pause, as everybody whom a busy server turned away is', async () => {
    const { start, agent, clock } = setUp({ random: createFixedRandom(0) });
    agent.accept = () => ({ code: 'SIP_TIMEOUT', at: 0 });
    await start();
    await clock.advance(14_999);
    expect(agent.subscriptions).toHaveLength(1);
    await clock.advance(1);
    expect(agent.subscriptions).toHaveLength(2);
    await clock.advance(29_999);
    expect(agent.subscriptions).toHaveLength(2);
    await clock.advance(1);
    expect(agent.subscriptions).toHaveLength(3);
  });

  it('of another account are put away, and a late answer does not bring them back', async () => {
    const { start, agent, name, service, shown } = setUp();
    await start();
    let late: FakeSubscription | undefined;
    agent.accept = (subscription) => {
      late = subscription;
      return 'accept';
    };
    const other = start('sip:jeremy@contoso.com');
    expect(name()).toBeUndefined();
    service.forget();
    late?.notify(TYPE, document('Contoso'));
    expect((await other).ok).toBe(false);
    expect(shown()).toEqual(noProvisioning);
  });

  it('end with the registration: refresh() says so', async () => {
    const { start, service, registration, name } = setUp();
    await start();
    registration.abort();
    expect(await service.refresh()).toMatchObject({ ok: false, failure: { code: 'NOT_SIGNED_IN' } });
    expect(name()).toBe('Contoso');
  });

  it('[F23] are joined by the own lines, whichever comes first', async () => {
    const { start, service, shown } = setUp();
    service.learnOwnLines(roamingSelf);
    service.learnOwnLines('<roamingData/>');
    await start();
    service.learnOwnLines(roamingSelf);
    expect(serverFacts(shown()).own).toEqual({ ddi: '+441785201000', extension: '1000' });
  });
});
