/** Which parts a meeting has, and what stands in their way here (mission O4). Pure. */
import type { MeetingPart, MeetingState, Modality, PartLack } from './meeting.ts';
import { type Feature, type PolicyParts, type PolicyReason, reasonAgainst } from './policy.ts';

interface Part {
  readonly modality: Modality;
  /** Any of these addresses in the roster offers it. */
  readonly purposes: readonly string[];
  /** Those of them this version speaks with. */
  readonly spoken: readonly string[];
  /** The company's rule it falls under. */
  readonly feature: Feature;
}

/**
 * A screen goes as a picture to the part for sound and pictures; Microsoft's own sharing is RDP in a part of its own, and a bridge for telephones
 * alone takes no sound of ours: those are not spoken.
 */
const PARTS: readonly Part[] = [
  { modality: 'chat', purposes: ['chat'], spoken: ['chat'], feature: 'im' },
  {
    modality: 'audio',
    purposes: ['audio-video', 'phone-conf'],
    spoken: ['audio-video'],
    feature: 'meeting-audio',
  },
  { modality: 'video', purposes: ['audio-video'], spoken: ['audio-video'], feature: 'meeting-video' },
  { modality: 'sharing', purposes: ['audio-video', 'applicationsharing'], spoken: ['audio-video'], feature: 'sharing' },
  {
    modality: 'content',
    purposes: ['meeting', 'data-conf'],
    spoken: ['meeting', 'data-conf'],
    feature: 'data-collaboration',
  },
];

/**
 * Every part once. `uris` is what the roster lists, undefined until it does, as before joining; `rules` are those of the own company,
 * undefined for a guest, who is under nobody's.
 */
export function partsOf(
  uris: readonly { readonly purpose: string }[] | undefined,
  rules: PolicyParts | undefined,
): readonly MeetingPart[] {
  return PARTS.map(({ modality, purposes, spoken, feature }) => {
    const isOffered = uris?.some(({ purpose }) => purposes.includes(purpose));
    const isSpoken = uris?.some(({ purpose }) => spoken.includes(purpose));
    const reason = rules && reasonAgainst(rules, feature);
    const lacks: PartLack[] = [];
    if (isOffered === false) lacks.push('not-offered');
    if (isOffered && !isSpoken) lacks.push('not-built');
    if (reason) lacks.push('policy');
    return {
      modality,
      lacks,
      ...(isOffered === undefined ? {} : { isOffered }),
      ...(reason ? { rule: reason.key } : {}),
    };
  });
}

/** The own company's rule against a feature in the meeting one is in; none for a guest, who is under nobody's. */
export function reasonInMeeting(
  snapshot: PolicyParts & { readonly meeting: Pick<MeetingState, 'asGuest'> | null },
  feature: Feature,
): PolicyReason | undefined {
  return snapshot.meeting?.asGuest ? undefined : reasonAgainst(snapshot, feature);
}
