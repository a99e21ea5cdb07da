/** A contact card out of its parts: identity, company, numbers and photo are published one by one. [MS-PRES] 2.2.2.6.1 */
import type { CardPhone, ContactCard } from '../../../shared/model/presence.ts';

/** The parts as one, later ones before earlier where they differ; undefined when there is none. */
export function mergedCard(parts: readonly ContactCard[]): ContactCard | undefined {
  if (parts.length === 0) return undefined;
  return {
    ...Object.assign({}, ...parts),
    address: parts.findLast(({ address }) => address.length > 0)?.address ?? [],
    phones: withoutDoubles(parts.flatMap(({ phones }) => phones)),
    hasPhoto: parts.some((part) => part.hasPhoto),
    isAutomaton: parts.some((part) => part.isAutomaton),
  };
}

function withoutDoubles(phones: readonly CardPhone[]): CardPhone[] {
  const places = new Map(phones.map((phone) => [`${phone.kind} ${phone.uri.toLowerCase()}`, phone]));
  return [...places.values()];
}

const WORDS = ['name', 'title', 'company', 'department', 'office', 'email', 'hasPhoto', 'isAutomaton'] as const;

/** Whether two cards show the same. */
export function isSameCard(a: ContactCard | undefined, b: ContactCard | undefined): boolean {
  if (!a || !b) return a === b;
  const isSameList = <T>(one: readonly T[], other: readonly T[], same: (x: T, y: T | undefined) => boolean) =>
    one.length === other.length && one.every((each, index) => same(each, other[index]));
  return (
    WORDS.every((word) => a[word] === b[word]) &&
    isSameList(a.address, b.address, (line, other) => line === other) &&
    isSameList(a.phones, b.phones, (x, y) => x.kind === y?.kind && x.uri === y.uri && x.display === y.display)
  );
}
