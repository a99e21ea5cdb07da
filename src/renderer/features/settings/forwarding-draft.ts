/** What a person has chosen of call forwarding and not saved, and what of it the company allows. Pure. */
import type { InputOf } from '../../../shared/ipc/contract.ts';
import {
  type CallForwardingState,
  type ForwardAddress,
  type ForwardingMode,
  type ForwardingRules,
  type ForwardTarget,
  noForwarding,
} from '../../../shared/model/call-forwarding.ts';
import { type Feature, type PolicyParts, reasonAgainst } from '../../../shared/model/policy.ts';
import { forwardingTexts as texts } from '../../locales/call-forwarding.ts';
import type { SettingSource } from './setting-source.ts';

export type TargetKind = ForwardTarget['kind'];
export type LateKind = 'voicemail' | 'address';

export interface ForwardingDraft {
  readonly mode: ForwardingMode;
  /** Of each mode its own, so that looking at another one loses nothing. */
  readonly forwardTo: Exclude<TargetKind, 'team'>;
  readonly ringAlso: Exclude<TargetKind, 'voicemail'>;
  /** As typed. */
  readonly address: string;
  readonly late: LateKind;
  readonly lateAddress: string;
  readonly seconds: number;
  readonly workHoursOnly: boolean;
}

export type ForwardingInput = InputOf<'callForwarding.change'>;

/** What stands, to begin with. */
export function draftOf({ mode, to, unanswered, workHoursOnly }: ForwardingRules): ForwardingDraft {
  return {
    mode,
    forwardTo: mode === 'forward' && to && to.kind !== 'team' ? to.kind : 'address',
    ringAlso: mode === 'ring-also' && to && to.kind !== 'voicemail' ? to.kind : 'address',
    address: to?.kind === 'address' ? typedFor(to) : '',
    late: unanswered.to.kind,
    lateAddress: unanswered.to.kind === 'address' ? typedFor(unanswered.to) : '',
    seconds: unanswered.afterSeconds,
    workHoursOnly,
  };
}

/** What of a choice is left when that much of it is saved: whatever was changed meanwhile. */
export function chosenSince(
  chosen: Partial<ForwardingDraft>,
  saved: Partial<ForwardingDraft>,
): Partial<ForwardingDraft> {
  const keys = Object.keys(chosen) as (keyof ForwardingDraft)[];
  return Object.fromEntries(keys.filter((key) => chosen[key] !== saved[key]).map((key) => [key, chosen[key]]));
}

/** The chosen target's kind; undefined while nothing is sent on. */
export function chosenKind({ mode, forwardTo, ringAlso }: ForwardingDraft): TargetKind | undefined {
  if (mode === 'off') return undefined;
  return mode === 'forward' ? forwardTo : ringAlso;
}

/** Whether calls can stay unanswered at all: those sent on at once are somebody else's. */
export function canBeUnanswered(draft: ForwardingDraft): boolean {
  return draft.mode !== 'forward' || draft.forwardTo === 'delegates';
}

/** Where each rule comes from; what is typed and not saved is the person's alone. */
export interface ForwardingSources {
  readonly mode: ForwardingSource;
  readonly unanswered: ForwardingSource;
  readonly workHours: ForwardingSource;
}

type ForwardingSource = Extract<SettingSource, 'default' | 'server' | 'person'>;

const asDelivered = draftOf(noForwarding);

/** By what stands at the server, `kept`. */
export function sourcesOf(draft: ForwardingDraft, kept: ForwardingDraft): ForwardingSources {
  const sourceBy = (wordOf: (draft: ForwardingDraft) => string): ForwardingSource => {
    if (wordOf(draft) !== wordOf(kept)) return 'person';
    return wordOf(kept) === wordOf(asDelivered) ? 'default' : 'server';
  };
  return {
    mode: sourceBy((of) => `${of.mode} ${chosenKind(of)} ${chosenKind(of) === 'address' ? of.address.trim() : ''}`),
    unanswered: sourceBy((of) => `${of.late} ${of.late === 'address' ? of.lateAddress.trim() : ''} ${of.seconds}`),
    workHours: sourceBy((of) => String(of.workHoursOnly)),
  };
}

/** Which fields lack what they need. */
export function problemsOf(draft: ForwardingDraft): { readonly address?: string; readonly lateAddress?: string } {
  const lacksAddress = chosenKind(draft) === 'address' && draft.address.trim() === '';
  const lacksLate = canBeUnanswered(draft) && draft.late === 'address' && draft.lateAddress.trim() === '';
  return {
    ...(lacksAddress ? { address: texts.addressWrong } : {}),
    ...(lacksLate ? { lateAddress: texts.addressWrong } : {}),
  };
}

/** What is asked of main. What was not typed anew goes by its very address. */
export function inputOf(draft: ForwardingDraft, rules: ForwardingRules): ForwardingInput {
  const before = [rules.to, rules.unanswered.to].filter((to) => to?.kind === 'address');
  const target = (typed: string) => {
    const known = before.find((to) => typedFor(to) === typed.trim());
    return { kind: 'address', address: known?.uri ?? typed.trim() } as const;
  };
  const isLate = canBeUnanswered(draft) && draft.late === 'address';
  const common = {
    unanswered: {
      to: isLate ? target(draft.lateAddress) : ({ kind: 'voicemail' } as const),
      afterSeconds: draft.seconds,
    },
    workHoursOnly: draft.workHoursOnly,
  };
  const { mode, forwardTo, ringAlso } = draft;
  if (mode === 'off') return { mode, ...common };
  if (mode === 'forward') {
    return { mode, to: forwardTo === 'address' ? target(draft.address) : { kind: forwardTo }, ...common };
  }
  return { mode, to: ringAlso === 'address' ? target(draft.address) : { kind: ringAlso }, ...common };
}

function typedFor({ uri, number }: ForwardAddress): string {
  return number ?? uri.replace(/^sips?:/, '');
}

/** Why each choice cannot be made; those that can are absent. */
export interface ForwardingReasons {
  readonly modes: Partial<Record<ForwardingMode, string>>;
  readonly forwardTo: Partial<Record<TargetKind, string>>;
  readonly ringAlso: Partial<Record<TargetKind, string>>;
  readonly late: Partial<Record<LateKind, string>>;
}

/** Reasons by the company's rules and by who there is. */
export function reasonsFor(
  policy: PolicyParts,
  { delegates, team }: Pick<CallForwardingState, 'delegates' | 'team'>,
): ForwardingReasons {
  const against = (feature: Feature, words: string) => (reasonAgainst(policy, feature) ? words : undefined);
  const forward = against('call-forwarding', texts.forwardForbidden);
  const ring = against('simultaneous-ring', texts.ringForbidden);
  const byDelegates =
    against('delegation', texts.delegatesForbidden) ?? (delegates.length > 0 ? undefined : texts.noDelegates);
  const byTeam = against('team-call', texts.teamForbidden) ?? (team.length > 0 ? undefined : texts.noTeam);
  const voicemail = forward ?? against('voicemail', texts.noVoicemail);
  const noForward = forward && byDelegates ? forward : undefined;
  const noRing = ring && byDelegates && byTeam ? ring : undefined;
  return {
    modes: only({ forward: noForward, 'ring-also': noRing }),
    forwardTo: only({ address: forward, voicemail, delegates: byDelegates }),
    ringAlso: only({ address: ring, delegates: byDelegates, team: byTeam }),
    late: only({ address: forward }),
  };
}

function only<K extends string>(reasons: Record<K, string | undefined>): Partial<Record<K, string>> {
  const given = Object.entries(reasons).filter(([, reason]) => reason !== undefined);
  return Object.fromEntries(given) as Partial<Record<K, string>>;
}
