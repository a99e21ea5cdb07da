/** What the rest of the client knows of signing in. */
import type { Random } from '../../../shared/clock.ts';
import type { AccountFacts } from '../../../shared/model/account.ts';
import type { ManualServers } from '../../../shared/model/settings.ts';
import type { Outcome } from '../../../shared/outcome.ts';
import type { SipAgent } from '../../sip/agent.ts';
import type { SecretStore } from '../../store/secrets.ts';
import type { SettingsStore } from '../../store/settings.ts';
import type { StateStore } from '../../store/state.ts';
import type { Tracer } from '../../trace/tracer.ts';
import type { AttemptDependencies } from './attempt.ts';
import type { JourneyRecorder } from './journey.ts';

export interface SignInInput {
  readonly address: string;
  /** As typed; without one, the one kept for this address. */
  readonly password?: string | undefined;
  readonly userName?: string;
  readonly remember: boolean;
  /** Servers typed by hand; kept in the settings once they led to a registration. Without them, what the settings say. */
  readonly servers?: ManualServers;
  /** Names outside the domain, trusted while this sign-in lasts (mission C6). */
  readonly trust?: readonly string[];
  /** With the ticket the desktop holds, and no password. */
  readonly desktopSignIn?: boolean;
  /** Nobody sits before it, as when the computer starts before its network does: tried again until it works, is refused, or is given up. */
  readonly keepsTrying?: boolean;
}

/** What sign-in address text stands for; the reader is protocol/discovery's. */
export interface SignInAddress {
  readonly address: string;
  readonly sipUri: string;
  readonly domain: string;
}

export interface RegisteredSession {
  readonly agent: SipAgent;
  readonly facts: AccountFacts;
  readonly journey: JourneyRecorder;
  /** Aborted when the registration is gone, however it went. */
  readonly signal: AbortSignal;
  readonly tracer: Tracer;
}

export interface SignInDependencies extends AttemptDependencies {
  readonly state: StateStore;
  readonly settings: SettingsStore;
  readonly secrets: SecretStore;
  readonly random: Random;
  readonly tracer: Tracer;
  readonly readAddress: (text: string) => Outcome<SignInAddress>;
  /** The device list's own stage: told once, when the list is there; never waited for. */
  readonly reportDevices: (journey: JourneyRecorder) => void;
  /** What starts once registered: settings and contacts, each reporting into its stage. */
  readonly onRegistered: (session: RegisteredSession) => void;
  /** False in the lab: its accounts are nobody's, and must not take the place of a person's own. */
  readonly keepsAccounts: () => boolean;
  /** Contacts and presence stay readable, marked with their time. */
  readonly onOffline: () => void;
}

export interface SignInService {
  /** Resolves when registered, failed or cancelled; `account` says which. PASSWORD_MISSING: ask the person, no server was asked. */
  start(input: SignInInput): Promise<Outcome<void>>;
  /** Ends an attempt or the wait before the next; never an error on the screen. */
  cancel(): void;
  signOut(): Promise<void>;
  /** Signs out, then wipes account, password and trusted names from this machine. */
  forgetMe(): Promise<void>;
  /** The person does not want to wait for the next try. */
  tryNow(): void;
  /**
   * The machine woke up or has another network: what was lost is tried at once, and a registration is checked; one that stood on an address
   * that is `gone` is lost.
   */
  hurry(gone: readonly string[]): void;
  /** The registered session, for whoever needs the own company's server. */
  session(): RegisteredSession | undefined;
}
