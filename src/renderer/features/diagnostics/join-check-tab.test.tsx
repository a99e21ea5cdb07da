// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { joinable, notJoinable } from '../../gallery/fixtures-join-check.ts';
import { recordHints } from '../../locales/join-check.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { DiagnosticsScreen } from './diagnostics-screen.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

async function open() {
  window.location.hash = '#/diagnostics/join';
  const { bridge } = await draw({ ...firstSnapshot, revision: 1 }, <DiagnosticsScreen />);
  const check = async (text: string, reply: unknown) => {
    bridge.answer('meeting.check', { ok: true, value: reply });
    fireEvent.change(screen.getByRole('textbox'), { target: { value: text } });
    fireEvent.click(screen.getByRole('button', { name: 'Check' }));
    await settle();
  };
  return { bridge, check };
}

const rows = (label: string) =>
  within(screen.getByRole('list', { name: label }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);

it('[B15] prints each of the four requirements with its verdict', async () => {
  const { check, bridge } = await open();
  await check('  garth@tailspintoys.com ', { ok: true, value: joinable });
  expect(bridge.asked.at(-1)).toEqual({ name: 'meeting.check', input: { text: '  garth@tailspintoys.com ' } });
  expect(screen.getByRole('status').textContent).toContain('You can reach meetings of tailspintoys.com as a guest.');
  const told = rows('What a join as a guest needs, tailspintoys.com');
  expect(told).toHaveLength(4);
  for (const row of told) expect(row).toContain('Yes');
});

it('[B15] says at the requirement that is not met what is wrong, and of the next ones that nobody can tell', async () => {
  const { check } = await open();
  await check('tailspintoys.com', { ok: true, value: notJoinable });
  expect(screen.getByRole('status').textContent).toBe('You cannot reach meetings of tailspintoys.com as a guest now.');
  const [names, reach, trust, client] = rows('What a join as a guest needs, tailspintoys.com');
  expect([names, client].every((row) => row?.includes('Yes'))).toBe(true);
  expect(reach).toContain('No');
  expect(screen.getByRole('alert').textContent).toContain('sip.tailspintoys.com:443');
  expect(trust).toContain('Cannot be told yet');
});

it('[B16] shows the records of federation and XMPP, and what a missing one means', async () => {
  const { check } = await open();
  await check('tailspintoys.com', { ok: true, value: joinable });
  const [federation, xmpp] = rows('Records by which companies find each other, tailspintoys.com');
  expect(federation).toContain('_sipfederationtls._tcp.tailspintoys.comsip.tailspintoys.com:5061');
  expect(xmpp).toContain('_xmpp-server._tcp.tailspintoys.comName does not exist');
});

it('[B16] says of a record that leads nowhere what a missing one means', async () => {
  const { check } = await open();
  const [federation, xmpp] = joinable.records;
  const lookup = { ...federation?.lookup, answers: ['.:0'], verdict: 'no-answer' };
  const records = [{ ...federation, lookup }, xmpp] as typeof joinable.records;
  await check('tailspintoys.com', { ok: true, value: { ...joinable, records } });
  const [row] = rows('Records by which companies find each other, tailspintoys.com');
  expect(row).toContain(recordHints.federation.missing);
});

it('[B16] says nothing of a record that no name server told of', async () => {
  const { check } = await open();
  const [federation, xmpp] = joinable.records;
  const lookup = { ...federation?.lookup, outcome: 'timeout', answers: [], verdict: 'no-answer' };
  const records = [{ ...federation, lookup }, xmpp] as typeof joinable.records;
  await check('tailspintoys.com', { ok: true, value: { ...joinable, records } });
  const [row] = rows('Records by which companies find each other, tailspintoys.com');
  expect(row).not.toContain(recordHints.federation.missing);
});

it('asks for something to look at, and tells what is no link', async () => {
  const { check, bridge } = await open();
  await check(' ', { ok: true, value: joinable });
  expect(bridge.asked.some(({ name }) => name === 'meeting.check')).toBe(false);
  expect(screen.getByText(/^Paste a meeting link or type a domain/)).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole('textbox'));
  await check('hello', { ok: false, failure: { code: 'LINK_INVALID', data: { problem: 'no-link' }, at: 0 } });
  const words = 'There is no meeting link, address or domain in this that Offhook can read.';
  expect(screen.getByText(words)).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole('textbox'));
  fireEvent.change(screen.getByRole('textbox'), { target: { value: 'hello there' } });
  expect(screen.queryByText(words)).toBeNull();
});

it('keeps what was found while another tab is read', async () => {
  const { check } = await open();
  await check('tailspintoys.com', { ok: true, value: joinable });
  fireEvent.click(screen.getByRole('tab', { name: 'DNS' }));
  await settle();
  fireEvent.click(screen.getByRole('tab', { name: 'Can I join?' }));
  await settle();
  expect(screen.getByRole('heading', { name: 'tailspintoys.com' })).toBeTruthy();
});
