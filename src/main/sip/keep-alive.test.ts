import { expect, it } from 'vitest';
import { createAgentBench, registeredContact } from '../../../test/fakes/agent-bench.ts';

it('pings every minute before any server said how often, on every connection', () => {
  const bench = createAgentBench();
  expect(bench.flow.keepAliveMs).toBe(60_000);
  bench.agent.close();
});

it.each([
  ['UAS; tcp=no; hop-hop=yes; end-end=no; timeout=300', 270_000],
  ['UAS; hop-hop=yes; timeout=5', 4500],
  ['UAS; hop-hop=yes; timeout=86400', 300_000],
  ['UAS; hop-hop=yes', 60_000],
  ['UAS; timeout=0', 60_000],
  ['nonsense', 60_000],
  [undefined, 60_000],
])('follows the answer to REGISTER: %s', async (header, ms) => {
  const bench = createAgentBench();
  await bench.signIn([registeredContact(bench.agent), ...(header === undefined ? [] : [`ms-keep-alive: ${header}`])]);
  expect(bench.flow.keepAliveMs).toBe(ms);
  bench.agent.close();
});
