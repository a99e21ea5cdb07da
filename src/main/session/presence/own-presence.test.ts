import { expect, it } from 'vitest';
import { setUp, VADIM } from '../../../../test/fakes/presence-scene.ts';

it('what one account says of itself is not said of the next, but that somebody talks', async () => {
  const { start, service, agent, published, clock, controller } = setUp();
  await start();
  await service.setLocation('At home');
  service.setOutOfOffice({ isOn: true, note: 'Back on Monday' });
  service.setCall('conference');
  await clock.advance(0);
  // Given up by the server: nobody signs out.
  controller.abort();
  service.goOffline();
  const before = published().length;
  await service.start(agent, VADIM, new AbortController().signal);
  await clock.advance(0);
  const said = published().slice(before).join();
  expect(said).toContain('in-a-conference');
  expect(said).not.toMatch(/At home|Back on Monday|out-of-office/);
});
