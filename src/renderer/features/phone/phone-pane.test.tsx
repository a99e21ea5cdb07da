// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DialPlanState } from '../../../shared/model/dial-plan.ts';
import { dialPlan } from '../../gallery/fixtures.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { DialPlanSection } from './dial-plan-section.tsx';
import { TryNumber } from './try-number.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

const show = (plan: DialPlanState) =>
  draw(
    { ...firstSnapshot, revision: 1, dialPlan: plan },
    <>
      <TryNumber />
      <DialPlanSection />
    </>,
  );

async function type(value: string): Promise<void> {
  fireEvent.change(screen.getByLabelText('Number'), { target: { value } });
  await settle();
}

describe('try a number', () => {
  it('shows the result, the rule and its pattern', async () => {
    await show(dialPlan);
    await type('01785 123456');
    expect(screen.getByText('Would dial +441785123456')).toBeTruthy();
    expect(screen.getByText('^0([1-9])(\\d*)$')).toBeTruthy();
  });

  it('says that no rule matched and marks emergency numbers', async () => {
    const { bridge } = await show(dialPlan);
    const answer = { typed: '1234', cleaned: '1234', result: '1234', prefixStripped: false, isExtension: false };
    bridge.answer('dialPlan.try', { ok: true, value: { ...answer, emergency: false, outcome: 'no-rule' } });
    await type('1234');
    expect(screen.getByText('No dial-plan rule matched, so it is dialled as typed.')).toBeTruthy();
    bridge.answer('dialPlan.try', { ok: true, value: { ...answer, emergency: true, outcome: 'no-rule' } });
    await type('112');
    expect(screen.getByText('Emergency or service number')).toBeTruthy();
  });

  it('warns of a pattern without an end, and of one it does not run', async () => {
    const unusable = { ...dialPlan.rules[0], number: 6, unusable: 'This pattern could run for ever.' };
    await show({ ...dialPlan, rules: [...dialPlan.rules, unusable as (typeof dialPlan.rules)[number]] });
    expect(screen.getByText(/does not say where it ends/)).toBeTruthy();
    expect(screen.getByText('This pattern could run for ever.')).toBeTruthy();
  });

  it('says when the plan cannot be read', async () => {
    await show({ state: 'failed', rules: [], failure: { code: 'DIAL_PLAN_UNREADABLE', at: 0 } });
    expect(screen.getByText('The dial plan of your company cannot be read.')).toBeTruthy();
  });
});
