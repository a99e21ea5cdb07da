/** What the server told this client about itself and its rules: in-band provisioning. [MS-SIPREGE] 2.2.2.5 (mission F12, F16, F18, F23, F27) */
import type { Failure } from './failure.ts';

/**
 * The thirteen kinds of settings of mission F27 in its order, then what belongs to none of them: addresses of servers, companies that
 * can be reached, and groups nobody here knows.
 */
export const sectionIds = [
  'conferencing',
  'media-ports',
  'client',
  'voice',
  'emergency',
  'bandwidth',
  'location',
  'pstn-usages',
  'persistent-chat',
  'photo',
  'voicemail',
  'user-data',
  'call-via-work',
  'server',
  'partners',
  'other',
] as const;

export type SectionId = (typeof sectionIds)[number];

export interface ProvisioningEntry {
  /** The provision group it stood in, as the server writes it. */
  readonly group: string;
  /** As the server writes it; names differ in case between servers, so compare by `settingOf`. Nested elements by path: `a/b`. */
  readonly key: string;
  /** At most 2,048 characters; possibly empty. */
  readonly value: string;
  /** False for a key this client has never heard of: kept and shown, used for nothing. */
  readonly known: boolean;
}

export interface ProvisioningSection {
  readonly id: SectionId;
  readonly entries: readonly ProvisioningEntry[];
}

/** What else reached us about the own telephone: the server's word on the own lines. [MS-PRES] 2.2.2.6.5 */
export interface OwnLine {
  /** `tel:+441785123456;ext=3456`, as the server has it. */
  readonly uri: string;
  /** Such as `Uc`, `Rcc`, `Dual`. */
  readonly type?: string;
}

/** Companies outside whose people can be reached although nobody is federated with them. [MS-SIPREGE] 2.2.2.5.12 */
export interface PublicProvider {
  readonly name: string;
  readonly proxy?: string;
  /** The domains that an address is decorated with: `user(hotmail.com)@msn.com`. */
  readonly domain?: string;
  readonly routingDomain?: string;
}

export interface ProvisioningState {
  /** `failed` keeps what was known before. */
  readonly state: 'none' | 'loading' | 'ready' | 'failed';
  /** All of `sectionIds`, also the empty ones, once anything has arrived; else none. */
  readonly sections: readonly ProvisioningSection[];
  readonly publicProviders: readonly PublicProvider[];
  readonly lines: readonly OwnLine[];
  /** The mailbox's own address, from the server's word on the own person: `EUM:karen@contoso.com;phone-context=…`. */
  readonly mailbox?: string;
  /** Such as `Uc`; from the same source. */
  readonly telephonyMode?: string;
  /** Parts of the document that could not be used, in technical English: the rest holds all the same. */
  readonly problems: readonly string[];
  readonly failure?: Failure;
  /** Wall clock of the last good document. */
  readonly updatedAt?: number;
}

/** Before any server has spoken. */
export const noProvisioning: ProvisioningState = {
  state: 'none',
  sections: [],
  publicProviders: [],
  lines: [],
  problems: [],
};

/** A setting's value by its key, whatever its case, from any of the named groups or from all; undefined when the server did not say. */
export function settingOf(provisioning: ProvisioningState, key: string, group?: string): string | undefined {
  const wanted = key.toLowerCase();
  const from = group?.toLowerCase();
  for (const section of provisioning.sections) {
    for (const entry of section.entries) {
      const isIn = from === undefined || entry.group.toLowerCase() === from;
      if (isIn && entry.key.toLowerCase() === wanted) return entry.value;
    }
  }
  return undefined;
}

/** A setting that says yes or no; undefined when it says neither. */
export function flagOf(provisioning: ProvisioningState, key: string, group?: string): boolean | undefined {
  const word = settingOf(provisioning, key, group)?.trim().toLowerCase();
  if (word === 'true' || word === '1') return true;
  return word === 'false' || word === '0' ? false : undefined;
}

/** A whole number from 0 to 2^31 - 1, or undefined. */
export function countOf(provisioning: ProvisioningState, key: string, group?: string): number | undefined {
  const text = settingOf(provisioning, key, group)?.trim() ?? '';
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  return value < 2 ** 31 ? value : undefined;
}
