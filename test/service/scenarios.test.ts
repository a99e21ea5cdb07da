/** The 32 combinations of federation settings, each walked by the real client through real DNS, TLS and SIP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import { type HeadlessClient, openHeadlessClient } from '../../src/tester/headless-client.ts';
import { type Cell, cells } from '../../src/tester/matrix.ts';
import { reportText } from '../../src/tester/report.ts';
import { type CellResult, runCell } from '../../src/tester/run-cell.ts';

let lab: Lab;
let user: HeadlessClient;
const results: CellResult[] = [];

beforeAll(async () => {
  lab = await startLab({ ports: 'free' });
  user = await openHeadlessClient(lab);
});
afterAll(async () => {
  await user.close();
  await lab.stop();
});

const all = cells();
const homeDiagnostics = new Set([1002, 4033]);
const federated = all.filter(({ expected }) => expected.kind === 'federated');
/** By which rule of the client each goes on as a guest: the diagnostic alone (K1), or the status 504 it comes with (K6). */
const byDiagnostic = all.filter(({ expected }) => expected.kind === 'guest' && homeDiagnostics.has(expected.code));
const byStatus = all.filter(({ expected }) => expected.kind === 'guest' && !homeDiagnostics.has(expected.code));

async function run(cell: Cell): Promise<CellResult> {
  const result = await runCell(lab, user, cell);
  results.push(result);
  return result;
}

describe('each of the 32 combinations ends in the meeting', () => {
  it.each(federated)('[I16] $id joined under the own name: $name', async (cell) => {
    const own = lab.profile.accounts.find(({ address }) => address === cell.row.attendee)?.displayName;
    expect(await run(cell)).toEqual({ cell, got: { kind: 'federated', name: own }, isAsExpected: true });
  });

  it.each(byStatus)('[I16] [K0] [K6] $id refused with $expected.code, joined as Guest: $name', async (cell) => {
    expect(await run(cell)).toEqual({
      cell,
      got: { ...cell.expected, name: 'Visiting Tester' },
      isAsExpected: true,
    });
  });

  it.each(byDiagnostic)('[I16] [K1] $id refused with $expected.code, joined as Guest: $name', async (cell) => {
    expect(await run(cell)).toEqual({
      cell,
      got: { ...cell.expected, name: 'Visiting Tester' },
      isAsExpected: true,
    });
  });

  it('[I16] 8 federated and 24 as Guest, nobody known by name at a stranger’s edge', () => {
    const counts = [federated.length, byStatus.length + byDiagnostic.length, results.length];
    expect(counts).toEqual([8, 24, 32]);
    expect(lab.privacyBreaches()).toEqual([]);
    expect(reportText(results)).toMatch(/\n\n32 of 32 as expected: 8 federated, 24 as Guest$/);
  });

  it('a cell leaves nothing behind at the lab', () => {
    expect(lab.federation('contoso.com')).toMatchObject({ partnerDiscovery: false, allowed: ['fabrikam.com'] });
    for (const address of ['karen@contoso.com', 'garthf@contoso.onmicrosoft.com']) {
      expect(lab.registrations(address)).toEqual([]);
    }
    const guests = lab.profile.meetings.flatMap(({ id }) => lab.meeting(id).participants());
    expect(guests.filter(({ anonymous }) => anonymous)).toEqual([]);
    expect(user.client.state.get()).toMatchObject({ account: { kind: 'signed-out' }, meeting: null });
  });
});

const [cell] = all;
if (!cell) throw new Error('the matrix is empty');

describe('a cell that does not come to its end', () => {
  it('says where it stopped, and the next one runs as if nothing had been', async () => {
    lab.setFaults('sip.contoso.com', { answer: { method: 'REGISTER', status: 403, reason: 'Forbidden' } });
    const stopped = await runCell(lab, user, cell);
    expect(stopped).toMatchObject({ got: { kind: 'failed', step: 'sign-in' }, isAsExpected: false });
    lab.setFaults('sip.contoso.com', {});
    lab.setFederation('tailspintoys.com', { anonymousAtEdge: false });
    const refused = await runCell(lab, user, cell);
    expect(refused.got).toMatchObject({ kind: 'failed', step: 'join' });
    expect(refused.got).toHaveProperty('why', expect.stringMatching(/^GUESTS_NOT_ALLOWED, sip\.tailspintoys\.com/));
    lab.setFederation('tailspintoys.com', { anonymousAtEdge: true });
    expect((await runCell(lab, user, cell)).isAsExpected).toBe(true);
  });
});

describe('the report', () => {
  it('shows a difference with both sides of it, and counts it', () => {
    const text = reportText([{ cell, got: { kind: 'federated', name: 'Karen Berg' }, isAsExpected: false }]);
    expect(text).toContain('! got      Federated join');
    expect(text).toContain('expected Anonymous join, RC 504, diag 1017');
    expect(text).toMatch(/0 of 1 as expected/);
  });

  it('says how far a join came that did not get in', () => {
    const got = { kind: 'failed', step: 'join', why: 'CONNECT_REFUSED, sip.tailspintoys.com' } as const;
    expect(reportText([{ cell, got, isAsExpected: false }])).toContain('not joined, join: CONNECT_REFUSED');
  });
});
