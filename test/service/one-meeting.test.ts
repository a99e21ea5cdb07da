/** One meeting at a time, never left by accident; and in one's own company nobody is a guest by accident. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

let world: LabClient;
beforeEach(async () => {
  world = await startLabClient();
});
afterEach(() => world.stop());

const linkOf = (id: string) => world.lab.profile.meetings.find((known) => known.id === id)?.links.conf ?? '';
const join = (id: string, more: { as?: 'auto' | 'guest'; replace?: boolean; ownCompanyAsGuest?: boolean } = {}) =>
  world.client.meetings.join({ text: linkOf(id), guestName: 'Karen Berg', as: 'auto', ...more });
const inMeeting = (id: string) =>
  world.untilMeeting(({ phase, link }) => phase === 'joined' && link.conferenceId === id);

it('a second join is refused while a meeting is open, and takes its place when that is wished', async () => {
  await join('2Z92HZZZ');
  const first = await inMeeting('2Z92HZZZ');
  expect(await join('L0BBY7TS')).toMatchObject({ ok: false, failure: { code: 'MEETING_OPEN' } });
  expect(world.client.state.get().meeting).toMatchObject({ id: first.id, phase: 'joined' });
  expect(
    world.lab
      .meeting('2Z92HZZZ')
      .participants()
      .filter(({ anonymous }) => anonymous),
  ).toHaveLength(1);

  expect(await join('L0BBY7TS', { replace: true })).toMatchObject({ ok: true });
  await world.untilMeeting(({ phase, link }) => phase === 'lobby' && link.conferenceId === 'L0BBY7TS');
  expect(
    world.lab
      .meeting('2Z92HZZZ')
      .participants()
      .filter(({ anonymous }) => anonymous),
  ).toEqual([]);
  // Waiting in the lobby is being in a meeting.
  expect(await join('2Z92HZZZ')).toMatchObject({ failure: { code: 'MEETING_OPEN' } });
});

it('what is still being joined is open too; what ended or failed is not', async () => {
  const joining = join('2Z92HZZZ');
  expect(await join('L0BBY7TS')).toMatchObject({ failure: { code: 'MEETING_OPEN' } });
  await joining;
  await inMeeting('2Z92HZZZ');
  world.lab.meeting('2Z92HZZZ').end();
  await world.untilMeeting(({ phase }) => phase === 'ended');
  world.lab.setFaults('sip.tailspintoys.com', { refuseConnections: true });
  expect(await join('2Z92HZZZ')).toMatchObject({ failure: { code: 'CONNECT_REFUSED' } });
  expect(await world.client.meetings.join({ text: 'nothing', guestName: '', as: 'auto' })).toMatchObject({
    failure: { code: 'LINK_INVALID' },
  });
  world.lab.setFaults('sip.tailspintoys.com', {});
  expect(await join('L0BBY7TS')).toMatchObject({ ok: true });
});

it("a meeting of one's own company is joined as a guest only when that is wished", async () => {
  await world.signIn('karen@contoso.com');
  expect(world.client.meetings.readLink(linkOf('C0NT0S01'))).toMatchObject({ value: { ownCompany: true } });
  expect(world.client.meetings.readLink(linkOf('2Z92HZZZ'))).toMatchObject({ value: { ownCompany: false } });
  await join('C0NT0S01', { as: 'guest' });
  expect((await inMeeting('C0NT0S01')).asGuest).toBe(false);
  await world.client.meetings.leave();
  await join('C0NT0S01', { as: 'guest', ownCompanyAsGuest: true });
  expect((await world.untilMeeting(({ phase }) => phase !== 'joining')).asGuest).toBe(true);
});

it('what the own company refuses is refused, and no guest is offered in its place', async () => {
  await world.signIn('karen@contoso.com');
  const text = linkOf('C0NT0S01').replace('C0NT0S01', 'N0TH1NG5');
  expect((await world.client.meetings.join({ text, guestName: 'Karen', as: 'auto' })).ok).toBe(false);
  expect(world.client.state.get().meeting).toMatchObject({ phase: 'ended', asGuest: false, canTryGuest: false });
});
