import { expect, it } from 'vitest';
import { createFakeClock } from '../../test/fakes/fake-clock.ts';
import { usualPlan } from '../../test/fakes/relay-bench.ts';
import type { RelayAsk } from '../shared/model/relay-messages.ts';
import { makeCertificate } from './dtls/certificate.ts';
import { createIceAgent } from './ice/agent.ts';
import { systemRandom } from './net/system.ts';
import { createRelay } from './relay.ts';

it('leaves nothing of a call that ends and begins anew before the certificate is there', async () => {
  const clock = createFakeClock();
  const relay = createRelay({
    clock,
    random: systemRandom,
    open: async () => undefined,
    openIce: createIceAgent,
    onEvent: () => undefined,
  });
  const ask = (what: RelayAsk) => relay.handle({ id: 1, call: 'call', ask: what });
  const open = { op: 'open', plan: { ...usualPlan, namesSpeakers: true } } as const;
  const answers = await Promise.all([ask(open), ask({ op: 'close' }), ask(open)]);
  expect(answers.map(({ kind }) => kind)).toEqual(['done', 'done', 'done']);
  // Who speaks is looked at for the call that stands, and for none besides.
  expect(clock.pending).toBe(1);
  await ask({ op: 'close' });
  expect(clock.pending).toBe(0);
});

it('rests five seconds after the last of its calls is over, once, and not while another stands', async () => {
  const clock = createFakeClock();
  let rests = 0;
  const relay = createRelay({
    clock,
    random: systemRandom,
    open: async () => undefined,
    openIce: createIceAgent,
    onEvent: () => undefined,
    onRest: () => {
      rests += 1;
    },
  });
  const ask = (call: string, what: RelayAsk) => relay.handle({ id: 1, call, ask: what });
  const open = { op: 'open', plan: usualPlan } as const;
  await ask('one', open);
  await ask('other', open);
  await ask('one', { op: 'close' });
  await clock.advance(60_000);
  expect(rests).toBe(0);
  await ask('other', { op: 'close' });
  await clock.advance(4999);
  await ask('third', open);
  await clock.advance(60_000);
  expect(rests).toBe(0);
  await ask('third', { op: 'close' });
  // Asked twice, it is over once.
  await clock.advance(1000);
  await ask('third', { op: 'close' });
  await clock.advance(4000);
  expect(rests).toBe(1);
  await clock.advance(60_000);
  expect(rests).toBe(1);
  await ask('last', open);
  await ask('last', { op: 'close' });
  relay.close();
  expect(clock.pending).toBe(0);
});

it('a certificate that could not be made costs one call, and is tried again for the next', async () => {
  let tries = 0;
  const relay = createRelay({
    clock: createFakeClock(),
    random: systemRandom,
    open: async () => undefined,
    openIce: createIceAgent,
    certificate: () => {
      tries += 1;
      return tries === 1 ? Promise.reject(new Error('no randomness')) : makeCertificate();
    },
    onEvent: () => undefined,
  });
  const open = () => relay.handle({ id: 1, call: 'call', ask: { op: 'open', plan: usualPlan } });
  expect(await open()).toMatchObject({ kind: 'problem', problem: 'internal' });
  // The same name is free again.
  expect(await open()).toEqual({ kind: 'done' });
  relay.close();
});
