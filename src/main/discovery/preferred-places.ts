/** In which order the places of servers are tried when some are known not to serve. RFC 3263 4.3 */
import { type BadPlaces, placeOf } from './finder.ts';

export interface Place {
  readonly address: string;
  readonly port: number;
}

/** All ports of all addresses that may be tried, places that did not serve us after the others. */
export function placesOf(
  ports: readonly number[],
  addresses: readonly string[],
  bad: BadPlaces | undefined,
): readonly Place[] {
  const all = addresses.flatMap((address) => ports.map((port) => ({ address, port })));
  if (!bad) return all;
  const allowed = all.filter(({ address, port }) => !bad.never.has(placeOf(address, port)));
  const isBad = ({ address, port }: Place) => bad.last.has(placeOf(address, port));
  return [...allowed.filter((place) => !isBad(place)), ...allowed.filter(isBad)];
}

/** True when there are places, and each is known not to serve. */
export function areAllBad(places: readonly Place[], bad: BadPlaces): boolean {
  return places.length > 0 && places.every(({ address, port }) => bad.last.has(placeOf(address, port)));
}
