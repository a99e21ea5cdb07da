import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { createFakeSipAgent, fakeResponse } from '../../../../test/fakes/fake-sip-agent.ts';
import { noProvisioning } from '../../../shared/model/provisioning.ts';
import type { Slices } from '../../../shared/model/snapshot.ts';
import { done, failed } from '../../../shared/outcome.ts';
import type { Answer } from '../../sip/agent.ts';
import { createStateStore } from '../../store/state.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { createDialPlanService } from './dial-plan-service.ts';

const OWN = 'sip:karen@contoso.com';
const PROFILE =
  '<LocationProfileDescription xmlns="http://schemas.microsoft.com/2007/03/locationProfileDescription"><Name>UK_dial_plan</Name>' +
  '<Rule><Pattern>^(\\d{6})$</Pattern><Translation>+441785$1</Translation><InternalEnterpriseExtension>false</InternalEnterpriseExtension></Rule>' +
  '</LocationProfileDescription>';

function setUp() {
  const clock = createFakeClock();
  const state = createStateStore(
    { dialPlan: { state: 'none', rules: [] }, provisioning: noProvisioning } as unknown as Slices,
    clock,
  );
  const tracer: Tracer = { record: () => undefined, for: () => tracer };
  const service = createDialPlanService({ state, tracer, clock });
  const agent = createFakeSipAgent();
  agent.answer = () => done(fakeResponse(200, PROFILE));
  const start = (ownUri = OWN) => service.start(agent, ownUri, new AbortController().signal);
  return { service, agent, start, shown: () => state.get().dialPlan };
}

describe('[F11] the location profile', () => {
  it('is asked for by SERVICE and becomes the active plan', async () => {
    const { start, agent, shown, service } = setUp();
    expect(service.tryNumber('123456')).toMatchObject({ outcome: 'no-plan', result: '123456' });
    expect(await start()).toEqual({ ok: true, value: undefined });
    expect(agent.requests[0]).toMatchObject({
      method: 'SERVICE',
      options: {
        uri: 'sip:karen@contoso.com;gruu;opaque=app:locationprofile:get;default',
        headers: [['Accept', 'application/ms-location-profile-definition+xml']],
      },
    });
    expect(shown()).toMatchObject({ state: 'active', name: 'UK_dial_plan', rules: [{ number: 1 }] });
    expect(service.tryNumber('123456')).toMatchObject({ outcome: 'matched', result: '+441785123456' });
  });

  it('[F17] is not used before it has arrived', async () => {
    const { start, agent, service, shown } = setUp();
    let arrive: (answer: Answer) => void = () => undefined;
    agent.answer = () => new Promise((resolve) => (arrive = resolve));
    const started = start();
    expect(shown().state).toBe('loading');
    expect(service.tryNumber('123456').outcome).toBe('no-plan');
    arrive(done(fakeResponse(200, PROFILE)));
    await started;
    expect(service.tryNumber('123456').outcome).toBe('matched');
  });

  it.each([
    ['DIAL_PLAN_UNREADABLE', done(fakeResponse(200, PROFILE.replace('<Pattern>', '<Pattern&gt;')))],
    ['DIAL_PLAN_UNREADABLE', done(fakeResponse(200))],
    ['DIAL_PLAN_UNAVAILABLE', done(fakeResponse(404))],
    ['DIAL_PLAN_UNAVAILABLE', failed({ code: 'SIP_TIMEOUT', at: 0 })],
  ] as const)('%s keeps the plan before it', async (code, answer) => {
    const { start, agent, shown, service } = setUp();
    await start();
    agent.answer = () => answer;
    expect(await start()).toMatchObject({ ok: false, failure: { code } });
    expect(shown()).toMatchObject({ state: 'failed', name: 'UK_dial_plan', rules: [{}], failure: { code } });
    expect(service.tryNumber('123456').result).toBe('+441785123456');
  });

  it('another account has its own, even if the first answer comes late', async () => {
    const { start, agent, shown, service } = setUp();
    let arrive: (answer: Answer) => void = () => undefined;
    agent.answer = () => new Promise((resolve) => (arrive = resolve));
    const first = start();
    agent.answer = () => done(fakeResponse(404));
    await start('sip:jeremy@contoso.com');
    arrive(done(fakeResponse(200, PROFILE)));
    expect((await first).ok).toBe(false);
    expect(shown()).toMatchObject({ state: 'failed', rules: [] });
    expect(service.tryNumber('123456').outcome).toBe('no-plan');
    service.forget();
    expect(shown()).toEqual({ state: 'none', rules: [] });
  });
});

describe('a server of RFC 3261, which has no dial plans', () => {
  it('gets what was typed as a name of its own, without the words that Microsoft’s translate by', async () => {
    const { start, service } = setUp();
    service.goWithout('sip:karen@pbx.example');
    expect(service.tryNumber('100').dials).toEqual({ sip: 'sip:100@pbx.example', tel: 'tel:100' });
    expect(service.tryNumber('*72#').dials?.sip).toBe('sip:*72%23@pbx.example');
    expect(service.tryNumber('+47 22 33 44 55').dials?.sip).toBe('sip:+4722334455@pbx.example;user=phone');
    await start();
    expect(service.tryNumber('7').dials?.phoneContext).toBe('UK_dial_plan');
    service.goWithout('sip:karen@pbx.example');
    service.forget();
    expect(service.tryNumber('100').dials).toBeUndefined();
    void start();
    expect(service.tryNumber('100').dials?.phoneContext).toBe('user-default');
  });
});
