/** Registration as it is: one owner in main, shown as is. */
import type { Failure } from './failure.ts';

export type AccountState =
  | {
      readonly kind: 'signed-out';
      readonly failure?: Failure;
      /** Wall clock of the next try, where it is tried again by itself. */
      readonly nextAt?: number;
    }
  | { readonly kind: 'signing-in'; readonly address: string }
  | { readonly kind: 'registered'; readonly account: AccountFacts }
  | {
      readonly kind: 'reconnecting';
      readonly account: AccountFacts;
      readonly failure: Failure;
      readonly attempt: number;
      /** Wall clock of the next try. */
      readonly nextAt: number;
    };

/** Whether somebody is signed in; also while the way to the server is lost for a while. */
export function isSignedIn({ kind }: AccountState): boolean {
  return kind === 'registered' || kind === 'reconnecting';
}

/** What registration taught us; shown in diagnostics. */
export interface AccountFacts {
  readonly address: string;
  readonly sipUri: string;
  readonly displayName: string;
  readonly server: string;
  /** `address:port` of the peer, and of our own socket. */
  readonly peer: string;
  readonly local: string;
  readonly scheme: string;
  readonly gruu?: string;
  /** Our address as the server saw it (`received`, `ms-received-port`). Shown, used for nothing else. */
  readonly publicAddress?: string;
  /** `ms-user-logon-data: RemoteUser` means outside. */
  readonly location: 'inside' | 'outside' | 'unknown';
  readonly serverSoftware?: string;
  /** The Front End that serves the account, also where an edge stands before it; known when it signs. */
  readonly homeServer?: string;
  /** Served by a backup registrar: contacts, presence or meetings may be missing. */
  readonly isLimited?: boolean;
  readonly registerCount: number;
  readonly expiresSeconds: number;
  readonly registeredAt: number;
  /** Wall clock of a question whether the registration still stands, as after a sleep, that the server has not answered yet. */
  readonly silentSince?: number;
}

/** An account remembered on this machine. The password is never here. */
export interface RememberedAccount {
  readonly address: string;
  readonly userName?: string;
  readonly hasPassword: boolean;
}
