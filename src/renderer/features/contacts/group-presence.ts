/** What the heads of the groups say of presence. It changes far less often than presence does, so the list need not follow that. */
import { useMemo } from 'react';
import type { Presence } from '../../../shared/model/presence.ts';
import { useSlice } from '../../state/services.tsx';
import { type GroupRow, type Row, reachable, someDisconnected } from './rows.ts';

export interface GroupPresence {
  /** How many can be reached now. */
  readonly online: number;
  /** Some are of a company that is not connected with ours. */
  readonly isDisconnected: boolean;
}

/** By the key of the group's row. The same map until one of them changes. */
export type GroupsPresence = ReadonlyMap<string, GroupPresence>;

/** Presence of all groups among the rows, followed. */
export function useGroupsPresence(rows: readonly Row[]): GroupsPresence {
  const count = useMemo(() => groupsCounter(rows), [rows]);
  return useSlice((snapshot) => count(snapshot.presence));
}

/** Counts once for each table of presence, and returns the map of before when nothing in it is different. */
export function groupsCounter(rows: readonly Row[]): (presence: Readonly<Record<string, Presence>>) => GroupsPresence {
  const groups = rows.filter((row): row is GroupRow => row.kind === 'group');
  let counted: Readonly<Record<string, Presence>> | undefined;
  let counts: GroupsPresence = new Map();
  return (presence) => {
    if (presence === counted) return counts;
    counted = presence;
    const next = new Map(groups.map(({ key, uris }) => [key, presenceOf(uris, presence)]));
    if (!isSame(counts, next)) counts = next;
    return counts;
  };
}

function presenceOf(uris: readonly string[], presence: Readonly<Record<string, Presence>>): GroupPresence {
  return { online: reachable(uris, presence), isDisconnected: someDisconnected(uris, presence) };
}

function isSame(one: GroupsPresence, other: GroupsPresence): boolean {
  if (one.size !== other.size) return false;
  return [...other].every(([key, { online, isDisconnected }]) => {
    const before = one.get(key);
    return before?.online === online && before.isDisconnected === isDisconnected;
  });
}
