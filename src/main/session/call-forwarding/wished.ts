/** What a person wishes of forwarding, made whole: whom a typed number means, who rings, and whether the company lets it. */
import {
  type CallForwardingState,
  type ForwardAddress,
  type ForwardingRules,
  type ForwardTarget,
  ringSeconds,
} from '../../../shared/model/call-forwarding.ts';
import type { FailureCode } from '../../../shared/model/failure.ts';
import { type Feature, type PolicyParts, reasonAgainst } from '../../../shared/model/policy.ts';

/** A target as the window has it: a number or an address as typed. */
export type WishedTarget =
  | { readonly kind: 'address'; readonly address: string }
  | Exclude<ForwardTarget, ForwardAddress>;

export interface ForwardingWish {
  readonly mode: ForwardingRules['mode'];
  readonly to?: WishedTarget;
  readonly unanswered: {
    readonly to: Extract<WishedTarget, { readonly kind: 'address' | 'voicemail' }>;
    readonly afterSeconds: number;
  };
  readonly workHoursOnly: boolean;
}

/** Whom a typed text means; `emergency`: a number that no call is sent on to. Undefined for what cannot be called. */
export type FindTarget = (typed: string) => (ForwardAddress & { readonly isEmergency?: true }) | undefined;

export interface WishSurroundings extends Pick<CallForwardingState, 'delegates' | 'team'> {
  readonly policy: PolicyParts;
  readonly find: FindTarget;
  readonly isSelf: (address: ForwardAddress) => boolean;
}

export type WishProblem = { readonly code: FailureCode; readonly data: Readonly<Record<string, string>> };

/** The rules that are meant, or why they cannot be. */
export function rulesFor(wish: ForwardingWish, around: WishSurroundings): ForwardingRules | WishProblem {
  const { mode, unanswered, workHoursOnly } = wish;
  const to = mode === 'off' || !wish.to ? undefined : wholeTarget(wish.to, around);
  if (to && 'code' in to) return to;
  const late = unanswered.to.kind === 'address' ? wholeAddress(unanswered.to.address, around) : unanswered.to;
  if ('code' in late) return late;
  const afterSeconds = Math.min(ringSeconds.longest, Math.max(ringSeconds.shortest, unanswered.afterSeconds));
  const rules = { mode, ...(to ? { to } : {}), unanswered: { to: late, afterSeconds }, workHoursOnly };
  return againstPolicy(rules, around.policy) ?? rules;
}

/** What a rule needs to be allowed. Voicemail for unanswered calls is what servers do without any rule. */
function featuresOf({ mode, to, unanswered }: ForwardingRules): readonly Feature[] {
  const late: readonly Feature[] = mode !== 'forward' && unanswered.to.kind === 'address' ? ['call-forwarding'] : [];
  if (mode === 'off' || !to) return late;
  if (to.kind === 'delegates') return ['delegation', ...late];
  if (to.kind === 'team') return ['team-call', ...late];
  if (mode === 'ring-also') return ['simultaneous-ring', ...late];
  return to.kind === 'voicemail' ? ['call-forwarding', 'voicemail'] : ['call-forwarding'];
}

function againstPolicy(rules: ForwardingRules, policy: PolicyParts): WishProblem | undefined {
  for (const feature of featuresOf(rules)) {
    const reason = reasonAgainst(policy, feature);
    if (reason) return { code: 'POLICY_FORBIDS', data: { policy: reason.policy, key: reason.key } };
  }
  return undefined;
}

function wholeTarget(wished: WishedTarget, around: WishSurroundings): ForwardTarget | WishProblem {
  if (wished.kind === 'address') return wholeAddress(wished.address, around);
  const isThere = wished.kind === 'voicemail' || around[wished.kind].length > 0;
  return isThere ? wished : invalid('nobody');
}

function wholeAddress(typed: string, { find, isSelf }: WishSurroundings): ForwardAddress | WishProblem {
  const found = find(typed);
  if (!found) return invalid('nothing');
  const { isEmergency, ...address } = found;
  if (isEmergency) return invalid('emergency');
  return isSelf(address) ? invalid('self') : address;
}

function invalid(why: 'nobody' | 'nothing' | 'emergency' | 'self'): WishProblem {
  return { code: 'FORWARDING_TARGET_INVALID', data: { why } };
}
