/** A notification nobody can want: refused by name, and everything else goes on, on the same connection and under the same signatures. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

const jeremy = 'jeremy@contoso.com';

let world: LabClient;
beforeEach(async () => {
  world = await startLabClient();
  await world.signIn('karen@contoso.com');
  await world.until(({ presence }) => presence[`sip:${jeremy}`]?.value !== undefined);
});
afterEach(() => world.stop());

it('25 MB of presence are refused by name, and the next change is seen', async () => {
  const { lab, client, until } = world;
  const refused = new Promise<string>((resolve) => {
    client.tracing.onRecord((entry) => entry.kind === 'failure' && resolve(`${entry.code} ${entry.text}`));
  });
  lab.stormPresence('contoso.com', { updates: 1000, seconds: 0, bytes: 25_000 });
  expect(await refused).toMatch(/^SIP_TOO_LARGE BENOTIFY: 2\d{7} bytes$/);
  lab.setPresence(jeremy, 12_500);
  await until(({ presence }) => presence[`sip:${jeremy}`]?.availability === 'be-right-back');
  expect(client.state.get().account).toMatchObject({ kind: 'registered' });
  expect(client.state.get().account.kind === 'registered' && lab.registrations('karen@contoso.com')).toHaveLength(1);
});
