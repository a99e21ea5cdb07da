/** What the administrator of this computer decided in the managed file, as the window shows it. docs/guide/administrators.md */
import type { ManagedSetting } from './settings-table.ts';

/** Why the file as a whole is not believed. */
export type ManagedFileProblem =
  | 'no-access'
  | 'link'
  | 'not-a-file'
  | 'owner'
  | 'writable'
  | 'folder'
  | 'too-large'
  | 'not-json'
  | 'too-deep'
  | 'not-an-object'
  | 'twice'
  | 'version';

/** What a value of the file decides. */
export type ManagedName = ManagedSetting | 'guestJoin.blockedDomains' | 'updates';

export type ManagedProblem =
  /** `line` counts from 1; 0 where no line is to blame. */
  | { readonly kind: 'file'; readonly reason: ManagedFileProblem; readonly line: number }
  /** A value that is not what it must be: `path` as in the file, `name` what it would decide. */
  | { readonly kind: 'value'; readonly name: ManagedName; readonly path: string; readonly line: number }
  /** A name that Offhook does not know. */
  | { readonly kind: 'unknown'; readonly path: string; readonly line: number };

/** Where newer versions are looked for, and whose signature counts. */
export interface UpdateSource {
  /** A folder at an https address; http on this machine itself. */
  readonly feed: string;
  /** An Ed25519 public key: SubjectPublicKeyInfo, DER, base64. */
  readonly key: string;
}

export interface ManagedState {
  /** Where the file lies, or would. */
  readonly path: string;
  /** A variable of the environment named the file, which is for tests alone. */
  readonly isForTests: boolean;
  /** `refused`: a file is there and cannot be believed as a whole, so that the safe side holds. */
  readonly state: 'none' | 'held' | 'refused';
  /** The settings only the administrator changes. */
  readonly locked: readonly ManagedSetting[];
  /** Domains whose meetings are not joined as a guest, in lower case; `*` is every domain. */
  readonly blockedGuestDomains: readonly string[];
  readonly updates: UpdateSource | null;
  readonly problems: readonly ManagedProblem[];
  /** Milliseconds since 1970 of the last change while Offhook ran; 0 when there was none. */
  readonly changedAt: number;
}

/** Where nobody manages this computer. */
export const unmanaged: ManagedState = {
  path: '',
  isForTests: false,
  state: 'none',
  locked: [],
  blockedGuestDomains: [],
  updates: null,
  problems: [],
  changedAt: 0,
};
