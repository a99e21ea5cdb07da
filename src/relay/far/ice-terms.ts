/** ICE as descriptions write it and as the agent takes it. */
import type { Candidate, IceCredentials } from '../../protocol/sdp/description.ts';
import type { FarLocal, Track } from '../../protocol/sdp/legs.ts';
import type { CallQuality } from '../../shared/model/call.ts';
import { isUsable } from '../ice/candidate.ts';
import type { ChosenPair, IceCandidate, IceDescription, RemoteIce } from '../ice/types.ts';
import { canonical, type Endpoint } from '../net/udp.ts';

/** What a description says of our side. */
export function toDescription({ ufrag, password, candidates }: IceDescription): {
  readonly ice: IceCredentials;
  readonly candidates: readonly Candidate[];
} {
  return { ice: { ufrag, pwd: password }, candidates: candidates.map(toLine) };
}

function toLine({ foundation, component, priority, address, port, type, related }: IceCandidate): Candidate {
  return {
    foundation,
    component,
    transport: 'UDP',
    priority,
    address,
    port,
    type,
    ...(related && { relatedAddress: related.address, relatedPort: related.port }),
  };
}

/** What the agent takes of the far end's side: UDP alone. */
export function toRemote(ice: NonNullable<Track['ice']>, isMux: boolean): RemoteIce {
  const candidates = ice.candidates.filter(({ transport }) => transport === 'UDP');
  return {
    ufrag: ice.remote.ufrag,
    password: ice.remote.pwd,
    candidates: candidates.map(({ foundation, component, priority, address, port, type }) => ({
      foundation,
      component,
      priority,
      // Answers come from there, and are known by the text.
      address: canonical(address),
      port,
      type,
    })),
    components: isMux ? 1 : 2,
    isLite: ice.isRemoteLite,
  };
}

/** Most of a peer's candidates are of no interest once nothing came of the first. */
const mostTold = 8;

/** The candidates of both sides, by kind and address, for whoever looks for what stands between: nothing by which a check could be made is among them. */
export function triedBetween(ours: readonly IceCandidate[], theirs: readonly IceCandidate[]): string {
  return `from ${listed(ours)}; to ${listed(theirs)}`;
}

function listed(candidates: readonly IceCandidate[]): string {
  // The second component, where there is one, is beside the first. Names and nonsense of the far end were not tried.
  const tried = [...new Set(candidates.filter((each) => each.component === 1 && isUsable(each)).map(named))];
  if (tried.length === 0) return 'nowhere';
  const more = tried.length - mostTold;
  return `${tried.slice(0, mostTold).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function named(candidate: IceCandidate): string {
  return `${candidate.type} ${placeText(candidate)}`;
}

/** A chosen pair as one reads it. */
export function wayOf({ local, remote }: ChosenPair): string {
  return `${named(local)} to ${named(remote)}`;
}

export function placeText({ address, port }: Endpoint): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** How the packets of a chosen pair go. */
export function pathOf({ local, remote }: ChosenPair): NonNullable<CallQuality['path']> {
  if (local.type === 'relay' || remote.type === 'relay') return 'relayed';
  return local.type === 'host' && remote.type === 'host' ? 'direct' : 'reflexive';
}

/** What a final offer says: the chosen addresses alone, and which of the far end's they reach. [MS-ICE2] 3.1.4.9 */
export function toChosen(
  pairs: readonly [ChosenPair, ...ChosenPair[]],
): Pick<FarLocal, 'address' | 'port' | 'rtcpPort' | 'candidates' | 'remoteCandidates'> {
  const [rtp, rtcp = rtp] = pairs;
  return {
    address: rtp.local.address,
    port: rtp.local.port,
    rtcpPort: rtcp.local.port,
    candidates: pairs.map(({ local }) => toLine(local)),
    remoteCandidates: pairs.map(({ remote: { component, address, port } }) => ({ component, address, port })),
  };
}
