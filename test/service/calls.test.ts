import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CallScene, firstTone, startCallScene } from '../fakes/call-scene.ts';

let scene: CallScene;

beforeAll(async () => {
  scene = await startCallScene();
  scene.world.lab.calls.setTimes({ ringMs: 300, stepMs: 300 });
});

afterAll(() => scene.stop());

const ofLab = () => {
  const [call] = scene.world.lab.calls.list().slice(-1);
  if (!call) throw new Error('the lab saw no call');
  return call;
};

describe('calls with the parties of the lab', () => {
  it.each([
    ['echo', 'srtp'],
    ['sdesonly', 'srtp'],
    ['dtlsonly', 'dtls-srtp'],
    ['plainonly', 'none'],
    ['forking', 'srtp'],
    ['slow', 'srtp'],
  ])('talks with %s, protected by %s, and hangs up', async (user, encryption) => {
    const call = await scene.talkTo(`sip:${user}@contoso.com`);
    expect(call.encryption).toBe(encryption);
    expect(await firstTone(scene, call.id)).toBeGreaterThan(0);
    await scene.calls.hangUp(call.id);
    const over = await scene.untilCall(call.id, ({ state }) => state === 'ended');
    expect(over.end?.why).toBe('hung-up');
    await expect.poll(() => ofLab().end).toBe('bye');
  });

  it.each([
    ['busy', 'busy'],
    ['declining', 'declined'],
    ['absent', 'offline'],
  ])('%s is told as %s', async (user, why) => {
    const started = scene.calls.call({ to: `sip:${user}@contoso.com` });
    const id = started.ok ? started.value : '';
    const call = await scene.untilCall(id, ({ state }) => state === 'ended');
    expect(call.end).toMatchObject({ why: 'refused', failure: { code: 'CALL_REFUSED', data: { why } } });
  });

  it('takes a call, holds it, resumes it, and is hung up on', async () => {
    const { calls } = scene.world.lab;
    const id = calls.from('jeremy@contoso.com', 'karen@contoso.com', { sound: 'tone', hertz: 620 });
    const ringing = await scene.until(({ state }) => state === 'incoming');
    expect(ringing.peer.uri).toBe('sip:jeremy@contoso.com');
    expect(await scene.calls.answer(ringing.id)).toEqual({ ok: true, value: undefined });
    await scene.untilCall(ringing.id, ({ state }) => state === 'active');
    expect(await firstTone(scene, ringing.id)).toBe(620);
    expect(await scene.calls.hold(ringing.id, true)).toEqual({ ok: true, value: undefined });
    expect(ofLab().audio).toBe('inactive');
    expect(await scene.calls.hold(ringing.id, false)).toEqual({ ok: true, value: undefined });
    expect(await firstTone(scene, ringing.id)).toBe(620);
    calls.hangUp(id);
    expect((await scene.untilCall(ringing.id, ({ state }) => state === 'ended')).end?.why).toBe('peer-hung-up');
  });
});
