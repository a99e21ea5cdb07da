import { expect, it } from 'vitest';
import { contacts, groups, presence } from '../../gallery/fixtures.ts';
import { groupsCounter } from './group-presence.ts';
import { contactRows } from './rows.ts';

const rows = contactRows({ groups, contacts }, new Set(), '');

it('counts each group, and whether somebody in it is out of reach', () => {
  const counts = groupsCounter(rows)(presence);
  expect([...counts.keys()]).toEqual(rows.flatMap(({ kind, key }) => (kind === 'group' ? [key] : [])));
  const head = rows.find((row) => row.kind === 'group' && row.uris.includes('sip:kim.akers@fabrikam.com'));
  expect(counts.get(head?.key ?? '')?.isDisconnected).toBe(true);
});

it('is the same map until a number changes', () => {
  const count = groupsCounter(rows);
  const before = count(presence);
  const garth = 'sip:garth@tailspintoys.com';
  expect(count({ ...presence, [garth]: { availability: 'available' } })).toBe(count(presence));
  expect(count({ ...presence, [garth]: { availability: 'busy', note: { kind: 'personal', text: 'new' } } })).toBe(
    before,
  );
  const gone = count({ ...presence, [garth]: { availability: 'offline' } });
  expect(gone).not.toBe(before);
  expect([...gone.values()].reduce((sum, { online }) => sum + online, 0)).toBeLessThan(
    [...before.values()].reduce((sum, { online }) => sum + online, 0),
  );
});
