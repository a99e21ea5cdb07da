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
