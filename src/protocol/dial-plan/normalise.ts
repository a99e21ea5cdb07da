/** From a typed number to the one that is dialled, and by which rule (mission 1.G). [MS-SIPRE] 7 */
import type { DialResult, DialRule, DialWarning } from '../../shared/model/dial-plan.ts';
import { dialAddress } from './address.ts';
import { isAnchored } from './anchors.ts';
import { compilePattern, type DialPattern, type PatternCompilation } from './pattern.ts';
import type { LocationProfile, ProfileRule } from './read.ts';
import { type NumberReading, readingsOf } from './readings.ts';

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

/** What main knows besides the plan. */
export interface DialSurroundings {
  /** The own company's domain; without it nothing can be dialled, and the result says only what the number becomes. */
  readonly domain?: string | undefined;
  /** The company's own emergency numbers. [MS-SIPREGE] 2.2.2.5.7 */
  readonly emergencyNumbers?: readonly string[];
  /** A plan was asked for and has not arrived (mission F17). */
  readonly isPlanComing?: boolean;
  /** A server of RFC 3261: it knows what is typed by itself, and none of the contexts that Microsoft's translate by. */
  readonly isPlain?: boolean;
}

/**
 * What a typed number becomes, and what is dialled: the one way every number goes. Without a plan, or before it is active, it stays
 * as it is, cleaned. What can be read in several ways is read as the first rule that understands one of them wants it, and without one as
 * people mean it: without the words around it and a zero in brackets, letters by their keys.
 */
export function normaliseNumber(plan: DialPlan | undefined, typed: string, around: DialSurroundings = {}): DialResult {
  const readings = readingsOf(typed);
  const [literal, meant = literal] = readings;
  const [reading, match] = matching(plan, readings) ?? [meant, undefined];
  const { number: cleaned, extension } = reading;
  if (cleaned.length > LONGEST_INPUT) return refused(typed, cleaned.slice(0, LONGEST_INPUT), 'too-long');
  if (!match && !PLAIN.test(cleaned)) return refused(typed, cleaned, 'not-a-number');
  const number = match?.result ?? cleaned;
  const { domain } = around;
  const context = around.isPlain ? undefined : contextOf(plan, match);
  const dials = domain === undefined ? undefined : dialAddress({ number, extension, domain, context });
  const isUnusable = domain !== undefined && !dials;
  return {
    typed,
    cleaned,
    result: number,
    ...(match ? { rule: match.rule } : {}),
    prefixStripped: match !== undefined && match.input !== cleaned,
    isExtension: match?.rule.internalExtension ?? false,
    ...emergencyFacts(emergencyOf(cleaned, match, around.emergencyNumbers ?? [])),
    ...(dials ? { dials } : {}),
    ...warningFacts(warningsOf(plan, { cleaned, match, isUnusable }, around)),
    outcome: outcomeOf(plan, match),
  };
}

/** The first reading that a rule understands. */
function matching(
  plan: DialPlan | undefined,
  readings: readonly NumberReading[],
): readonly [NumberReading, Match] | undefined {
  for (const reading of readings) {
    const { number, wrongStart } = reading;
    const isCandidate = number.length <= LONGEST_INPUT && DIALLABLE.test(number) && /[*#0-9]/.test(number);
    const match = isCandidate && plan ? bestMatch(plan, number) : undefined;
    if (match && (wrongStart === undefined || !match.result.startsWith(wrongStart))) return [reading, match];
  }
  return undefined;
}

function emergencyFacts(by: DialResult['emergencyBy'] | undefined): Pick<DialResult, 'emergency' | 'emergencyBy'> {
  return by ? { emergency: true, emergencyBy: by } : { emergency: false };
}

function warningFacts(warnings: readonly DialWarning[]): Pick<DialResult, 'warnings'> {
  return warnings.length > 0 ? { warnings } : {};
}

function outcomeOf(plan: DialPlan | undefined, match: Match | undefined): DialResult['outcome'] {
  if (match) return 'matched';
  return plan ? 'no-rule' : 'no-plan';
}

function refused(typed: string, cleaned: string, outcome: 'too-long' | 'not-a-number'): DialResult {
  return { typed, cleaned, result: cleaned, prefixStripped: false, isExtension: false, emergency: false, outcome };
}

/** What a rule made without `+` is the company's own form; what no rule made is left to the server's translation. */
function contextOf(plan: DialPlan | undefined, match: Match | undefined): string {
  if (match) return 'enterprise';
  return plan ? plan.name : 'user-default';
}

interface Tried {
  readonly cleaned: string;
  readonly match: Match | undefined;
  /** The rules made something that is no number. */
  readonly isUnusable: boolean;
}

function warningsOf(plan: DialPlan | undefined, tried: Tried, around: DialSurroundings): DialWarning[] {
  const { cleaned, match, isUnusable } = tried;
  const warnings: DialWarning[] = [];
  if (around.isPlanComing) warnings.push('plan-not-active');
  if (match?.rule.warning) warnings.push(match.rule.warning);
  if (isUnusable) warnings.push('result-not-a-number');
  if (!plan) return warnings;
  const before = match ? plan.rules.slice(0, match.rule.number - 1) : plan.rules;
  if (before.some((rule) => rule.unusable !== undefined)) warnings.push('unusable-rule-before');
  if (!plan.optimizeDeviceDialing && hidesPrefix(plan, cleaned)) warnings.push('prefix-without-effect');
  return warnings;
}

/** Whether the number would be another, were the prefix taken off. */
function hidesPrefix(plan: DialPlan, cleaned: string): boolean {
  const prefix = plan.externalAccessPrefix;
  if (prefix === undefined || !cleaned.startsWith(prefix)) return false;
  const behind = firstMatch(plan, cleaned.slice(prefix.length));
  return behind !== undefined && !behind.rule.internalExtension;
}

function emergencyOf(
  cleaned: string,
  match: Match | undefined,
  numbers: readonly string[],
): DialResult['emergencyBy'] | undefined {
  if (numbers.includes(cleaned) || (match && numbers.includes(match.input))) return 'policy';
  if (EMERGENCY.has(match?.input ?? cleaned)) return 'common';
  return match && isService(match) ? 'rule' : undefined;
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
  return /^\d{2,4}$/.test(input) && result === `+${input}`;
}
