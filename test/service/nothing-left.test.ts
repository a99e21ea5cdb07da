/** After a dozen times, good or bad, sockets, timers, files and registrations are where they were. OFFHOOK_ROUNDS sets how many. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';
import { expectNoMoreThan, holdings } from '../fakes/process-holdings.ts';

const times = Number(process.env.OFFHOOK_ROUNDS ?? 12);
let world: LabClient;
beforeAll(async () => {
  world = await startLabClient();
});
afterAll(() => world.stop());

const meeting = () => world.lab.profile.meetings.find(({ id }) => id === '2Z92HZZZ')?.links.conf ?? '';

type Round = [name: string, round: () => Promise<unknown>];
const rounds: Round[] = [
  [
    'signing in, joining as a guest, leaving and signing out',
    async () => {
      expect((await world.signIn('karen@contoso.com')).ok).toBe(true);
      expect((await world.join(meeting())).ok).toBe(true);
      await world.client.meetings.leave();
      await world.client.signIn.signOut();
    },
  ],
  ...(['TLS-DSK', 'NTLM'] as const).map(
    (scheme): Round => [
      `[E7] signing in by ${scheme} and signing out`,
      async () => {
        world.lab.setAuthOffer('contoso.com', { schemes: [scheme] });
        expect((await world.signIn('karen@contoso.com')).ok).toBe(true);
        await world.client.signIn.signOut();
      },
    ],
  ),
  [
    '[E7] signing in by TLS-DSK with a new certificate each time',
    async () => {
      world.lab.setAuthOffer('contoso.com', { schemes: ['TLS-DSK'] });
      world.lab.withdrawCertificates('karen@contoso.com');
      expect((await world.signIn('karen@contoso.com')).ok).toBe(true);
      await world.client.signIn.signOut();
    },
  ],
  [
    '[E7] [E8] a certificate that is refused, and a challenge that cannot be read',
    async () => {
      const faults = [
        ['TLS-DSK', { certificateRefused: true }],
        ['NTLM', { token: 'garbage' }],
      ] as const;
      for (const [scheme, auth] of faults) {
        world.lab.setAuthOffer('contoso.com', { schemes: [scheme] });
        world.lab.setFaults('sip.contoso.com', { auth });
        expect((await world.signIn('karen@contoso.com')).ok).toBe(false);
      }
      world.lab.setFaults('sip.contoso.com', {});
      world.lab.setGeneration('contoso.com', 'sfb-2019');
    },
  ],
  [
    'a wrong password',
    async () => {
      expect(await world.signIn('karen@contoso.com', 'wrong')).toMatchObject({
        failure: { code: 'CREDENTIALS_WRONG' },
      });
    },
  ],
  [
    'a refused connection',
    async () => {
      world.lab.setFaults('sip.contoso.com', { refuseConnections: true });
      expect((await world.signIn('karen@contoso.com')).ok).toBe(false);
      world.lab.setFaults('sip.contoso.com', {});
    },
  ],
  [
    'a join that is cancelled',
    async () => {
      const joining = world.join(meeting());
      await world.untilMeeting(({ steps }) => steps.some(({ kind }) => kind === 'connecting-edge'));
      await world.client.meetings.leave();
      await joining;
    },
  ],
];

it.each(rounds)('%s', { timeout: 60_000 + times * 2000 }, async (_name, round) => {
  await round();
  await round();
  const before = await holdings();
  const connectionsBefore = world.lab.openConnections();
  for (let count = 0; count < times; count += 1) await round();
  expect(world.lab.registrations('karen@contoso.com')).toEqual([]);
  await expectNoMoreThan(before);
  expect(world.lab.openConnections()).toBe(connectionsBefore);
  expect(world.client.state.get().connections.filter(({ state }) => state === 'open')).toEqual([]);
});
