/** What the page says somebody sees in a situation is what the client gets there. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LabSituation, labSituations } from '../../src/shared/model/lab-situations.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

let user: LabClient;
beforeAll(async () => {
  user = await startLabClient();
});
afterAll(() => user.stop());

const karen = 'karen@contoso.com';
const garthf = 'garthf@contoso.onmicrosoft.com';

it.each([
  ['federated', karen, undefined],
  ['not-listed', karen, [504, 1017]],
  ['blocked', karen, [504, 1064]],
  ['partner-off', karen, [504, 1034]],
  ['online-off', garthf, [403, 1002]],
  ['online-not-listed', garthf, [504, 27000]],
] as const satisfies readonly (readonly [LabSituation, string, readonly [number, number] | undefined])[])(
  '[M1] %s: %s is refused with %j at home',
  async (name, address, refusal) => {
    const { lab, client } = user;
    for (const { id, target, value } of labSituations[name]) lab.switches.set(id, target, value);
    expect(await user.signIn(address)).toMatchObject({ ok: true });
    const meeting = lab.profile.meetings.find(({ id }) => id === '2Z92HZZZ');
    expect(await user.join(meeting?.links.conf ?? '', { guestName: 'Visiting Tester' })).toMatchObject({ ok: true });
    const { asGuest, homeFailure } = await user.untilMeeting(({ phase }) => phase === 'joined');
    expect(asGuest).toBe(refusal !== undefined);
    const got = homeFailure && [homeFailure.sip?.status, homeFailure.diagnostics?.[0]?.code];
    expect(got).toEqual(refusal);
    await client.meetings.leave();
    await client.signIn.signOut();
    client.meetings.dismiss();
    lab.switches.reset();
  },
);
