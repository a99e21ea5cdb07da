import { useMemo } from 'react';
import { reasonAgainst } from '../../../shared/model/policy.ts';
import type { Capabilities } from '../../../shared/model/presence.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { isWithheld } from '../../components/peer-words.ts';
import { callTexts as texts } from '../../locales/calls.ts';
import { callListTexts } from '../../locales/phone.ts';
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
  const contacts = useSlice((snapshot) => snapshot.contacts.contacts);
  // A list asks this for each of its rows, and is drawn anew with each presence that comes.
  const isPartnerByXmpp = useMemo(
    () => uri !== undefined && contacts.some((each) => each.uri === uri && each.kind === 'xmpp'),
    [contacts, uri],
  );
  const whoIsHidden = uri !== undefined && isWithheld({ uri });
  return callRefusals({ isSignedIn, provisioning, capabilities, isPartnerByXmpp, isWithheld: whoIsHidden });
}

/** The first reason that holds. Pure. */
export function callRefusals(parts: {
  readonly isSignedIn: boolean;
  readonly provisioning: Snapshot['provisioning'];
  readonly capabilities: Capabilities | undefined;
  readonly isPartnerByXmpp: boolean;
  /** They called without saying who they are. */
  readonly isWithheld: boolean;
}): CallRefusals {
  const { isSignedIn, capabilities: can } = parts;
  const isSilent = parts.isPartnerByXmpp || (can?.im === true && !can.audio && !can.video);
  const call = firstOf([
    [parts.isWithheld, callListTexts.withheld],
    [!isSignedIn, texts.notSignedIn],
    [isSilent, texts.takesNoCalls],
    [reasonAgainst(parts, 'audio') !== undefined, texts.audioForbidden],
  ]);
  const noVideo = firstOf([
    [reasonAgainst(parts, 'video') !== undefined, texts.videoForbidden],
    [can?.audio === true && !can.video, texts.takesNoVideo],
  ]);
  return { call, video: call ?? noVideo };
}

function firstOf(reasons: readonly (readonly [holds: boolean, words: string])[]): string | undefined {
  return reasons.find(([holds]) => holds)?.[1];
}
