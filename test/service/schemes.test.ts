/**
 * Every scheme at every generation of servers, then every selection of schemes in both orders: which is taken, after how many REGISTERs,
 * with what result. The whole table is printed.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import type { LabGeneration, LabScheme } from '../../src/lab/auth/settings.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import { createHandClock } from '../fakes/hand-clock.ts';
import { startLabClient } from '../fakes/lab-client.ts';
import { failureOf, watchLab } from '../fakes/lab-watch.ts';

const karen = 'karen@contoso.com';
const domain = 'contoso.com';
const schemes: readonly LabScheme[] = ['TLS-DSK', 'NTLM', 'Kerberos', 'Digest'];

/** The scheme as the account shows it; REGISTERs up to the answer; requests to web services; what became of it. */
type Result = readonly [taken: string, registers: number, webRequests: number, result: string];

/** The services' two descriptions, the ticket in NTLM's two rounds, the certificate. */
const visits = 5;
const byScheme: Readonly<Record<LabScheme, Result>> = {
  'TLS-DSK': ['TLS-DSK', 4, visits, 'signed in'],
  NTLM: ['NTLM', 3, 0, 'signed in'],
  Digest: ['Digest MD5', 2, 0, 'signed in'],
  Kerberos: ['none', 1, 0, 'AUTH_SCHEME_UNSUPPORTED'],
};

const installed: readonly (readonly [generation: LabGeneration, name: string, best: LabScheme])[] = [
  ['ocs-2007-r2', 'OCS 2007 R2', 'NTLM'],
  ['lync-2010', 'Lync 2010', 'TLS-DSK'],
  ['lync-2013', 'Lync 2013', 'TLS-DSK'],
  ['sfb-2015', 'SfB 2015', 'TLS-DSK'],
  ['sfb-2019', 'SfB 2019/SE', 'TLS-DSK'],
  ['online', 'Online', 'TLS-DSK'],
];

let lab: Lab;
const table: string[][] = [['server', 'offers', 'taken', 'REGISTERs', 'web requests', 'result']];
beforeAll(async () => {
  lab = await startLab({ ports: 'free' });
});
afterAll(async () => {
  await lab.stop();
  process.stdout.write(`\n${aligned(table)}\n\n`);
});

/** Signs in with nothing stored, uses the registration, signs out, and writes the row. */
async function row(server: string, offers: string): Promise<Result> {
  // Limits pass by hand only: nothing here depends on how busy this machine is.
  const world = await startLabClient({ lab, clock: createHandClock() });
  try {
    const watch = watchLab(world);
    watch.mark();
    const outcome = await world.signIn(karen);
    const { account } = world.client.state.get();
    const taken = account.kind === 'registered' ? account.account.scheme : 'none';
    const cost = [watch.registers(), watch.webRequests().length] as const;
    const result = outcome.ok ? await use() : (failureOf(world)?.code ?? 'nothing');
    table.push([server, offers, taken, ...cost.map(String), result]);
    return [taken, ...cost, result];

    async function use(): Promise<string> {
      await world.until(({ contacts }) => contacts.state === 'ready');
      await world.client.signIn.signOut();
      if (lab.registrations(karen).length > 0) return 'still registered';
      return watch.dropped().join() || 'signed in';
    }
  } finally {
    await world.stop();
  }
}

describe.each(installed)('%s', (generation, name, best) => {
  it('[E1] is signed in to with what it offers by itself', async () => {
    lab.setGeneration(domain, generation);
    expect(await row(name, 'as installed')).toEqual(byScheme[best]);
  });

  it.each(schemes)('[E1] with %s alone', async (scheme) => {
    lab.setGeneration(domain, generation);
    lab.setAuthOffer(domain, { schemes: [scheme] });
    expect(await row(name, scheme)).toEqual(byScheme[scheme]);
  });
});

/** All selections of at least one; the ones of several also the other way round. */
function selections(): LabScheme[][] {
  const sets = Array.from({ length: 2 ** schemes.length - 1 }, (_, index) =>
    schemes.filter((__, bit) => ((index + 1) >> bit) & 1),
  );
  return sets.flatMap((set) => (set.length > 1 ? [set, [...set].reverse()] : [set]));
}

describe('[E1] of several schemes the best is taken, whatever their order', () => {
  it.each(selections().map((offer) => ({ offer, name: offer.join(', ') })))('$name', async ({ offer, name }) => {
    lab.setGeneration(domain, 'sfb-2019');
    lab.setAuthOffer(domain, { schemes: offer });
    const best = (['TLS-DSK', 'NTLM', 'Digest'] as const).find((scheme) => offer.includes(scheme)) ?? 'Kerberos';
    expect(await row('SfB 2019/SE', name)).toEqual(byScheme[best]);
  });

  it('and of none there is nothing to take', async () => {
    lab.setAuthOffer(domain, { schemes: [] });
    expect(await row('SfB 2019/SE', '(none)')).toEqual(byScheme.Kerberos);
  });
});

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0))) ?? [];
  const line = (cells: readonly string[]) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return rows.map((cells) => line(cells).trimEnd()).join('\n');
}
