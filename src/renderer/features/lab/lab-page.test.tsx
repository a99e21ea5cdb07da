// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { longestCopy } from '../../../shared/model/clipboard.ts';
import type { LabOpened } from '../../../shared/model/lab-run.ts';
import { labSituations } from '../../../shared/model/lab-situations.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { lab } from '../../gallery/fixtures.ts';
import { labAnswers, runFailed, runRunning, switchboard } from '../../gallery/fixtures-lab.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { LabBanner } from './lab-banner.tsx';
import { LabPage } from './lab-page.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

async function open(slices: Partial<Snapshot>, tab = 'People') {
  const drawn = await draw({ ...firstSnapshot, revision: 1, ...slices }, <LabPage />);
  for (const [name, reply] of Object.entries(labAnswers)) drawn.bridge.answer(name, reply);
  // Another tab and back: what was asked before the answers were there is asked again.
  await press('tab', tab === 'People' ? 'Scenarios' : 'People');
  await press('tab', tab);
  const asked = (name: string) => drawn.bridge.asked.filter((one) => one.name === name).map(({ input }) => input);
  return { ...drawn, asked };
}

async function press(role: string, name: string) {
  fireEvent.click(screen.getByRole(role, { name }));
  await settle();
}

const running = { lab };

it('without a lab it offers to start it, and says when one ended', async () => {
  const { asked, bridge } = await open({}, 'Switches');
  expect(screen.getByText(/Scenarios run without it/)).toBeTruthy();
  await press('button', 'Start the lab');
  expect(asked('lab.start')).toHaveLength(1);
  const failure = { code: 'LAB_FAILED', detail: 'The process ended.', data: { why: 'again' }, at: 0 } as const;
  const ended = { ...firstSnapshot.lab, state: 'failed', failure } as const;
  act(() => bridge.push({ revision: 2, slices: { lab: ended } }));
  expect(screen.getByRole('alert').textContent).toContain('ended by itself twice within a minute');
  expect(screen.queryByText(failure.detail)).toBeNull();
  await press('button', 'Details');
  expect(screen.getByText(failure.detail)).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Start it again' })).toBeTruthy();
});

it('says on every screen that a lab which ended was started again, and what of it is lost', async () => {
  const restarted = { at: 1_700_000_000_000, refused: 0 };
  const { bridge } = await draw({ ...firstSnapshot, revision: 1, lab: { ...lab, restarted } }, <LabBanner />);
  expect(screen.getByRole('status').textContent).toMatch(/started again at .*switches as they were set/);
  const lost = { ...lab, restarted: { ...restarted, refused: 2 } };
  act(() => bridge.push({ revision: 2, slices: { lab: lost } }));
  expect(screen.getByRole('status').textContent).toContain('2 of the switches');
  act(() => bridge.push({ revision: 3, slices: { lab: { ...lab, restarted: { ...restarted, refused: 1 } } } }));
  expect(screen.getByRole('status').textContent).toContain('One of the switches did not take its setting again');
});

describe('switches', () => {
  it('a situation takes everything back and sets its own', async () => {
    const { asked } = await open(running, 'Switches');
    fireEvent.click(screen.getByRole('button', { name: /^Certificate expired/ }));
    await settle();
    expect(asked('lab.reset')).toHaveLength(1);
    expect(asked('lab.set')).toEqual([{ settings: labSituations.expired }]);
  });

  it('one switch is set at its company, in its own form', async () => {
    const { asked } = await open(running, 'Switches');
    fireEvent.click(screen.getByRole('switch', { name: 'Enable federation and Public IM connectivity' }));
    const field = screen.getByLabelText('SIP Federated Domains: Allowed');
    fireEvent.change(field, { target: { value: 'fabrikam.com; tailspintoys.com' } });
    fireEvent.click(screen.getByRole('button', { name: 'Apply SIP Federated Domains: Allowed' }));
    await settle();
    expect(asked('lab.set')).toEqual([
      { settings: [{ id: 'enable-federation', target: 'contoso.com', value: false }] },
      { settings: [{ id: 'allowed-domains', target: 'contoso.com', value: ['fabrikam.com', 'tailspintoys.com'] }] },
    ]);
  });

  it('what is pending shows how long it takes; a number out of range is not sent', async () => {
    const { asked } = await open(running, 'Switches');
    fireEvent.change(screen.getByLabelText('Company'), { target: { value: 'contoso.onmicrosoft.com' } });
    expect(screen.getByText('Becomes Off completely in 1740 s')).toBeTruthy();
    fireEvent.change(screen.getByLabelText('Company'), { target: { value: '' } });
    fireEvent.change(screen.getByLabelText('Latency'), { target: { value: '99999' } });
    fireEvent.click(screen.getByRole('button', { name: 'Apply Latency' }));
    await settle();
    expect(screen.getByText('Type a whole number from 0 to 10000.')).toBeTruthy();
    expect(asked('lab.set')).toEqual([]);
    expect(switchboard.states).toContainEqual({ id: 'latency', target: 'lab', value: 0 });
  });
});

it('people write, and come into meetings; without somebody signed in they have nobody to write to', async () => {
  const { asked } = await open(running);
  expect(screen.queryByRole('button', { name: 'Let Garth Fort write to me' })).toBeNull();
  await press('button', 'One comes to Tailspin weekly');
  expect(asked('lab.act')).toEqual([{ kind: 'come', meeting: '2Z92HZZZ', count: 1 }]);
  expect(screen.getByText('Done: One comes to Tailspin weekly')).toBeTruthy();
});

describe('scenarios', () => {
  it('one is run by a click, also without a lab', async () => {
    const { asked } = await open({}, 'Scenarios');
    const list = screen.getByRole('list', { name: /^Scenario 1/ });
    const [first] = within(list).getAllByRole('button');
    fireEvent.click(first as HTMLElement);
    await settle();
    expect(asked('lab.runScenario')).toEqual([{ file: 'federation-matrix.json', id: '1.1' }]);
  });

  it('shows what runs, and lets it be cancelled', async () => {
    const { asked } = await open({ labRun: runRunning }, 'Scenarios');
    expect(within(screen.getByRole('list', { name: 'Steps' })).getAllByRole('listitem')).toHaveLength(4);
    await press('button', 'Cancel');
    expect(asked('lab.cancelScenario')).toHaveLength(1);
  });

  it('shows what was expected beside what came, and saves the report', async () => {
    const { asked } = await open({ labRun: runFailed }, 'Scenarios');
    const step = within(screen.getByRole('list', { name: 'Steps' })).getAllByRole('listitem')[2];
    expect(step?.textContent).toContain('1017');
    expect(step?.textContent).toContain('1034');
    await press('button', 'Messages of attendee');
    const ladder = screen.getByRole('listbox', { name: 'Ladder, attendee' });
    const rungs = within(ladder).getAllByRole('option');
    expect(rungs.map((rung) => rung.textContent)).toEqual([
      expect.stringMatching(/REGISTER.*to sip\.contoso\.com/),
      expect.stringMatching(/200 OK.*from sip\.contoso\.com/),
    ]);
    fireEvent.click(rungs[1] as HTMLElement);
    await settle();
    const message = screen.getByRole('region', { name: 'Selected entry, attendee' });
    expect(message.textContent).toContain('SIP/2.0 200 OK');
    expect(message.textContent).toContain('Call-ID: made-up-1');
    await press('button', 'Save report…');
    expect(asked('lab.saveReport')).toEqual([{ content: runFailed.report }]);
  });

  it('plays a file from the disk, and says line by line what is wrong with one', async () => {
    const { asked, bridge } = await open({}, 'Scenarios');
    const problems = [{ line: 12, path: 'scenarios[0].steps[1].who', expected: 'expected one of karen' }];
    const answer = (value: LabOpened) =>
      bridge.answer('lab.openScenarioFile', { ok: true, value: { ok: true, value } });
    answer({ kind: 'unreadable', name: 'mine.json', problems });
    await press('button', 'Open a scenario file…');
    expect(screen.getByText(/^mine\.json cannot be played/)).toBeTruthy();
    expect(
      within(screen.getByRole('list', { name: 'What is wrong in the file' })).getByRole('listitem').textContent,
    ).toBe('Line 12: scenarios[0].steps[1].who: expected one of karen');
    const scenarios = [{ id: '1', group: 'In', name: 'In', steps: [] }];
    answer({ kind: 'opened', file: { file: 'opened-1', opened: 'mine.json', name: 'Mine', about: '', scenarios } });
    await press('button', 'Open a scenario file…');
    expect(screen.queryByText(/cannot be played/)).toBeNull();
    expect(screen.getByRole('option', { name: 'Mine (mine.json)', selected: true })).toBeTruthy();
    await press('button', 'Run In');
    expect(asked('lab.runScenario')).toEqual([{ file: 'opened-1', id: '1' }]);
  });

  it('says why a report was not saved, and what to do', async () => {
    const { bridge } = await open({ labRun: runFailed }, 'Scenarios');
    const failure = { code: 'STORAGE_FAILED', data: { what: 'file' }, at: 1 };
    bridge.answer('lab.saveReport', { ok: true, value: { ok: false, failure } });
    await press('button', 'Save report…');
    expect(screen.getByText(/Check that the disk is not full/)).toBeTruthy();
  });

  it('copies a report, and says so where it is longer than the clipboard takes', async () => {
    const longest = 'x'.repeat(longestCopy);
    const { asked, bridge } = await open({ labRun: { ...runFailed, report: longest } }, 'Scenarios');
    await press('button', 'Copy report');
    expect(asked('app.copy')).toEqual([{ text: longest }]);
    act(() => bridge.push({ revision: 2, slices: { labRun: { ...runFailed, report: `${longest}x` } } }));
    expect(screen.queryByRole('button', { name: 'Copy report' })).toBeNull();
    expect(screen.getByText('This report is too long to copy. Save it.')).toBeTruthy();
  });
});

it('a fault is put on the line and started; all are cleared', async () => {
  const { asked } = await open(running, 'Faults');
  const line = () => within(screen.getByRole('list', { name: 'Line' })).getAllByRole('listitem');
  expect(line().map((row) => row.textContent)).toEqual([
    expect.stringContaining('Carried out'),
    expect.stringContaining('Waits for its time'),
  ]);
  fireEvent.change(screen.getByLabelText('After seconds'), { target: { value: 'soon' } });
  await press('button', 'Add to the line');
  expect(screen.getByText('Type seconds from 0 to 3600.')).toBeTruthy();
  expect(line()).toHaveLength(2);
  fireEvent.change(screen.getByLabelText('After seconds'), { target: { value: '2.5' } });
  await press('button', 'Add to the line');
  expect(line()[2]?.textContent).toContain('Not started');
  await press('button', 'Start the line');
  expect(asked('lab.startFaults')).toMatchObject([
    { faults: [{ layer: 'tcp' }, { layer: 'sip' }, { layer: 'sip', place: 'sip.contoso.com', atMs: 2500 }] },
  ]);
  await press('button', 'Clear all');
  expect(asked('lab.clearFaults')).toHaveLength(1);
  expect(screen.getByText('Nothing is on the line.')).toBeTruthy();
});
