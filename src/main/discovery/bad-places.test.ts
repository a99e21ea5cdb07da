/** Servers that take connections and do not serve: the next search begins elsewhere. RFC 3263 4.3 */
import { beforeEach, expect, it } from 'vitest';
import { external, FinderBench, internal } from '../../../test/fakes/finder-bench.ts';
import type { BadPlaces } from './finder.ts';

let bench: FinderBench;
beforeEach(() => {
  bench = new FinderBench();
  bench.resolver.zone = {
    [internal]: { srv: ['pool01.contoso.com:5061', 'pool02.contoso.com:5061'] },
    [external]: { srv: ['sip.contoso.com:443'] },
    'A pool01.contoso.com': { addresses: ['10.0.0.1', '10.0.0.2'] },
    'A pool02.contoso.com': { addresses: ['10.0.1.1'] },
    'A sip.contoso.com': { addresses: ['192.0.2.1'] },
  };
  for (const place of ['10.0.0.1:5061', '10.0.0.2:5061', '10.0.1.1:5061', '192.0.2.1:443'])
    bench.servers[place] = 'opens';
});

const first = '10.0.0.1:5061';
const second = '10.0.0.2:5061';
const backup = '10.0.1.1:5061';
const edge = '192.0.2.1:443';
const bad = (last: readonly string[], never: readonly string[] = []): { bad: BadPlaces } => ({
  bad: { last: new Set(last), never: new Set(never) },
});
const triedWith = async (more: { bad?: BadPlaces }) => {
  bench.attempts = [];
  await bench.find({}, more);
  return bench.attempts.map((attempt) => attempt.split(' ').at(-1));
};

it('another address of the same pool comes before the other pool, and that one before the edge', async () => {
  expect(await triedWith({})).toEqual([first]);
  expect(await triedWith(bad([first]))).toEqual([second]);
  expect(await triedWith(bad([first, second]))).toEqual([backup]);
  expect(await triedWith(bad([], [first, second, backup]))).toEqual([edge]);
});

it('what did not serve is tried all the same when nothing else is there', async () => {
  expect(await triedWith(bad([first, second, backup, edge]))).toEqual([first]);
  for (const place of [second, backup]) bench.servers[place] = 'CONNECT_REFUSED';
  expect(await triedWith(bad([first]))).toEqual([second, first]);
  bench.servers[second] = 'opens';
  bench.resolver.zone['A pool01.contoso.com'] = { addresses: ['10.0.0.1'] };
  expect(await triedWith(bad([first]))).toEqual([backup, first]);
});

it('nothing at all is tried twice in one attempt', async () => {
  expect(await triedWith(bad([], [first, second, backup, edge]))).toEqual([]);
});

it('holds for servers typed by hand too', async () => {
  const outcome = bench.start({ manualInternal: '10.0.0.1:5061', manualExternal: '192.0.2.1:443' }, bad([], [first]));
  await bench.clock.advance(60_000);
  expect((await outcome).ok && bench.attempts.map((attempt) => attempt.split(' ').at(-1))).toEqual([edge]);
});
