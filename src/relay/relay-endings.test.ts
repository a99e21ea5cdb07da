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
