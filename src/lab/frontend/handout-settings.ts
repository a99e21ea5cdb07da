/** What a tester can change of what a company's servers hand out. */

/** One setting, put in place of what the document says. */
export interface PolicySwitch {
  /** Such as `meetingPolicy`. */
  readonly group: string;
  /** Such as `EnableP2PFileTransfer`. */
  readonly key: string;
  readonly value: string;
}

/**
 * one-group: a tag in meetingPolicy is broken; not-xml: a web page; other-document: XML of another kind; doctype; endless: a group of
 * 5,000 settings; empty: nothing at all.
 */
export type HandoutDamage = 'one-group' | 'not-xml' | 'other-document' | 'doctype' | 'endless' | 'empty';

/** `print`: the two damages of the published profile (mission C-31); `hostile`: patterns that never end (mission G10). */
export type DialPlanDamage = 'print' | 'hostile';

/** A part left out stays as it is; null gives the lab's own back. */
export interface SettingsPatch {
  /** A whole document with places to fill in, in place of the lab's own. */
  readonly document?: string | null;
  /** Added to those there are; a later one of the same name counts. */
  readonly switches?: readonly PolicySwitch[] | null;
  readonly damage?: HandoutDamage | null;
  /** False: the subscription ends with its first answer, as [MS-SIPREGE] 4.2.2 shows it. */
  readonly keepsSubscription?: boolean;
}

export interface DialPlanPatch {
  /** A whole location profile in place of the lab's own. */
  readonly document?: string | null;
  readonly damage?: DialPlanDamage | null;
  /** The answer waits so long, milliseconds (mission F17). */
  readonly delayMs?: number;
}
