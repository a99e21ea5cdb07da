import { describe, expect, it } from 'vitest';
import { inMeeting, microphone, uri } from '../../../../test/fakes/meeting-sound-bench.ts';
import { done } from '../../../shared/outcome.ts';

describe('joining a meeting', () => {
  it('joins its sound once, as soon as the meeting tells where it is', async () => {
    const { wishes, tell } = inMeeting({});
    expect(wishes).toEqual([]);
    await tell();
    await tell();
    expect(wishes).toMatchObject([{ meetingId: 'meeting-1', uri, withCamera: false }]);
  });

  it.each([
    ['who does not wish it', { joinWithSound: false }],
    ['who has no microphone', { devices: { ...microphone, devices: [], chosen: {} } }],
  ])('leaves the sound to %s, who joins it by hand', async (_, options) => {
    const { service, wishes, tell } = inMeeting(options);
    await tell();
    expect(wishes).toEqual([]);
    expect(service.join(true)).toEqual(done('call-1'));
    expect(wishes).toMatchObject([{ withCamera: true }]);
    expect(service.join()).toEqual(done('call-1'));
  });

  it('has no sound to join before the meeting tells of it, nor after', async () => {
    const { service, attached, left, tell } = inMeeting({ joinWithSound: false });
    expect(service.join()).toMatchObject({ failure: { code: 'MEETING_PART_MISSING' } });
    await tell();
    service.join();
    await attached.close();
    expect(left).toEqual(['call-1']);
    expect(service.join()).toMatchObject({ failure: { code: 'MEETING_NOT_IN' } });
  });
});

describe('falling out of a meeting and coming back', () => {
  it.each([
    [
      { isMuted: true, picture: 'camera' },
      { isMuted: true, withCamera: true },
    ],
    [
      { isMuted: false, picture: 'none' },
      { isMuted: false, withCamera: false },
    ],
  ] as const)('joins the sound as it was: %j', async (was, wish) => {
    const { wishes, fallOut, show, tell } = inMeeting({});
    await tell();
    show({ id: 'call-1', ...was });
    await fallOut();
    await tell();
    expect(wishes.slice(1)).toMatchObject([wish]);
  });

  it('is as it was too when it happens again before anything was told', async () => {
    const { wishes, fallOut, show, tell } = inMeeting({});
    await tell();
    show({ id: 'call-1', isMuted: true, picture: 'camera' });
    const second = await fallOut();
    await fallOut(second);
    await tell();
    await tell();
    expect(wishes.slice(1)).toMatchObject([{ isMuted: true, withCamera: true }]);
  });

  it('asks as for the first time where the first connection was lost before anything was told', async () => {
    const { wishes, fallOut, tell } = inMeeting({});
    await fallOut();
    await tell();
    await tell();
    expect(wishes).toMatchObject([{ isMuted: false, withCamera: false }]);
  });

  it('whose sound was held is not heard again by itself: one may be talking to somebody else', async () => {
    const { service, wishes, fallOut, show, tell } = inMeeting({});
    await tell();
    const phone = { id: 'phone', isMuted: false, picture: 'none' } as const;
    show({ ...phone, id: 'call-1', hold: 'ours' }, phone);
    await fallOut();
    await tell();
    show();
    await tell();
    expect(wishes).toHaveLength(1);
    expect(service.join()).toEqual(done('call-2'));
  });

  it('waits for the end of a call that was begun meanwhile, which would be held', async () => {
    const { wishes, fallOut, show, tell, stir } = inMeeting({});
    await tell();
    show({ id: 'call-1', isMuted: true, picture: 'none' });
    await fallOut();
    show({ id: 'phone', isMuted: false, picture: 'none', state: 'connecting' });
    await tell();
    show({ id: 'phone', isMuted: false, picture: 'none' });
    await stir();
    expect(wishes).toHaveLength(1);
    show({ id: 'phone', isMuted: false, picture: 'none', state: 'ended' });
    await stir();
    await stir();
    expect(wishes.slice(1)).toMatchObject([{ isMuted: true }]);
  });

  it('stays without sound where one was without', async () => {
    const { wishes, fallOut, tell } = inMeeting({ joinWithSound: false });
    await tell();
    const second = await fallOut();
    await tell();
    await fallOut(second);
    await tell();
    expect(wishes).toEqual([]);
  });

  it('joins with sound alone where a picture is not allowed any more, and says so', async () => {
    const { service, wishes, troubles, refusing, fallOut, show, tell } = inMeeting({});
    await tell();
    show({ id: 'call-1', isMuted: true, picture: 'camera' });
    refusing.video = { code: 'POLICY_FORBIDS', at: 0, data: { policy: 'meeting', key: 'video' } };
    await fallOut();
    await tell();
    expect(wishes.slice(1)).toMatchObject([
      { withCamera: true, isMuted: true },
      { withCamera: false, isMuted: true },
    ]);
    expect(troubles).toEqual([refusing.video]);
    // Who asks for a picture by hand hears of the refusal there.
    await fallOut();
    expect(service.join(true)).toMatchObject({ ok: false });
  });
});

describe('who speaks', () => {
  const karen = 'sip:karen@contoso.com';
  const anu = 'sip:anu@contoso.com';

  it('is whoever the roster has for the sources of the sound, also when it tells later', async () => {
    const { service, wishes, roster, speaking, tell, stir } = inMeeting({ joinWithSound: false });
    await tell();
    service.join();
    roster.set(2, karen);
    wishes[0]?.onSpeakers([2, 4]);
    expect(speaking()).toEqual([karen]);
    roster.set(4, anu);
    await stir();
    expect(speaking()).toEqual([karen, anu]);
    wishes[0]?.onSpeakers([4]);
    expect(speaking()).toEqual([anu]);
    wishes[0]?.onSpeakers([]);
    expect(speaking()).toEqual([]);
  });

  it('is nobody any more when the sound is over, when it begins anew, and when one leaves the meeting', async () => {
    const { service, wishes, roster, ended, attached, speaking, tell, stir } = inMeeting({ joinWithSound: false });
    await tell();
    roster.set(2, karen);
    service.join();
    wishes[0]?.onSpeakers([2]);
    ended.add('call-1');
    await stir();
    expect(speaking()).toEqual([]);
    service.join();
    await stir();
    expect(speaking()).toEqual([]);
    wishes[1]?.onSpeakers([2]);
    expect(speaking()).toEqual([karen]);
    await attached.close();
    expect(speaking()).toEqual([]);
  });
});
