/**
 * Signing in, staying signed in, signing out. The one owner of `account`: what it says is so.
 * A lost connection comes back by itself with growing waits; a refusal does not.
 */
import { setMaxListeners } from 'node:events';
import type { Clock } from '../../../shared/clock.ts';
import type { AccountFacts } from '../../../shared/model/account.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { Registration } from '../../sip/agent.ts';
import { Comeback, type ComebackStart, type Waiting } from '../comeback.ts';
import { type AttemptResult, attemptSignIn, outcomeOf } from './attempt.ts';
import { isFinal } from './final-failures.ts';
import { startJourney } from './journey.ts';
import { claimOf, forgetServers, type Login, lostWith, newLogin, policyOf, silenceOf } from './login.ts';
import { withPersons } from './mismatch.ts';
import { RegistrationCheck } from './registration-check.ts';
import { forgetAccount, passwordKey, rememberAccount } from './remembered-account.ts';
import type { RegisteredSession, SignInDependencies, SignInInput, SignInService } from './sign-in-api.ts';

/** Makes the service; nothing runs before start(). */
export function createSignInService(deps: SignInDependencies): SignInService {
  return new SignIn(deps);
}

type Since = ComebackStart & { readonly failure: Failure };
type Loss = Since & { readonly account: AccountFacts };

class SignIn implements SignInService {
  readonly #deps: SignInDependencies;
  readonly #clock: Clock;
  #login: Login | undefined;
  #count = 0;
  /** The newest start(), cancel() or signOut(); an older one that was still waiting gives way. */
  #turn = 0;
  /** The end of the one before: who comes next waits, since a server may take the older farewell for the newer registration's. */
  #leaving: Promise<void> = Promise.resolve();
  readonly #check: RegistrationCheck;

  constructor(deps: SignInDependencies) {
    this.#deps = deps;
    this.#clock = deps.clock;
    this.#check = new RegistrationCheck(deps.clock, (since) => this.#silent(since));
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
    const tracer = this.#deps.tracer.for(`sign-in-${this.#count}`);
    const login = newLogin(this.#clock, { input, address: address.value, password, tracer });
    this.#login = login;
    this.#deps.state.set('account', { kind: 'signing-in', address: login.address.address });
    const result = await this.#attempt(login);
    if (this.#login !== login) return done(undefined);
    if (result.kind === 'failed' && input.keepsTrying && !isFinal(result.failure))
      this.#keepTrying(login, result.failure);
    else if (result.kind === 'failed') this.#giveUp(login, result.failure);
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

  tryNow(): void {
    this.#login?.resting.clear();
    this.#login?.comeback?.tryNow();
  }

  hurry(gone: readonly string[]): void {
    const login = this.#login;
    if (!login) return;
    forgetServers(login);
    const { session } = login;
    const lost = session && lostWith(session.facts, gone, this.#clock.wall());
    if (lost) this.#lost(login, lost);
    else if (session) this.#check.begin(session.agent);
    // Last: what is lost by this very change is tried at once, too.
    login.comeback?.startOver();
  }

  signOut(): Promise<void> {
    this.#turn += 1;
    return this.#letGo();
  }

  #letGo(): Promise<void> {
    if (!this.#login) return this.#leaving;
    const leaving = this.#leave(this.#login);
    this.#leaving = leaving.catch(() => undefined);
    return leaving;
  }

  async #leave(login: Login): Promise<void> {
    const { session } = login;
    this.#login = undefined;
    this.#check.end();
    login.comeback?.stop();
    login.controller.abort();
    if (session) {
      session.end.abort();
      // Said before it is done: the screen must not claim a registration that the server is giving up.
      this.#deps.state.set('account', { kind: 'signed-out' });
      await session.agent.unregister();
      session.agent.close();
    }
    this.#deps.onOffline();
    this.#deps.state.set('account', { kind: 'signed-out' });
  }

  async forgetMe(): Promise<void> {
    await this.signOut();
    await forgetAccount(this.#deps);
  }

  async #attempt(login: Login, signal = login.controller.signal): Promise<AttemptResult> {
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
      policy: policyOf(login, this.#deps.settings.get(), this.#deps.keepsAccounts()),
      ...(login.dialect ? { dialect: login.dialect } : {}),
      listener: {
        onRefreshed: (registration) => this.#refreshed(login, registration),
        onLost: (failure) => this.#lost(login, failure),
      },
      journey,
      signal,
      badPlaces: login.badPlaces,
      resting: login.resting,
      tracer: login.tracer,
    });
    if (result.kind === 'registered' && (this.#login !== login || signal.aborted)) {
      result.agent.close();
      return { kind: 'cancelled' };
    }
    if (result.kind === 'registered') this.#registered(login, { agent: result.agent, facts: result.facts, journey });
    if (result.kind === 'failed') {
      login.tracer.record({ kind: 'failure', code: result.failure.code, text: result.failure.server ?? '' });
    }
    return result;
  }

  /** Asked, and no answer yet: the screen does not claim what nobody knows, since the first question that was not answered. */
  #silent(silentSince: number): void {
    const login = this.#login;
    const { account } = this.#deps.state.get();
    if (!login?.session || account.kind !== 'registered') return;
    if (account.account.silentSince === undefined)
      this.#deps.state.set('account', { kind: 'registered', account: { ...account.account, silentSince } });
    this.#beginBeside(login, login.session);
  }

  /**
   * The way back is begun beside the connection that does not answer; whichever answers first stays. Where the way is only slow that is
   * the old one: its answer takes one round trip, a new registration at least four, and it begins later. So nothing is lost by haste.
   */
  #beginBeside(login: Login, session: RegisteredSession): void {
    if (login.comeback) return;
    login.journeyBefore = this.#deps.state.get().journey;
    login.tracer.record({ kind: 'decision', text: 'Registration: no answer yet; another is begun beside it' });
    this.#comeBack(login, {
      account: session.facts,
      failure: silenceOf(session.facts, this.#clock.wall()),
    }).startOver();
  }

  /** It answers after all, and stays. A server that has met the newer connection meanwhile may take that one for ours: asked once more, it says so. */
  #endBeside(login: Login): void {
    const { comeback, journeyBefore, session } = login;
    if (!comeback || !session) return;
    comeback.stop();
    delete login.comeback;
    if (journeyBefore) this.#deps.state.set('journey', journeyBefore);
    login.tracer.record({ kind: 'decision', text: 'Registration: the old connection stays' });
    this.#check.later(session.agent);
  }

  #registered(login: Login, got: Pick<RegisteredSession, 'agent' | 'facts' | 'journey'>): void {
    if (login.session) this.#replace(login, login.session);
    const end = new AbortController();
    // As many requests wait for this signal as there are people to watch; that is no leak.
    setMaxListeners(0, end.signal);
    login.dialect = got.agent.dialect;
    delete login.comeback;
    login.steadiness.begun();
    login.session = { ...got, signal: end.signal, tracer: login.tracer, end };
    this.#deps.state.set('account', { kind: 'registered', account: got.facts });
    this.#deps.onRegistered(login.session);
  }

  /** The newer connection was answered first: what stood on the older one is lost, and goes over to this one at once. */
  #replace(login: Login, before: NonNullable<Login['session']>): void {
    const nextAt = this.#clock.wall();
    const failure = silenceOf(before.facts, nextAt);
    this.#deps.state.set('account', { kind: 'reconnecting', account: before.facts, failure, attempt: 1, nextAt });
    this.#drop(login, before);
  }

  #refreshed(login: Login, registration: Registration): void {
    const account = this.#deps.state.get().account;
    if (this.#login !== login || account.kind !== 'registered') return;
    this.#check.end();
    this.#endBeside(login);
    const { registerCount, expiresSeconds, isLimited = false } = registration;
    const { isLimited: _, silentSince: __, ...facts } = account.account;
    this.#deps.state.set('account', {
      kind: 'registered',
      account: { ...facts, registerCount, expiresSeconds, ...(isLimited ? { isLimited } : {}) },
    });
  }

  #lost(login: Login, cause: Failure): void {
    const { session } = login;
    if (this.#login !== login || !session) return;
    const failure = withPersons(cause, claimOf(login));
    const attempt = login.steadiness.lost();
    this.#drop(login, session);
    // Open, and silent or busy: another server may answer. One whose connection went may be back the next moment. RFC 3263 4.3
    if (['SIP_TIMEOUT', 'SERVER_UNAVAILABLE'].includes(failure.code)) login.badPlaces.add(session.facts.peer);
    login.resting.heard(session.facts.peer, failure);
    login.tracer.record({ kind: 'failure', code: failure.code, text: failure.server ?? '' });
    if (isFinal(failure)) this.#giveUp(login, failure);
    else if (login.comeback) login.comeback.tell(failure);
    else this.#comeBack(login, { account: session.facts, failure, attempt });
  }

  #drop(login: Login, session: NonNullable<Login['session']>): void {
    this.#check.end();
    session.end.abort();
    session.agent.close();
    delete login.session;
    this.#deps.onOffline();
  }

  #comeBack(login: Login, { account, failure, attempt = 1 }: Loss): Comeback {
    return this.#tryAgain(login, { failure, attempt }, (waiting) => {
      // Begun beside a connection that may stand yet, it is not lost.
      if (!login.session) this.#deps.state.set('account', { kind: 'reconnecting', account, ...waiting });
    });
  }

  /** It was never registered: nothing is known of the account but its address. */
  #keepTrying(login: Login, cause: Failure): void {
    this.#tryAgain(login, { failure: cause, attempt: 2, isOfTry: true }, ({ failure, nextAt }) => {
      const isTrying = nextAt <= this.#clock.wall();
      const { address } = login.address;
      this.#deps.state.set(
        'account',
        isTrying ? { kind: 'signing-in', address } : { kind: 'signed-out', failure, nextAt },
      );
    });
  }

  #tryAgain(login: Login, since: Since, onWaiting: (waiting: Waiting) => void): Comeback {
    const { clock, random, finder } = this.#deps;
    const needs = {
      clock,
      random,
      attempt: async (tryEnd: AbortSignal) => {
        // Asked in another network, the answers were others.
        finder.forget();
        const result = await this.#attempt(login, AbortSignal.any([login.controller.signal, tryEnd]));
        return result.kind === 'failed' ? result.failure : undefined;
      },
      onWaiting,
      isFinal,
      // Somebody else may have refused us, as the sign-in page of another network: the connection that stands is asked to its limit.
      onRefused: (refusal: Failure) => (login.session ? this.#endBeside(login) : this.#giveUp(login, refusal)),
    };
    login.comeback = new Comeback(needs, since.failure, since);
    return login.comeback;
  }

  #giveUp(login: Login, failure: Failure): void {
    this.#end(login);
    this.#deps.state.set('account', { kind: 'signed-out', failure });
  }

  #end(login: Login): void {
    login.comeback?.stop();
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
