/** Which parts of the meeting a person is connected to, and whether they are heard. Protocol notes 7.6 */
import type { Modality } from '../../shared/model/meeting.ts';
import type { RosterEndpoint, RosterUser } from './merge.ts';
import type { MediumPart } from './read-endpoint.ts';

/** In the order everything is shown in. */
const ORDER: readonly Modality[] = ['chat', 'audio', 'video', 'sharing', 'content'];
const BY_SESSION: ReadonlyMap<string, Modality> = new Map([
  ['chat', 'chat'],
  ['applicationsharing', 'sharing'],
  ['meeting', 'content'],
  ['data-conf', 'content'],
  ['phone-conf', 'audio'],
]);
const CONNECTED: ReadonlySet<string> = new Set(['connected', 'muted-via-focus', 'on-hold']);

/** Those the person is in now. */
export function modalitiesOf(user: RosterUser): readonly Modality[] {
  const found = new Set<Modality>();
  for (const endpoint of user.endpoints.values()) {
    if (CONNECTED.has(endpoint.status ?? '')) for (const each of modalitiesAt(endpoint)) found.add(each);
  }
  return ORDER.filter((modality) => found.has(modality));
}

/** Whether the meeting takes nothing of the person's sound, by whatever they are in with; undefined for people without. */
export function isMuted(user: RosterUser): boolean | undefined {
  const all = soundsOf(user);
  if (all.length === 0) return undefined;
  return all.every(isSilent);
}

/** What the person is heard by, each with whether the meeting takes nothing of it. */
export function soundsIn(user: RosterUser): readonly SoundEndpoint[] {
  return soundsOf(user).map((endpoint) => ({ endpoint: endpoint.entity, isMuted: isSilent(endpoint) }));
}

export interface SoundEndpoint {
  /** As the roster names it. */
  readonly endpoint: string;
  readonly isMuted: boolean;
}

function isSilent(endpoint: RosterEndpoint): boolean {
  return endpoint.status === 'muted-via-focus' || audioOf(endpoint)?.ingress === 'block';
}

/**
 * What of the person's the meeting gets to see; a screen before a camera. A screen is a picture whose label says so, or Microsoft's own sharing
 * in a part of its own. Undefined where nothing is shown, or the meeting takes nothing of it.
 */
export function shownBy(user: RosterUser): 'camera' | 'screen' | undefined {
  const sent = [...user.endpoints.values()]
    .filter(({ status }) => CONNECTED.has(status ?? ''))
    .flatMap(({ media = [] }) => media.filter(isSeen));
  if (sent.some(({ type, label }) => isScreen(type) || isScreen(label))) return 'screen';
  return sent.length > 0 ? 'camera' : undefined;
}

function isSeen({ type, status, ingress }: MediumPart): boolean {
  const isSent = status === 'sendrecv' || status === 'sendonly';
  return isSent && ingress !== 'block' && (type === 'video' || isScreen(type));
}

function isScreen(word: string | undefined): boolean {
  return word?.startsWith('applicationsharing') === true;
}

/** What `modifyEndpointMedia` needs to name the person's sound, of each endpoint they are heard by; empty for people without. */
export function soundKeysOf(user: RosterUser): readonly { readonly endpoint: string; readonly mediaId: string }[] {
  return soundsOf(user).flatMap((endpoint) => {
    const medium = audioOf(endpoint);
    return medium ? [{ endpoint: endpoint.entity, mediaId: medium.id }] : [];
  });
}

function soundsOf(user: RosterUser): readonly RosterEndpoint[] {
  return [...user.endpoints.values()].filter(
    (endpoint) => endpoint.sessionType === 'audio-video' && CONNECTED.has(endpoint.status ?? ''),
  );
}

function audioOf(endpoint: RosterEndpoint): MediumPart | undefined {
  return endpoint.media?.find(({ type }) => type === 'audio');
}

function modalitiesAt({ sessionType = '', media }: RosterEndpoint): readonly Modality[] {
  const one = BY_SESSION.get(sessionType);
  if (one) return [one];
  if (sessionType !== 'audio-video') return [];
  // A server that lists no media has told of sound at least.
  if (!media) return ['audio'];
  const has = (type: string) => media.some((medium) => medium.type === type && medium.status !== 'inactive');
  return [...(has('audio') ? (['audio'] as const) : []), ...(has('video') ? (['video'] as const) : [])];
}
