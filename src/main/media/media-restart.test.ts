import { expect, it } from 'vitest';
import { from, sdp, setUp, wants, withCamera } from '../../../test/fakes/media-service-bench.ts';

it('finds a new way with the names and passwords that are good by then, or with the last where there are none', async () => {
  const first = { form: 'microsoft', host: 'av.contoso.com', udpPort: 3478, userName: 'a', password: 'b' } as const;
  const { plans, sides, open } = setUp([first]);
  const media = open();
  await media.offer(wants);
  const turn = [{ ...first, userName: 'c', password: 'd' }];
  sides.relayWay = () => Promise.resolve({ servers: turn });
  media.restart();
  await media.rollBack();
  sides.relayWay = () => Promise.resolve({ servers: [], missing: 'late' });
  media.restart();
  await media.offer(wants);
  const restarts = plans.filter(({ op }) => op === 'restart');
  const restart = { op: 'restart', addresses: ['192.0.2.1'] };
  expect(restarts).toEqual([{ ...restart, turn }, restart]);
});

it('asks the relay nothing more where the call ends while the way is looked for', async () => {
  const { asked, sides, open } = setUp();
  const media = open();
  await media.offer(wants);
  let goOn: () => void = () => undefined;
  sides.relayWay = () =>
    new Promise((resolve) => {
      goOn = () => resolve({ servers: [] });
    });
  media.restart();
  const next = media.rollBack();
  await new Promise((resolve) => setImmediate(resolve));
  media.close();
  goOn();
  await next;
  expect(asked.slice(-2)).toEqual(['a relay close', 'a window close']);
});

it('gives each later description the names and passwords that are good by then: for a picture, and where the far end moves', async () => {
  const first = { form: 'microsoft', host: 'av.contoso.com', udpPort: 3478, userName: 'a', password: 'b' } as const;
  const { plans, sides, open } = setUp([first]);
  const media = open();
  await media.offer(wants);
  await media.takeAnswer(sdp('far answer'), from);
  const turn = [{ ...first, userName: 'c', password: 'd' }];
  sides.relayWay = () => Promise.resolve({ servers: turn });
  await media.offer(withCamera);
  await media.takeAnswer(sdp('far answer'), from);
  await media.answer(sdp('far offer'), wants);
  // Where there are none now, those it has are tried all the same.
  sides.relayWay = () => Promise.resolve({ servers: [], missing: 'late' });
  await media.answer(sdp('far offer'), wants);
  const offers = plans.filter(({ op }) => op === 'offer-from-near' || op === 'offer-from-far');
  expect(offers.map((ask) => 'turn' in ask && ask.turn)).toEqual([false, turn, turn, false]);
});
