import { expect, it } from 'vitest';
import type { ConnectionFacts } from '../../shared/model/network.ts';
import { shownConnections } from './shown-connections.ts';

const facts = (id: number, state: ConnectionFacts['state']): ConnectionFacts => ({
  id: `c${id}`,
  purpose: 'web',
  host: 'h',
  peer: 'p',
  local: 'l',
  state,
  chain: [],
});
const idsOf = (connections: readonly ConnectionFacts[]) => connections.map(({ id }) => id);

it('an open connection stays, however many came and went after it', () => {
  let shown: readonly ConnectionFacts[] = [facts(0, 'open')];
  for (let id = 1; id < 50; id += 1) {
    shown = shownConnections(shown, facts(id, 'connecting'));
    shown = shownConnections(shown, facts(id, 'closed'));
  }
  expect(shown).toHaveLength(20);
  expect(idsOf(shown)[0]).toBe('c0');
  expect(idsOf(shown).at(-1)).toBe('c49');
});

it('shows more than twenty where more than twenty are open', () => {
  let shown: readonly ConnectionFacts[] = [facts(99, 'closed')];
  for (let id = 0; id < 30; id += 1) shown = shownConnections(shown, facts(id, 'open'));
  expect(shown).toHaveLength(30);
  expect(shown.every(({ state }) => state === 'open')).toBe(true);
});

it('holds each connection once, with its newest state', () => {
  const shown = shownConnections(shownConnections([], facts(1, 'connecting')), facts(1, 'open'));
  expect(shown).toEqual([facts(1, 'open')]);
});
