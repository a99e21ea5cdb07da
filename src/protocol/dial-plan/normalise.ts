/** From a typed number to the one that is dialled, and by which rule (mission 1.G). [MS-SIPRE] 7 */
import type { DialResult, DialRule } from '../../shared/model/dial-plan.ts';
import { isAnchored } from './anchors.ts';
import { cleanNumber } from './clean.ts';
import { compilePattern, type DialPattern, type PatternCompilation } from './pattern.ts';
import type { LocationProfile, ProfileRule } from './read.ts';

export interface DialPlan {
  readonly name: string;
  readonly rules: readonly DialRule[];
  readonly externalAccessPrefix?: string;
  readonly optimizeDeviceDialing?: boolean;
  /** What runs; a rule without an entry is unusable. */
  readonly patterns: ReadonlyMap<DialRule, DialPattern>;
}

const MOST_RULES = 50;
/** Instructions of all patterns together. Usual rules have 10 to 30 each; all of this costs some 10 ms a try. */
const MOST_INSTRUCTIONS = 5000;
const LONGEST_INPUT = 64;
/** Digits, `*`, `#`, `+`; letters too, because a rule may be about an extension (`…ext12`). */
const DIALLABLE = /^[+*#0-9A-Za-z]+$/;
const PLAIN = /^\+?[*#0-9]+$/;
/** Emergency numbers that mean the same in many countries; those of a dial plan show themselves by their rule. */
const EMERGENCY: ReadonlySet<string> = new Set(['112', '911', '999', '000']);

/** Compiles every rule once. Rules that cannot run stay in the list with their reason; beyond 50 none runs. */
export function compileDialPlan(profile: LocationProfile): DialPlan {
  const patterns = new Map<DialRule, DialPattern>();
  let left = MOST_INSTRUCTIONS;
  const rules = profile.rules.map((rule, index) => {
    const compiled = compileRule(rule, index, left);
    const shown = describeRule(rule, index + 1, compiled.ok ? undefined : compiled.reason);
    if (compiled.ok) {
      patterns.set(shown, compiled.pattern);
      left -= compiled.pattern.size;
    }
    return shown;
  });
  const { name, externalAccessPrefix, optimizeDeviceDialing } = profile;
  return {
    name,
    rules,
    patterns,
    ...(externalAccessPrefix === undefined ? {} : { externalAccessPrefix }),
    ...(optimizeDeviceDialing === undefined ? {} : { optimizeDeviceDialing }),
  };
}

function compileRule(rule: ProfileRule, index: number, left: number): PatternCompilation {
  if (index >= MOST_RULES) {
    return { ok: false, reason: `It stands behind the first ${MOST_RULES} rules, which are all that run.` };
  }
  const compiled = compilePattern(rule.pattern);
  if (!compiled.ok || compiled.pattern.size <= left) return compiled;
  return { ok: false, reason: 'Its pattern is too large to be tried while you type.' };
}

function describeRule(rule: ProfileRule, number: number, unusable: string | undefined): DialRule {
  const common = { number, ...rule };
  if (unusable !== undefined) return { ...common, unusable };
  return isAnchored(rule.pattern) ? common : { ...common, warning: 'not-anchored' };
}

/** What a typed number becomes. Without a plan it stays as it is, cleaned. */
export function normaliseNumber(plan: DialPlan | undefined, typed: string): DialResult {
  const cleaned = cleanNumber(typed);
  if (cleaned.length > LONGEST_INPUT) return unchanged(typed, cleaned.slice(0, LONGEST_INPUT), 'too-long');
  if (!DIALLABLE.test(cleaned) || !/[*#0-9]/.test(cleaned)) return unchanged(typed, cleaned, 'not-a-number');
  if (!plan) return unchanged(typed, cleaned, PLAIN.test(cleaned) ? 'no-plan' : 'not-a-number');
  const match = bestMatch(plan, cleaned);
  if (!match) return unchanged(typed, cleaned, PLAIN.test(cleaned) ? 'no-rule' : 'not-a-number');
  return {
    typed,
    cleaned,
    result: match.result,
    rule: match.rule,
    prefixStripped: match.input !== cleaned,
    isExtension: match.rule.internalExtension,
    emergency: isService(match),
    outcome: 'matched',
  };
}

function unchanged(typed: string, cleaned: string, outcome: DialResult['outcome']): DialResult {
  const emergency = EMERGENCY.has(cleaned);
  return { typed, cleaned, result: cleaned, prefixStripped: false, isExtension: false, emergency, outcome };
}

interface Match {
  readonly input: string;
  readonly rule: DialRule;
  readonly result: string;
}

/**
 * The whole number first; where the plan's prefix for outside lines takes effect, also what stands behind it. The
 * prefix counts unless the whole number matches an earlier rule: `901785…` is a British number, not a Turkish one (G7).
 */
function bestMatch(plan: DialPlan, cleaned: string): Match | undefined {
  const whole = firstMatch(plan, cleaned);
  const prefix = plan.optimizeDeviceDialing ? plan.externalAccessPrefix : undefined;
  if (prefix === undefined || !cleaned.startsWith(prefix)) return whole;
  const behind = firstMatch(plan, cleaned.slice(prefix.length));
  // An extension is inside the company: nobody dials a prefix for it.
  if (!behind || behind.rule.internalExtension) return whole;
  return whole && whole.rule.number < behind.rule.number ? whole : behind;
}

function firstMatch(plan: DialPlan, input: string): Match | undefined {
  for (const rule of plan.rules) {
    const result = plan.patterns.get(rule)?.replace(input, rule.translation);
    if (result !== undefined) return { input, rule, result };
  }
  return undefined;
}

/** No number of the world has four digits: one that a rule leaves as it is, with a `+`, is an emergency or service number (G4). */
function isService({ input, result }: Match): boolean {
  return EMERGENCY.has(input) || (/^\d{2,4}$/.test(input) && result === `+${input}`);
}
