/** ICE as descriptions write it and as the agent takes it. */
import type { Candidate, IceCredentials } from '../../protocol/sdp/description.ts';
import type { FarLocal, Track } from '../../protocol/sdp/legs.ts';
import type { CallQuality } from '../../shared/model/call.ts';
import type { ChosenPair, IceCandidate, IceDescription, RemoteIce } from '../ice/types.ts';

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
      address,
      port,
      type,
    })),
    components: isMux ? 1 : 2,
    isLite: ice.isRemoteLite,
  };
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
