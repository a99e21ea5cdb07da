/** The dial plan from the lab's server to what is dialled, by vectors that a tester can edit (test/fixtures/dial-plan/vectors.json). */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DialPlanState, DialResult } from '../../src/shared/model/dial-plan.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

const KAREN = 'karen@contoso.com';
const DOMAIN = 'contoso.com';
const fixture = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../fixtures/dial-plan/${name}`, import.meta.url)), 'utf8');

interface Case {
  readonly id: string;
  readonly typed: string;
  readonly result: string | null;
  readonly rule?: number;
  readonly emergency?: boolean;
  readonly prefix?: boolean;
  readonly extension?: boolean;
  readonly warning?: string;
  readonly sip?: string | null;
}

const { plans } = JSON.parse(fixture('vectors.json')) as {
  readonly plans: readonly { readonly file: string; readonly cases: readonly Case[] }[];
};

let scene: LabClient;
beforeAll(async () => {
  scene = await startLabClient();
  expect((await scene.signIn(KAREN)).ok).toBe(true);
  await active();
});
afterAll(() => scene.stop());

/** Resolves once the plan is there that has this name, or any. */
async function active(name?: string): Promise<DialPlanState> {
  const fits = ({ state, name: own }: DialPlanState) => state === 'active' && (name === undefined || own === name);
  return (await scene.until(({ dialPlan }) => fits(dialPlan))).dialPlan;
}

async function handOut(document: string): Promise<void> {
  scene.lab.setDialPlan(DOMAIN, { document, damage: null, delayMs: 0 });
  expect(await scene.client.people.refreshSettings()).toMatchObject({ ok: true });
}

function expectCase(found: DialResult, wanted: Case): void {
  if (wanted.result === null) expect(found.outcome).toBe('no-rule');
  else expect(found).toMatchObject({ outcome: 'matched', result: wanted.result });
  if (wanted.rule !== undefined) expect(found.rule?.number).toBe(wanted.rule);
  expect(found.emergency).toBe(wanted.emergency ?? false);
  expect(found.prefixStripped).toBe(wanted.prefix ?? false);
  expect(found.isExtension).toBe(wanted.extension ?? false);
  if (wanted.warning) expect(found.warnings).toContain(wanted.warning);
  if (wanted.sip) expect(found.dials?.sip).toBe(wanted.sip);
  if (wanted.sip === null) expect(found.dials).toBeUndefined();
}

for (const { file, cases } of plans) {
  describe(`the dial plan ${file}`, () => {
    beforeAll(() => handOut(fixture(file)));

    it.each(cases.map((each) => [each.id, each.typed, each] as const))('[%s] %s', (_, typed, wanted) => {
      expectCase(scene.client.people.tryNumber(typed), wanted);
    });
  });
}

it('[G11] says by which rule, with its pattern, as the window asks it', async () => {
  await handOut(fixture('seed.xml'));
  expect(scene.client.people.tryNumber('01785 123456')).toMatchObject({
    cleaned: '01785123456',
    rule: { number: 2, pattern: '^0([1-9])(\\d*)$', translation: '+44$1$2' },
    dials: { sip: 'sip:+441785123456@contoso.com;user=phone', tel: 'tel:+441785123456' },
  });
});

it('[C-31] keeps the plan before it when the next one is as the seed prints it', async () => {
  await handOut(fixture('seed.xml'));
  for (const change of [
    { document: fixture('seed-as-printed.xml') },
    { document: fixture('seed.xml'), damage: 'print' },
  ] as const) {
    scene.lab.setDialPlan(DOMAIN, change);
    expect(await scene.client.people.refreshSettings()).toMatchObject({
      ok: false,
      failure: { code: 'DIAL_PLAN_UNREADABLE' },
    });
    expect(scene.client.state.get().dialPlan).toMatchObject({ state: 'failed', name: 'XXXX_dial_plan' });
    expect(scene.client.people.tryNumber('123456').result).toBe('+441785123456');
    scene.lab.setDialPlan(DOMAIN, { damage: null });
  }
});

it('[G10] tries 64 digits against hostile patterns in time, and the rules behind them still work', async () => {
  scene.lab.setDialPlan(DOMAIN, { document: null, damage: 'hostile' });
  expect(await scene.client.people.refreshSettings()).toMatchObject({ ok: true });
  const { dialPlan } = scene.client.state.get();
  expect(dialPlan.name).toBe('Hostile_dial_plan');
  // What looks ahead cannot run and says so; what would only be slow elsewhere runs.
  expect(dialPlan.rules.filter((rule) => rule.unusable !== undefined).map(({ number }) => number)).toContain(6);
  expect(scene.client.people.tryNumber('1'.repeat(64)).outcome).toBe('matched');
  expect(scene.client.people.tryNumber('1'.repeat(65)).outcome).toBe('too-long');
  expect(scene.client.people.tryNumber('+4401785123456')).toMatchObject({ result: '+441785123456' });
});

it('[G4] knows the emergency numbers of the company', async () => {
  await handOut(fixture('seed.xml'));
  await scene.until(({ provisioning }) => provisioning.state === 'ready');
  expect(scene.client.people.tryNumber('911')).toMatchObject({ emergency: true, emergencyBy: 'policy' });
  expect(scene.client.people.tryNumber('101')).toMatchObject({ emergency: true, emergencyBy: 'rule' });
});

it('[F17] dials raw with a hint until the plan is there', async () => {
  const late = await startLabClient({ lab: scene.lab });
  scene.lab.setDialPlan(DOMAIN, { document: null, damage: null, delayMs: 60_000 });
  try {
    await late.signIn('jeremy@contoso.com', scene.passwordOf('jeremy@contoso.com'));
    expect(late.client.state.get().dialPlan.state).toBe('loading');
    expect(late.client.people.tryNumber('123456')).toMatchObject({
      outcome: 'no-plan',
      result: '123456',
      warnings: ['plan-not-active'],
      dials: { sip: 'sip:123456;phone-context=user-default@contoso.com;user=phone' },
    });
    scene.lab.setDialPlan(DOMAIN, { delayMs: 0 });
    expect((await late.client.people.refreshSettings()).ok).toBe(true);
    expect(late.client.people.tryNumber('123456').result).toBe('+441785123456');
  } finally {
    await late.stop();
    scene.lab.setDialPlan(DOMAIN, { delayMs: 0 });
  }
});
