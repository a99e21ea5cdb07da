/** Who in the roster the sources of mixed sound are. RFC 4575 5.8; [MS-RTP] 3.1 */
import type { RosterState, RosterUser } from './merge.ts';

/** Entities of those who are connected with one of these sources of sound, in the roster's order; unknown sources are nobody's. */
export function speakersOf(state: RosterState, sources: readonly number[]): readonly string[] {
  if (sources.length === 0) return [];
  const asked = new Set(sources);
  const speakers = [...state.users.values()].filter((user) => soundSources(user).some((source) => asked.has(source)));
  return speakers.map(({ entity }) => entity);
}

function soundSources({ endpoints }: RosterUser): readonly number[] {
  return [...endpoints.values()]
    .filter(({ sessionType, status }) => sessionType === 'audio-video' && status !== 'disconnected')
    .flatMap(({ media = [] }) => media)
    .flatMap(({ type, source }) => (type === 'audio' && source !== undefined ? [source] : []));
}
