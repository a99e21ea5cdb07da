import { describe, expect, it } from 'vitest';
import { inMeeting } from '../../../../test/fakes/meeting-sound-bench.ts';

describe('a phone of one’s own beside this client', () => {
  const phone = { endpoint: '{phone}', isMuted: false };
  const here = { endpoint: '{here}', isMuted: false };
  const call = { id: 'call-1', isMuted: false, picture: 'none' } as const;

  it.each([
    ['before', [[phone], [phone, here]]],
    ['after', [[], [here], [here, phone]]],
  ])('that came %s is heard when one is muted by hand here', async (_, roster) => {
    const { service, show, tell, stir, muting } = inMeeting({ joinWithSound: false });
    const [first = [], ...later] = roster;
    await tell();
    await muting.heardBy(...first);
    service.join();
    show(call);
    for (const sounds of later) await muting.heardBy(...sounds);
    show({ ...call, isMuted: true });
    await stir();
    await muting.heardBy(phone, here);
    expect(muting.told).toEqual(['true {here}']);
  });

  it('that came with it cannot be told from it: both are muted', async () => {
    const { service, show, tell, muting } = inMeeting({ joinWithSound: false });
    await tell();
    service.join();
    show(call);
    await muting.heardBy(phone, here);
    show({ ...call, isMuted: true });
    await muting.heardBy(phone, here);
    expect(muting.told).toEqual(['true undefined']);
  });

  it('that was told of first is not taken for this client once it has hung up', async () => {
    const { service, show, tell, muting } = inMeeting({ joinWithSound: false });
    await tell();
    service.join();
    show(call);
    await muting.heardBy(phone);
    await muting.heardBy(phone, here);
    await muting.heardBy(here);
    await muting.heardBy(here, { ...phone, endpoint: '{phone again}' });
    show({ ...call, isMuted: true });
    await muting.heardBy(here, { ...phone, endpoint: '{phone again}' });
    expect(muting.told).toEqual(['true {here}']);
  });

  it('is told from it still when the roster named nobody for a while', async () => {
    const { service, show, tell, muting } = inMeeting({ joinWithSound: false });
    await tell();
    service.join();
    show(call);
    for (const sounds of [[here], [], [here, phone]]) await muting.heardBy(...sounds);
    show({ ...call, isMuted: true });
    await muting.heardBy(here, phone);
    expect(muting.told).toEqual(['true {here}']);
  });
});
