/** A section, or the session above them, while it is read line by line. */
import { present } from '../../shared/present.ts';
import type {
  Bandwidth,
  Candidate,
  ComponentAddress,
  CryptoLine,
  Direction,
  EncryptionLevel,
  Feedback,
  Fingerprint,
  MediaSection,
  Payload,
  SetupRole,
} from './description.ts';
import { staticPayload } from './static-payloads.ts';

/** The line of a section: `m=audio 50012 RTP/SAVP 9 0`. */
export interface MediaLine {
  readonly kind: string;
  readonly port: number;
  readonly protocol: string;
  readonly formats: readonly string[];
}

export interface Draft {
  /** What the lines say about a number, in the order of the lines. */
  readonly named: Map<number, Omit<Payload, 'fmtp'>>;
  readonly fmtp: Map<number, string[]>;
  /** null: named, but of no use. */
  address?: string | null;
  readonly bandwidth: Bandwidth[];
  direction?: Direction;
  readonly crypto: CryptoLine[];
  ufrag?: string;
  pwd?: string;
  readonly candidates: Candidate[];
  remoteCandidates: readonly ComponentAddress[];
  fingerprint?: Fingerprint;
  setup?: SetupRole;
  rtcp?: { readonly port: number; readonly address?: string };
  mux: boolean;
  mid?: string;
  label?: string;
  source?: string;
  encryption?: EncryptionLevel;
  ssrcRange?: { readonly first: number; readonly last: number };
  readonly feedback: Feedback[];
  ptime?: number;
  /** Of the session alone. */
  readonly groups: { readonly semantics: string; readonly mids: readonly string[] }[];
  isIceLite: boolean;
}

export function newDraft(): Draft {
  return {
    named: new Map(),
    fmtp: new Map(),
    bandwidth: [],
    crypto: [],
    candidates: [],
    remoteCandidates: [],
    mux: false,
    feedback: [],
    groups: [],
    isIceLite: false,
  };
}

/** The section, with what the session says for all of them where it says nothing itself. */
export function finish(line: MediaLine, draft: Draft, session: Draft): MediaSection {
  const of = <Key extends keyof Draft>(key: Key): Draft[Key] => draft[key] ?? session[key];
  const [ufrag, pwd] = [of('ufrag'), of('pwd')];
  const address = draft.address === undefined ? session.address : draft.address;
  return {
    ...line,
    payloads: isRtp(line.protocol) ? payloadsOf(line, draft) : [],
    ...(typeof address === 'string' && { address }),
    bandwidth: draft.bandwidth,
    direction: of('direction') ?? 'sendrecv',
    crypto: draft.crypto,
    ...(ufrag !== undefined && pwd !== undefined && { ice: { ufrag, pwd } }),
    candidates: draft.candidates,
    remoteCandidates: draft.remoteCandidates,
    ...present({ fingerprint: of('fingerprint'), setup: of('setup'), rtcp: draft.rtcp }),
    mux: draft.mux,
    ...present({ mid: draft.mid, label: draft.label, source: draft.source, encryption: of('encryption') }),
    ...present({ ssrcRange: draft.ssrcRange }),
    feedback: draft.feedback,
    ...present({ ptime: draft.ptime }),
  };
}

function isRtp(protocol: string): boolean {
  return /(?:^|\/)RTP\/S?AVPF?$/.test(protocol);
}

function payloadsOf({ formats }: MediaLine, { named, fmtp }: Draft): Payload[] {
  const types = new Set(formats.filter((format) => /^\d{1,3}$/.test(format)).map(Number));
  return [...types].flatMap((type) => {
    const known = named.get(type) ?? staticPayload(type);
    return known ? [{ ...known, fmtp: fmtp.get(type) ?? [] }] : [];
  });
}
