/** A connection that is lost comes back by itself, and the screen never says more than is true. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

let world: LabClient;
beforeEach(async () => {
  world = await startLabClient();
  await world.signIn('karen@contoso.com');
});
afterEach(() => world.stop());

it('says that it reconnects, and until when, then is registered again', async () => {
  world.lab.dropConnections('sip.contoso.com');
  const { account } = await world.until((snapshot) => snapshot.account.kind === 'reconnecting');
  expect(account).toMatchObject({ attempt: 1, failure: { code: 'CONNECTION_LOST', server: 'sip.contoso.com' } });
  await world.until((snapshot) => snapshot.account.kind === 'registered');
  expect(world.lab.registrations('karen@contoso.com')).toHaveLength(1);
  await world.until(({ contacts }) => contacts.state === 'ready');
});

it('tries at once when the machine wakes up', async () => {
  world.lab.setFaults('sip.contoso.com', { refuseConnections: true });
  world.lab.dropConnections('sip.contoso.com');
  await world.until(({ account }) => account.kind === 'reconnecting' && account.attempt >= 2);
  world.lab.setFaults('sip.contoso.com', {});
  world.client.signIn.hurry();
  await world.until(({ account }) => account.kind === 'registered');
});

it('is never shown as registered while the server holds no registration', async () => {
  const lies: string[] = [];
  const stop = world.client.state.onDelta(() => {
    const { account } = world.client.state.get();
    const held = world.lab.registrations('karen@contoso.com').length;
    if (account.kind === 'registered' && held === 0) lies.push(`registered at the screen, ${held} at the server`);
  });
  await world.client.signIn.signOut();
  await world.signIn('karen@contoso.com');
  await world.client.signIn.signOut();
  stop();
  expect(lies).toEqual([]);
  expect(world.lab.registrations('karen@contoso.com')).toEqual([]);
});

it('a notice of the server that the registration is over ends it, with the reason', async () => {
  world.lab.deregister('karen@contoso.com', 'rejected');
  const { account } = await world.until((snapshot) => snapshot.account.kind === 'signed-out');
  expect(account).toMatchObject({ failure: { code: 'SIGNED_OUT_BY_SERVER', data: { reason: 'rejected' } } });
});
