import { reasonAgainst } from '../../../shared/model/policy.ts';
import type { Capabilities } from '../../../shared/model/presence.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { callTexts as texts } from '../../locales/en/calls.ts';
import { useSlice } from '../../state/services.tsx';

export interface CallRefusals {
  /** Why there can be no call at all. */
  readonly call: string | undefined;
  /** Why there can be none with a picture. */
  readonly video: string | undefined;
}

/** Why somebody cannot be called now; without an address, why nobody can. What devices do not say is no reason. */
export function useCallRefusal(uri?: string): CallRefusals {
  const isSignedIn = useSlice(({ account }) => account.kind === 'registered');
  const provisioning = useSlice((snapshot) => snapshot.provisioning);
  const capabilities = useSlice((snapshot) => (uri ? snapshot.presence[uri]?.capabilities : undefined));
  const isPartnerByXmpp = useSlice(
    ({ contacts }) => uri !== undefined && contacts.contacts.some((each) => each.uri === uri && each.kind === 'xmpp'),
  );
  return callRefusals({ isSignedIn, provisioning, capabilities, isPartnerByXmpp });
}

/** The first reason that holds. Pure. */
export function callRefusals(parts: {
  readonly isSignedIn: boolean;
  readonly provisioning: Snapshot['provisioning'];
  readonly capabilities: Capabilities | undefined;
  readonly isPartnerByXmpp: boolean;
}): CallRefusals {
  const { isSignedIn, capabilities: can } = parts;
  const isSilent = parts.isPartnerByXmpp || (can?.im === true && !can.audio && !can.video);
  const call = !isSignedIn
    ? texts.notSignedIn
    : isSilent
      ? texts.takesNoCalls
      : reasonAgainst(parts, 'audio') && texts.audioForbidden;
  const noVideo = reasonAgainst(parts, 'video')
    ? texts.videoForbidden
    : can?.audio && !can.video
      ? texts.takesNoVideo
      : undefined;
  return { call, video: call ?? noVideo };
}
