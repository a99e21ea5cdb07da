/**
 * Signing in, staying signed in, signing out. The one owner of `account`: what it says is so.
 * A lost connection comes back by itself with growing waits; a refusal does not.
 */
import { setMaxListeners } from 'node:events';
import type { Clock, Random } from '../../../shared/clock.ts';
import type { AccountFacts } from '../../../shared/model/account.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { ManualServers } from '../../../shared/model/settings.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { FindPolicy } from '../../discovery/finder.ts';
import type { Registration, SipAgent } from '../../sip/agent.ts';
import type { SecretStore } from '../../store/secrets.ts';
import type { SettingsStore } from '../../store/settings.ts';
import type { StateStore } from '../../store/state.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { type AttemptDependencies, attemptSignIn, outcomeOf, policyFor } from './attempt.ts';
import { backoffMs } from './backoff.ts';
import { isFinal } from './final-failures.ts';
import { type JourneyRecorder, startJourney } from './journey.ts';
import { type Claim, withPersons } from './mismatch.ts';
import { forgetAccount, passwordKey, rememberAccount } from './remembered-account.ts';

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
  /** The machine woke up or has another network: a wait for the next try ends now, and a registration is checked at once. */
  hurry(): void;
  /** The registered session, for whoever needs the own company's server. */
  session(): RegisteredSession | undefined;
}

interface Login {
  readonly input: SignInInput;
  readonly address: SignInAddress;
  /** Undefined with the desktop's own sign-in. */
  readonly password: string | undefined;
  readonly controller: AbortController;
  readonly tracer: Tracer;
  /** As the server speaks, once it has registered us. */
  dialect?: SipAgent['dialect'];
  session?: RegisteredSession & { readonly end: AbortController };
}

/** Makes the service; nothing runs before start(). */
export function createSignInService(deps: SignInDependencies): SignInService {
  return new SignIn(deps);
}

class SignIn implements SignInService {
  readonly #deps: SignInDependencies;
  readonly #clock: Clock;
  #login: Login | undefined;
  #count = 0;
  /** The newest start(), cancel() or signOut(); an older one that was still waiting gives way. */
  #turn = 0;
  /** Ends the wait before the next try, while there is one. */
  #wake: (() => void) | undefined;

  constructor(deps: SignInDependencies) {
    this.#deps = deps;
    this.#clock = deps.clock;
  }

  session(): RegisteredSession | undefined {
    return this.#login?.session;
  }

  async start(input: SignInInput): Promise<Outcome<void>> {
    this.#turn += 1;
    const turn = this.#turn;
    await this.#letGo();
    if (turn !== this.#turn) return done(undefined);
    const address = this.#deps.readAddress(input.address);
    if (!address.ok) return this.#refuse(address.failure);
    const password = await this.#passwordOf(input, address.value.address);
    if (turn !== this.#turn) return done(undefined);
    if (!password && !input.desktopSignIn) return this.#refuse({ code: 'PASSWORD_MISSING', at: this.#clock.wall() });
    this.#count += 1;
    const login: Login = {
      input,
      address: address.value,
      password,
      controller: new AbortController(),
      tracer: this.#deps.tracer.for(`sign-in-${this.#count}`),
    };
    this.#login = login;
    this.#deps.state.set('account', { kind: 'signing-in', address: login.address.address });
    const result = await this.#attempt(login);
    if (this.#login !== login) return done(undefined);
    if (result.kind === 'failed') this.#giveUp(login, result.failure);
    if (result.kind === 'registered') await this.#remember(login);
    return outcomeOf(result);
  }

  /** Nothing was begun. */
  #refuse(failure: Failure): Outcome<void> {
    this.#deps.state.set('account', { kind: 'signed-out', failure });
    return failed(failure);
  }

  /** The typed one, else the kept one. A person's own password is nothing for the lab. */
  async #passwordOf(input: SignInInput, address: string): Promise<string | undefined> {
    if (input.desktopSignIn) return undefined;
    if (input.password || !this.#deps.keepsAccounts()) return input.password;
    return this.#deps.secrets.get(passwordKey(address));
  }

  cancel(): void {
    this.#turn += 1;
    const login = this.#login;
    if (!login || login.session) return;
    this.#end(login);
    this.#deps.state.set('account', { kind: 'signed-out' });
  }

  hurry(): void {
    this.#wake?.();
    this.#login?.session?.agent.probe();
  }

  signOut(): Promise<void> {
    this.#turn += 1;
    return this.#letGo();
  }

  async #letGo(): Promise<void> {
    const login = this.#login;
    if (!login) return;
    const { session } = login;
    this.#login = undefined;
    login.controller.abort();
    if (session) {
      session.end.abort();
      // Said before it is done: the screen must not claim a registration that the server is giving up.
      this.#deps.state.set('account', { kind: 'signed-out' });
      await session.agent.unregister();
      session.agent.close();
    }
    this.#deps.onOffline();
    if (!this.#login) this.#deps.state.set('account', { kind: 'signed-out' });
  }

  async forgetMe(): Promise<void> {
    await this.signOut();
    await forgetAccount(this.#deps);
  }

  async #attempt(login: Login) {
    const journey = startJourney({
      state: this.#deps.state,
      clock: this.#clock,
      id: `${this.#count}-${this.#clock.wall()}`,
      address: login.address.address,
    });
    journey.begin('devices');
    this.#deps.reportDevices(journey);
    const result = await attemptSignIn(this.#deps, {
      ...claimOf(login),
      aor: login.address.sipUri,
      domain: login.address.domain,
      remember: login.input.remember,
      policy: this.#policy(login),
      ...(login.dialect ? { dialect: login.dialect } : {}),
      listener: {
        onRefreshed: (registration) => this.#refreshed(login, registration),
        onLost: (failure) => this.#lost(login, failure),
      },
      journey,
      signal: login.controller.signal,
      tracer: login.tracer,
    });
    if (result.kind === 'registered' && this.#login !== login) {
      result.agent.close();
      return { kind: 'cancelled' as const };
    }
    if (result.kind === 'registered') this.#registered(login, { agent: result.agent, facts: result.facts, journey });
    if (result.kind === 'failed') {
      login.tracer.record({ kind: 'failure', code: result.failure.code, text: result.failure.server ?? '' });
    }
    return result;
  }

  /** The settings, over them what was typed for this sign-in alone. Servers typed by hand are a person's own, so the lab has none. */
  #policy({ address: { domain }, input }: Login): FindPolicy {
    const settings = this.#deps.settings.get();
    const manualServers = input.servers ?? settings.manualServers;
    const policy = policyFor({ ...settings, manualServers }, domain, this.#deps.keepsAccounts());
    return { ...policy, trustedNames: [...policy.trustedNames, ...(input.trust ?? [])] };
  }

  #registered(login: Login, got: Pick<RegisteredSession, 'agent' | 'facts' | 'journey'>): void {
    const end = new AbortController();
    // As many requests wait for this signal as there are people to watch; that is no leak.
    setMaxListeners(0, end.signal);
    login.dialect = got.agent.dialect;
    login.session = { ...got, signal: end.signal, tracer: login.tracer, end };
    this.#deps.state.set('account', { kind: 'registered', account: got.facts });
    this.#deps.onRegistered(login.session);
  }

  #refreshed(login: Login, registration: Registration): void {
    const account = this.#deps.state.get().account;
    if (this.#login !== login || account.kind !== 'registered') return;
    const { registerCount, expiresSeconds, isLimited = false } = registration;
    const { isLimited: _, ...facts } = account.account;
    this.#deps.state.set('account', {
      kind: 'registered',
      account: { ...facts, registerCount, expiresSeconds, ...(isLimited ? { isLimited } : {}) },
    });
  }

  #lost(login: Login, cause: Failure): void {
    const { session } = login;
    if (this.#login !== login || !session) return;
    const failure = withPersons(cause, claimOf(login));
    session.end.abort();
    session.agent.close();
    delete login.session;
    this.#deps.onOffline();
    login.tracer.record({ kind: 'failure', code: failure.code, text: failure.server ?? '' });
    if (isFinal(failure)) this.#giveUp(login, failure);
    else this.#comeBack(login, { facts: session.facts, failure, attempt: 1 });
  }

  /** Waits, tries, and goes on until registered, refused or cancelled. The first answers of discovery may be stale. */
  #comeBack(login: Login, why: { facts: AccountFacts; failure: Failure; attempt: number }): void {
    const waitMs = backoffMs(why.attempt, this.#deps.random);
    const shown = { account: why.facts, failure: why.failure, attempt: why.attempt };
    this.#deps.state.set('account', { kind: 'reconnecting', ...shown, nextAt: this.#clock.wall() + waitMs });
    const { signal } = login.controller;
    const release = () => {
      stop();
      signal.removeEventListener('abort', release);
      this.#wake = undefined;
    };
    const go = () => {
      release();
      this.#deps.finder.forget();
      void this.#tryAgain(login, why);
    };
    const stop = this.#clock.after(waitMs, go);
    signal.addEventListener('abort', release, { once: true });
    this.#wake = go;
  }

  async #tryAgain(login: Login, why: { facts: AccountFacts; failure: Failure; attempt: number }): Promise<void> {
    const result = await this.#attempt(login);
    if (this.#login !== login || result.kind !== 'failed') return;
    if (isFinal(result.failure)) this.#giveUp(login, result.failure);
    else this.#comeBack(login, { facts: why.facts, failure: result.failure, attempt: why.attempt + 1 });
  }

  #giveUp(login: Login, failure: Failure): void {
    this.#end(login);
    this.#deps.state.set('account', { kind: 'signed-out', failure });
  }

  #end(login: Login): void {
    login.controller.abort();
    if (this.#login === login) this.#login = undefined;
  }

  /** The lab's accounts are nobody's. */
  async #remember({ input, address, password }: Login): Promise<void> {
    if (!this.#deps.keepsAccounts()) return;
    await rememberAccount(this.#deps, {
      address: address.address,
      userName: input.userName ?? '',
      password,
      keepPassword: input.remember,
      servers: input.servers,
    });
  }
}

/** Who is to be signed in, and by what. */
function claimOf({ address: { address }, input, password }: Login): Claim {
  return { address, userName: input.userName || address, password };
}
