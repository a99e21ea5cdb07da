import type { Failure } from './failure.ts';

export interface DialRule {
  /** 1-based, in the document's order. */
  readonly number: number;
  readonly pattern: string;
  readonly translation: string;
  readonly internalExtension: boolean;
  /** A pattern this client cannot run safely says so and is passed over. */
  readonly unusable?: string;
  readonly warning?: 'not-anchored';
}

/** What a number becomes on the wire. [MS-SIPRE] 2.2.8, [MS-OCPSTN] 4.7.2.1 */
export interface DialAddress {
  /** `sip:+441785123456@contoso.com;user=phone`; `sip:1234;phone-context=UK_dial_plan@contoso.com;user=phone` where the server is to translate. */
  readonly sip: string;
  /** The same as `tel:+441785123456`, `tel:1234;phone-context=UK_dial_plan`. */
  readonly tel: string;
  /** Digits behind `;ext=`, where a rule or the person gave them. */
  readonly extension?: string;
  /** Whose translation the number is left to, when no rule here matched. */
  readonly phoneContext?: string;
}

/** What a person should know before dialling. */
export type DialWarning =
  /** The rule says nothing of where the number ends (or begins): what it does not name is kept (mission G5). */
  | 'not-anchored'
  /** A plan is coming and not there yet: the number would be dialled as typed (mission F17). */
  | 'plan-not-active'
  /** A rule before the one that matched cannot run here and might have matched instead. */
  | 'unusable-rule-before'
  /** The number begins with the prefix for outside lines, yet the plan does not let it take effect (mission G7). */
  | 'prefix-without-effect'
  /** The rule made something that is no number: nothing can be dialled. */
  | 'result-not-a-number';

export interface DialPlanState {
  readonly state: 'none' | 'loading' | 'active' | 'failed';
  readonly name?: string;
  readonly rules: readonly DialRule[];
  readonly externalAccessPrefix?: string;
  readonly optimizeDeviceDialing?: boolean;
  readonly failure?: Failure;
}

export interface DialResult {
  readonly typed: string;
  /** After separators and full-width digits are folded. */
  readonly cleaned: string;
  readonly result: string;
  readonly rule?: DialRule;
  readonly prefixStripped: boolean;
  readonly isExtension: boolean;
  readonly emergency: boolean;
  /** Why it is one: the company's location policy, a rule of the dial plan, or every country's numbers. */
  readonly emergencyBy?: 'policy' | 'rule' | 'common';
  /** What is dialled; absent for what is no number, and while nobody is signed in. */
  readonly dials?: DialAddress;
  readonly warnings?: readonly DialWarning[];
  readonly outcome: 'matched' | 'no-rule' | 'no-plan' | 'not-a-number' | 'too-long';
}
