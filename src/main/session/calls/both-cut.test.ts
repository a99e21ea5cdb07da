/** Both ends of one call lose their connections, and both are clients of ours. */
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { createTwoEnds, type End, type TwoEnds } from '../../../../test/fakes/two-ends.ts';

const seeds = [1, 2, 3, 4, 5, 6];

async function cutBoth(seed: number) {
  const clock = createFakeClock();
  const two = createTwoEnds(clock, seed);
  const [karen, jeremy] = two.ends;
  const settle = async () => {
    for (let round = 0; round < 20; round += 1) await clock.advance(0);
  };
  for (const end of two.ends) end.connect();
  karen.calls.call({ to: 'sip:jeremy@contoso.com' });
  await settle();
  const [ringing] = jeremy.shown;
  const answered = jeremy.calls.answer(ringing?.id ?? '');
  await settle();
  await answered;
  for (const end of two.ends) end.media.newest.emit({ kind: 'connected' });
  await settle();
  const ids = idsOf(two);
  expect(statesOf(two)).toEqual(['active', 'active']);
  for (const end of two.ends) end.cut();
  await settle();
  expect(troublesOf(two)).toEqual(['CONNECTION_LOST', 'CONNECTION_LOST']);
  two.passed.length = 0;
  return { clock, two, karen, jeremy, settle, ids };
}

const idsOf = ({ ends }: TwoEnds) => ends.map(({ shown }) => shown.map(({ id }) => id));
const statesOf = ({ ends }: TwoEnds) => ends.flatMap(({ shown }) => shown.map(({ state }) => state));
const troublesOf = ({ ends }: TwoEnds) => ends.flatMap(({ shown }) => shown.map(({ trouble }) => trouble?.code));
const hasHungUp = async (end: End, id: string) => (await end.calls.hangUp(id)).ok;

describe('a call both of whose ends were cut off', () => {
  it.each([
    ['the caller', 0],
    ['who was called', 1],
  ] as const)('goes on when %s is back first', async (_who, first) => {
    const { clock, two, settle, ids } = await cutBoth(1);
    two.ends[first].connect();
    await settle();
    // In the old dialog, and by a new call.
    const asked = [expect.stringMatching(/^INVITE /), expect.stringMatching(/^ACK /)];
    expect(two.passed).toEqual([...asked, ...asked]);
    expect(troublesOf(two)).toEqual(['CONNECTION_LOST', 'CONNECTION_LOST']);
    await clock.advance(3000);
    two.ends[1 - first]?.connect();
    await settle();
    expect([idsOf(two), statesOf(two), troublesOf(two)]).toEqual([ids, ['active', 'active'], [undefined, undefined]]);
    // What waited for another try finds it done.
    two.passed.length = 0;
    await clock.advance(70_000);
    expect([two.passed, statesOf(two)]).toEqual([[], ['active', 'active']]);
    for (const end of two.ends) end.cut();
  });

  it.each(seeds)('goes on when both ask in one moment (%i)', async (seed) => {
    const { clock, two, karen, jeremy, settle, ids } = await cutBoth(seed);
    two.hold();
    karen.connect();
    jeremy.connect();
    await settle();
    two.release();
    await settle();
    await clock.advance(3000);
    await settle();
    expect([idsOf(two), statesOf(two), troublesOf(two)]).toEqual([ids, ['active', 'active'], [undefined, undefined]]);
    // Both hear it, and whoever did not begin the call goes first. RFC 3261 14.1
    expect(two.passed.filter((line) => line.startsWith('SIP/2.0 491'))).toHaveLength(2);
    expect(await hasHungUp(karen, ids[0]?.[0] ?? '')).toBe(true);
    await settle();
    expect(statesOf(two)).toEqual(['ended', 'ended']);
    for (const end of two.ends) end.cut();
    expect(clock.pending).toBe(0);
  });

  it('is lost for the one that is back when the other stays away', async () => {
    const { clock, two, karen } = await cutBoth(1);
    karen.connect();
    await clock.advance(61_000);
    expect(karen.shown[0]?.end).toMatchObject({ why: 'failed', failure: { code: 'CALL_LOST' } });
    // Again and again, and not all the time.
    const asked = two.passed.filter((line) => line.startsWith('INVITE')).length;
    expect(asked).toBeGreaterThan(4);
    expect(asked).toBeLessThan(12);
    for (const end of two.ends) end.cut();
    expect(clock.pending).toBe(0);
  });
});
