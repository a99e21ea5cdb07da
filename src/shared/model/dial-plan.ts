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
  readonly outcome: 'matched' | 'no-rule' | 'no-plan' | 'not-a-number' | 'too-long';
}
