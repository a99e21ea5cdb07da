import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../../src/shared/model/call.ts';
import type { CallForwardingState } from '../../src/shared/model/call-forwarding.ts';
import { flagOf } from '../../src/shared/model/provisioning.ts';
import type { Snapshot } from '../../src/shared/model/snapshot.ts';
import { type CallScene, firstTone, startCallScene } from '../fakes/call-scene.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

let karen: CallScene;
let jeremy: CallScene;

beforeAll(async () => {
  karen = await startCallScene({ hertz: 440 });
  const { lab } = karen.world;
  lab.calls.setTimes({ ringMs: 200, stepMs: 200 });
  jeremy = await startCallScene({ hertz: 700, address: 'jeremy@contoso.com', lab });
});

afterAll(async () => {
  await jeremy.stop();
  await karen.stop();
});

const ok = { ok: true, value: undefined };
const voicemail = { kind: 'voicemail' } as const;
const late = { to: voicemail, afterSeconds: 20 } as const;
const rules = { unanswered: late, workHoursOnly: false } as const;
const number = (address: string) => ({ kind: 'address', address }) as const;
const forwarding = () => karen.world.client.people.forwarding;
const shown = (fits: (state: CallForwardingState) => boolean, of: LabClient = karen.world) =>
  of.until(({ callForwarding }) => fits(callForwarding)).then(({ callForwarding }) => callForwarding);
const isActive = ({ state }: Call) => state === 'active';
const isOver = ({ state }: Call) => state === 'ended';

beforeEach(async () => {
  await shown(({ state }) => state === 'ready');
  karen.world.lab.setSettings('contoso.com', { switches: null });
  expect(await forwarding().change({ mode: 'off', ...rules })).toEqual(ok);
});

/** Jeremy calls Karen; his call. */
function callKaren(): string {
  const started = jeremy.calls.call({ to: 'sip:karen@contoso.com' });
  return started.ok ? started.value : '';
}

const newestInLab = () => karen.world.lab.calls.list().at(-1);

describe('a call to somebody whose calls go elsewhere', () => {
  it('is taken by voicemail at once', async () => {
    expect(await forwarding().change({ mode: 'forward', to: voicemail, ...rules })).toEqual(ok);
    expect(await shown(({ rules: { mode } }) => mode === 'forward')).toMatchObject({ rules: { to: voicemail } });
    const id = callKaren();
    await jeremy.untilCall(id, isActive);
    expect(newestInLab()?.party).toBe('karen@contoso.com');
    expect(karen.world.client.state.get().calls).toEqual([]);
    await jeremy.calls.hangUp(id);
  });

  it('is taken by a number outside, made whole by the dial plan', async () => {
    expect(await forwarding().change({ mode: 'forward', to: number('01785 123456'), ...rules })).toEqual(ok);
    const { rules: now } = await shown(({ rules: { mode } }) => mode === 'forward');
    expect(now.to).toMatchObject({ number: '+441785123456' });
    const id = callKaren();
    await jeremy.untilCall(id, isActive);
    expect(newestInLab()?.party).toBe('+441785123456@contoso.com');
    await jeremy.calls.hangUp(id);
  });

  it('is taken by a person', async () => {
    expect(await forwarding().change({ mode: 'forward', to: number('Echo@contoso.com'), ...rules })).toEqual(ok);
    const id = callKaren();
    await jeremy.untilCall(id, isActive);
    expect(await firstTone(jeremy, id)).toBe(700);
    await jeremy.calls.hangUp(id);
  });

  it('rings both with simultaneous ring: who is faster has it, and the other is told', async () => {
    const music = { mode: 'ring-also', to: number('+441785123456'), ...rules } as const;
    expect(await forwarding().change(music)).toEqual(ok);
    const elsewhere = callKaren();
    const rang = await karen.until(({ state }) => state === 'incoming');
    await jeremy.untilCall(elsewhere, isActive);
    expect((await karen.untilCall(rang.id, isOver)).end?.why).toBe('elsewhere');
    await jeremy.calls.hangUp(elsewhere);

    expect(await forwarding().change({ ...music, to: number('never@contoso.com') })).toEqual(ok);
    const here = callKaren();
    const ringing = await karen.until(({ state }) => state === 'incoming');
    expect(await karen.calls.answer(ringing.id)).toEqual(ok);
    await jeremy.untilCall(here, isActive);
    await expect.poll(() => newestInLab()).toMatchObject({ party: 'never@contoso.com', end: 'cancelled' });
    await jeremy.calls.hangUp(here);
    await karen.untilCall(ringing.id, isOver);
  });
});

describe('a call nobody takes', () => {
  it('goes to voicemail, or to a number, after the seconds that were chosen', async () => {
    for (const [to, party] of [
      [voicemail, 'karen@contoso.com'],
      [number('+441785123456'), '+441785123456@contoso.com'],
    ] as const) {
      const unanswered = { to, afterSeconds: 5 };
      expect(await forwarding().change({ mode: 'off', unanswered, workHoursOnly: false })).toEqual(ok);
      const id = callKaren();
      const rang = await karen.until(({ state }) => state === 'incoming');
      await jeremy.untilCall(id, isActive);
      expect((await karen.untilCall(rang.id, isOver)).end?.why).toBe('missed');
      expect(newestInLab()?.party).toBe(party);
      await jeremy.calls.hangUp(id);
    }
  });

  it('is refused where it was declined, and ends where the caller gives up', async () => {
    const started = callKaren();
    const rang = await karen.until(({ state }) => state === 'incoming');
    expect(karen.calls.decline(rang.id, {})).toEqual(ok);
    expect((await jeremy.untilCall(started, isOver)).end?.why).toBe('refused');
    const again = callKaren();
    const ringing = await karen.until(({ state }) => state === 'incoming');
    await jeremy.calls.hangUp(again);
    expect((await karen.untilCall(ringing.id, isOver)).end?.why).toBe('missed');
  });
});

describe('people who take calls for somebody', () => {
  it('ring with her, delegates and team, and hear for whom', async () => {
    const { lab } = karen.world;
    lab.setDelegates('karen@contoso.com', ['jeremy@contoso.com']);
    await shown(({ delegates }) => delegates.includes('sip:jeremy@contoso.com'));
    expect(await forwarding().change({ mode: 'forward', to: { kind: 'delegates' }, ...rules })).toEqual(ok);
    const holly = await startCallScene({ address: 'anu@contoso.com', lab });
    const started = holly.calls.call({ to: 'sip:karen@contoso.com' });
    const ringing = await jeremy.until(({ state }) => state === 'incoming');
    expect(ringing.onBehalfOf?.uri).toBe('sip:karen@contoso.com');
    expect(await jeremy.calls.answer(ringing.id)).toEqual(ok);
    await holly.untilCall(started.ok ? started.value : '', isActive);
    expect(karen.world.client.state.get().calls.filter(({ state }) => state !== 'ended')).toEqual([]);
    await jeremy.calls.hangUp(ringing.id);
    await holly.stop();
    lab.setDelegates('karen@contoso.com', []);
  });

  it('are named by somebody, else they cannot be chosen', async () => {
    expect(await forwarding().change({ mode: 'ring-also', to: { kind: 'team' }, ...rules })).toMatchObject({
      failure: { code: 'FORWARDING_TARGET_INVALID', data: { why: 'nobody' } },
    });
  });
});

describe('a change that cannot be', () => {
  it.each([
    ['nothing', 'no number'],
    ['nothing', 'sip:karen@contoso.com;gruu;opaque=app:conf:focus:id:1'],
    ['self', 'Karen@contoso.com'],
    ['emergency', '112'],
  ])('is refused as %s: %s', async (why, typed) => {
    expect(await forwarding().change({ mode: 'forward', to: number(typed), ...rules })).toMatchObject({
      failure: { code: 'FORWARDING_TARGET_INVALID', data: { why } },
    });
    expect(karen.world.client.state.get().callForwarding.rules.mode).toBe('off');
  });

  it.each([
    ['AllowCallForwarding', { mode: 'forward', to: number('echo@contoso.com'), ...rules }],
    [
      'AllowCallForwarding',
      { mode: 'off', unanswered: { ...late, to: number('echo@contoso.com') }, workHoursOnly: true },
    ],
    ['AllowSimultaneousRinging', { mode: 'ring-also', to: number('echo@contoso.com'), ...rules }],
  ] as const)('is refused by the company’s %s', async (key, wish) => {
    karen.world.lab.setSettings('contoso.com', { switches: [{ group: 'ucPolicy', key, value: 'false' }] });
    const isForbidden = ({ provisioning }: Pick<Snapshot, 'provisioning'>) => flagOf(provisioning, key) === false;
    await karen.world.until(isForbidden);
    expect(await forwarding().change(wish)).toMatchObject({
      failure: { code: 'POLICY_FORBIDS', data: { policy: 'ucPolicy', key } },
    });
    expect(await forwarding().turnOff()).toEqual(ok);
  });
});

describe('two devices of one person', () => {
  const routing = (preamble: string) =>
    `<routing xmlns="http://schemas.microsoft.com/02/2006/sip/routing" name="rtcdefault" version="2"><preamble>${preamble}</preamble></routing>`;

  it('show each other’s choice, and neither undoes what the other wrote', async () => {
    const second = await startLabClient({ lab: karen.world.lab, installId: '1'.repeat(32) });
    expect((await second.signIn('karen@contoso.com')).ok).toBe(true);
    await shown(({ state }) => state === 'ready', second);
    expect(await second.client.people.forwarding.change({ mode: 'forward', to: voicemail, ...rules })).toEqual(ok);
    expect((await shown(({ rules: now }) => now.mode === 'forward')).rules.to).toEqual(voicemail);
    expect(await forwarding().turnOff()).toEqual(ok);
    await shown(({ rules: now }) => now.mode === 'off', second);
    await second.stop();
  });

  it('come to terms where one was faster and nobody had told: what it wrote stays in', async () => {
    const { lab } = karen.world;
    const future = routing('<flags name="clientflags" value="future_flag"/><wait name="later" seconds="9"/>');
    const refusals = () => lab.log().filter(({ startLine }) => startLine.includes(' 409 ')).length;
    const before = refusals();
    lab.calls.setRouting('karen@contoso.com', future, 'silently');
    const changed = forwarding().change({ mode: 'forward', to: voicemail, ...rules });
    await expect.poll(refusals).toBeGreaterThan(before);
    // Tells how things stand and changes nothing.
    lab.setOtherEndpoint('karen@contoso.com', {});
    expect(await changed).toEqual(ok);
    const held = lab.calls.routingOf('karen@contoso.com');
    for (const kept of ['future_flag', 'forward_immediate', 'name="later"']) expect(held).toContain(kept);
  });

  it('keep what cannot be read, say so, and go on once it can', async () => {
    const { lab } = karen.world;
    lab.calls.setRouting('karen@contoso.com', routing('<wait name="user" seconds="soon"/>'));
    const { failure } = await shown(({ state }) => state === 'unreadable');
    expect(failure).toMatchObject({ code: 'FORWARDING_UNREADABLE', detail: 'wait-without-seconds' });
    expect(await forwarding().turnOff()).toMatchObject({ failure: { code: 'FORWARDING_UNREADABLE' } });
    expect(lab.calls.routingOf('karen@contoso.com')).toContain('seconds="soon"');
    lab.calls.setRouting('karen@contoso.com', routing('<flags name="clientflags" value="block"/>'));
    expect(await shown(({ blocksAll }) => blocksAll)).toMatchObject({ state: 'ready' });
    const id = callKaren();
    expect((await jeremy.untilCall(id, isOver)).end?.why).toBe('refused');
  });
});

it('nothing is known of it once nobody is signed in', async () => {
  const world = await startLabClient({ lab: karen.world.lab, installId: '2'.repeat(32) });
  const { forwarding: none } = world.client.people;
  expect(await none.turnOff()).toMatchObject({ failure: { code: 'NOT_SIGNED_IN' } });
  expect((await world.signIn('anu@contoso.com')).ok).toBe(true);
  await shown(({ state }) => state === 'ready', world);
  await world.client.signOut();
  expect(world.client.state.get().callForwarding.state).toBe('none');
  await world.stop();
});
