import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import type { MediaOrder } from '../../shared/model/window-media.ts';
import { createWindowLink } from './window-link.ts';

function makeLink() {
  const clock = createFakeClock();
  const link = createWindowLink(clock);
  const orders: MediaOrder[] = [];
  const detach = link.attach((order) => orders.push(order));
  return { clock, link, orders, detach };
}

const wants = { picture: 'none', takesPicture: false } as const;

it('keeps orders until the window says that it takes them, then passes them on in order', async () => {
  const { link, orders } = makeLink();
  const offer = link.order('a', { kind: 'offer', wants });
  const close = link.order('b', { kind: 'close' });
  expect(orders).toEqual([]);
  link.reports.ready();
  expect(orders.map(({ callId, step }) => [callId, step.kind])).toEqual([
    ['a', 'offer'],
    ['b', 'close'],
  ]);
  link.reports.answer({ orderId: 2 });
  link.reports.answer({ orderId: 1, sdp: 'v=0' });
  expect(await offer).toEqual({ kind: 'done', sdp: 'v=0' });
  expect(await close).toEqual({ kind: 'done' });
});

it('says what the window could not do, in its own word', async () => {
  const { link } = makeLink();
  link.reports.ready();
  const offer = link.order('a', { kind: 'offer', wants });
  link.reports.answer({ orderId: 1, problem: 'no-microphone', detail: 'NotFoundError' });
  expect(await offer).toEqual({ kind: 'problem', problem: 'no-microphone', detail: 'NotFoundError' });
});

it('fails what a page that was loaded anew cannot answer any more, and tells its calls', async () => {
  const { link } = makeLink();
  const heard: string[] = [];
  link.follow('a', ({ kind }) => heard.push(kind));
  link.reports.ready();
  const offer = link.order('a', { kind: 'offer', wants });
  link.reports.ready();
  expect(await offer).toMatchObject({ kind: 'problem', problem: 'engine' });
  expect(heard).toEqual(['gone']);
});

it('gives up on a window that never comes, and on one that never answers', async () => {
  const { clock, link } = makeLink();
  const unseen = link.order('a', { kind: 'offer', wants });
  await clock.advance(15_000);
  expect(await unseen).toMatchObject({ kind: 'problem', detail: 'no window' });
  link.reports.ready();
  const silent = link.order('a', { kind: 'offer', wants });
  await clock.advance(30_000);
  expect(await silent).toMatchObject({ kind: 'problem', detail: 'no answer in time' });
  expect(clock.pending).toBe(0);
});

it('has an offer taken back that nobody waits for any more: the window may make it yet', async () => {
  const { clock, link, orders } = makeLink();
  link.reports.ready();
  const offer = link.order('a', { kind: 'offer', wants: { picture: 'screen', takesPicture: false } });
  await clock.advance(120_000);
  expect(await offer).toMatchObject({ kind: 'problem', detail: 'no answer in time' });
  expect(orders.map(({ callId, step }) => [callId, step.kind])).toEqual([
    ['a', 'offer'],
    ['a', 'roll-back'],
  ]);
  expect(new Set(orders.map(({ orderId }) => orderId)).size).toBe(2);
  // Picked at last, and taken back: neither is news.
  link.reports.answer({ orderId: orders[0]?.orderId ?? 0, sdp: 'v=0' });
  link.reports.answer({ orderId: orders[1]?.orderId ?? 0 });
  expect(clock.pending).toBe(0);
});

it.each([{ kind: 'offer', wants: { picture: 'screen', takesPicture: false } }, { kind: 'pick-screen' }] as const)(
  'gives a person time to pick a screen ($kind)',
  async (step) => {
    const { clock, link } = makeLink();
    link.reports.ready();
    const picking = link.order('a', step);
    await clock.advance(60_000);
    link.reports.answer({ orderId: 1, sdp: 'v=0' });
    expect(await picking).toEqual({ kind: 'done', sdp: 'v=0' });
  },
);

it('lets go of a screen that is picked too late', async () => {
  const { clock, link, orders } = makeLink();
  link.reports.ready();
  const picking = link.order('a', { kind: 'pick-screen' });
  await clock.advance(120_000);
  expect(await picking).toMatchObject({ kind: 'problem', detail: 'no answer in time' });
  expect(orders.map(({ step }) => step.kind)).toEqual(['pick-screen', 'let-go-of-pick']);
});

it('loses with the window what it held; an order after that waits for the next one', async () => {
  const { link, detach } = makeLink();
  link.reports.ready();
  const lost = link.order('a', { kind: 'close' });
  detach();
  expect(await lost).toMatchObject({ kind: 'problem', detail: 'the window went' });
  const later: MediaOrder[] = [];
  const offer = link.order('a', { kind: 'offer', wants });
  link.attach((order) => later.push(order));
  link.reports.ready();
  expect(later).toHaveLength(1);
  link.reports.answer({ orderId: 2, sdp: 'v=0' });
  expect(await offer).toEqual({ kind: 'done', sdp: 'v=0' });
});

it('passes on figures and losses to their call, and over those of calls that are no more', () => {
  const { link } = makeLink();
  const heard: unknown[] = [];
  const stop = link.follow('a', (news) => heard.push(news));
  link.reports.figures({ callId: 'a', figures: { atMs: 1 } });
  link.reports.lost({ callId: 'a', what: 'camera' });
  link.reports.lost({ callId: 'b', what: 'camera' });
  stop();
  link.reports.figures({ callId: 'a', figures: { atMs: 2 } });
  expect(heard).toEqual([
    { kind: 'figures', figures: { atMs: 1 } },
    { kind: 'lost', what: 'camera' },
  ]);
});
