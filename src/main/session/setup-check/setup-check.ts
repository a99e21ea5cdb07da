/** "Test my setup": ten steps from the devices to the media ports, each by itself where it can, told in order. Nothing secret is sent. */
import { setMaxListeners } from 'node:events';
import { domainToASCII } from 'node:url';
import { readSignInAddress } from '../../../protocol/discovery/address.ts';
import type { Clock, Random } from '../../../shared/clock.ts';
import {
  type SetupCheck,
  type SetupOutcome,
  type SetupStepId,
  setupStepIds,
} from '../../../shared/model/setup-check.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { FindPolicy, ServerFinder } from '../../discovery/finder.ts';
import type { Resolver } from '../../discovery/resolver.ts';
import type { SocketDependencies } from '../../net/open-secure.ts';
import type { StateStore } from '../../store/state.ts';
import type { Tracer } from '../../trace/tracer.ts';
import type { PlainConnect, SecureConnect } from '../../web/secure-connect.ts';
import { certificateStep, type Examine } from './certificate-step.ts';
import { devicesStep } from './devices-step.ts';
import { type MediaPlaces, mediaStep } from './media-step.ts';
import { namesStep } from './names-step.ts';
import { judgeNetwork } from './network-step.ts';
import { type AskJoin, partnerStep, partnersStep } from './partner-steps.ts';
import { reachStep } from './reach-step.ts';
import { type Server, serverStep } from './server-step.ts';
import { found, type StepContext } from './step.ts';
import { webStep } from './web-step.ts';

/** What a check uses, made for the address it is about: its settings, and whom it trusts. */
export interface SetupTools {
  readonly policy: FindPolicy;
  readonly resolver: Resolver;
  readonly finder: Pick<ServerFinder, 'find'>;
  readonly sockets: SocketDependencies;
  readonly examine: Examine;
  readonly connect: SecureConnect;
  readonly connectPlain: PlainConnect;
  /** Closed when the check is over. */
  readonly join: AskJoin;
}

export interface SetupCheckDependencies {
  readonly clock: Clock;
  readonly random: Random;
  readonly tracer: Tracer;
  readonly state: StateStore;
  readonly userAgent: string;
  readonly isInLab: () => boolean;
  readonly hasNetwork: () => boolean;
  /** Looks at the interfaces again. */
  readonly showInterfaces: () => void;
  readonly places: () => MediaPlaces;
  readonly toolsFor: (address: string, domain: string) => SetupTools;
}

export interface SetupInput {
  readonly address: string;
  /** Another company: its domain, an address there, or a meeting link; empty for none. May hold a secret. */
  readonly partner: string;
}

export interface SetupCheckService {
  /** Begins; a check that runs is ended first. `finished` resolves with the whole of it, also when it was cancelled. Failures: ADDRESS_INVALID. */
  start(input: SetupInput): Outcome<{ readonly finished: Promise<SetupCheck> }>;
  /** Ends what runs; what was found stays. */
  cancel(): void;
  /** Ends what runs, and takes what was found off the window. */
  forget(): void;
}

/** Long enough for everything a step waits for inside, which has limits of its own; the longest way, from the names to web services, is 62 seconds. */
export const stepLimitsMs: Readonly<Record<SetupStepId, number>> = {
  devices: 5000,
  network: 1000,
  names: 12_000,
  reach: 12_000,
  certificate: 20_000,
  server: 35_000,
  web: 50_000,
  partners: 5000,
  partner: 35_000,
  media: 10_000,
};

/** Nothing happens before start(). */
export function createSetupCheck(deps: SetupCheckDependencies): SetupCheckService {
  let count = 0;
  let running: Run | undefined;
  return {
    start({ address, partner }) {
      const read = readSignInAddress(address, domainToASCII);
      if (!read.ok) return failed({ code: 'ADDRESS_INVALID', detail: read.problem, at: deps.clock.wall() });
      running?.end();
      running?.hide();
      count += 1;
      const run = new Run(deps, { ...read.value, partner, number: count });
      running = run;
      return done({ finished: run.go() });
    },
    cancel: () => running?.end(),
    forget() {
      running?.end();
      running?.hide();
      running = undefined;
      deps.state.set('setupCheck', null);
    },
  };
}

interface RunInput extends SetupInput {
  readonly domain: string;
  readonly number: number;
}

/** One check, from its first question to its end. */
class Run {
  readonly #deps: SetupCheckDependencies;
  readonly #input: RunInput;
  readonly #ending = new AbortController();
  readonly #startMs: number;
  #check: SetupCheck;
  #isHidden = false;

  constructor(deps: SetupCheckDependencies, input: RunInput) {
    this.#deps = deps;
    this.#input = input;
    this.#startMs = deps.clock.now();
    // Every question listens to it.
    setMaxListeners(0, this.#ending.signal);
    const { address, domain, number, partner } = input;
    this.#check = {
      number,
      address,
      domain,
      hasPartner: partner.trim() !== '',
      startedAt: deps.clock.wall(),
      phase: 'running',
      steps: setupStepIds.map((id) => ({ id, state: 'waiting' })),
    };
  }

  /** Never rejects but for a bug. */
  async go(): Promise<SetupCheck> {
    this.#deps.showInterfaces();
    this.#show();
    const { address, domain } = this.#input;
    const tools = this.#deps.toolsFor(address, domain);
    try {
      await this.#all(tools);
    } finally {
      tools.join.close();
    }
    const durationMs = Math.round(this.#deps.clock.now() - this.#startMs);
    const phase = this.#ending.signal.aborted ? 'cancelled' : 'done';
    this.#check = { ...this.#check, phase, durationMs };
    this.#show();
    this.#ending.abort();
    return this.#check;
  }

  end(): void {
    this.#ending.abort();
  }

  /** From here on it is not shown any more: a later check, or none, has taken its place. */
  hide(): void {
    this.#isHidden = true;
  }

  /** What needs nothing of another step runs at once. */
  async #all(tools: SetupTools): Promise<void> {
    const { state, isInLab, clock, places, hasNetwork, userAgent } = this.#deps;
    const names = this.#stepWith('names', (context) => namesStep({ ...tools, hasNetwork }, context));
    const server = this.#stepWith('server', (context) => serverStep({ ...tools, userAgent }, context));
    const noServer: Server = { outcome: found('skipped', 'needs-earlier-step') };
    await Promise.all([
      this.#step('devices', ({ signal }) => devicesStep(state, signal)),
      this.#step('network', async () => judgeNetwork(state.get().network, { isInLab: isInLab(), at: clock.wall() })),
      names,
      server,
      this.#step('partners', (context) => partnersStep(tools, context)),
      this.#step('partner', (context) => partnerStep(tools.join, this.#input.partner, context)),
      this.#step('media', (context) => mediaStep({ ...tools, places }, context)),
      names.then(async (known) => {
        const servers = known?.servers ?? [];
        const webNames = known?.webNames ?? [];
        await Promise.all([
          this.#step('reach', (context) => reachStep(tools.sockets, servers, context)),
          this.#step('certificate', (context) => certificateStep(tools.examine, servers, context)),
          this.#step('web', (context) =>
            webStep(tools, { webNames, server: server.then((given) => given ?? noServer) }, context),
          ),
        ]);
      }),
    ]);
  }

  async #step(id: SetupStepId, work: (context: StepContext) => Promise<SetupOutcome>): Promise<void> {
    await this.#stepWith(id, async (context) => ({ outcome: await work(context) }));
  }

  /** Runs one step within its limit and shows it. Undefined where it was ended. */
  async #stepWith<T extends { readonly outcome: SetupOutcome }>(
    id: SetupStepId,
    work: (context: StepContext) => Promise<T>,
  ): Promise<T | undefined> {
    const { clock, random, tracer } = this.#deps;
    const startMs = Math.round(clock.now() - this.#startMs);
    const limit = new AbortController();
    const stop = clock.after(stepLimitsMs[id], () => limit.abort());
    const signal = AbortSignal.any([this.#ending.signal, limit.signal]);
    setMaxListeners(0, signal);
    this.#tell(id, { state: 'running', startMs });
    const { address, domain, number } = this.#input;
    const context = { clock, random, signal, address, domain, tracer: tracer.for(`setup-${number}`) };
    const settled = this.#ending.signal.aborted ? undefined : await work(context);
    stop();
    const durationMs = Math.round(clock.now() - this.#startMs) - startMs;
    const outcome = this.#outcomeOf(settled?.outcome, limit.signal);
    this.#tell(id, { state: 'done', startMs, durationMs, outcome });
    limit.abort();
    return signal.aborted && settled === undefined ? undefined : settled;
  }

  /** What an ended step says is about its end and nothing else. */
  #outcomeOf(outcome: SetupOutcome | undefined, limit: AbortSignal): SetupOutcome {
    if (this.#ending.signal.aborted || !outcome) return found('skipped', 'cancelled');
    return limit.aborted ? found('amber', 'out-of-time') : outcome;
  }

  #tell(id: SetupStepId, told: Omit<SetupCheck['steps'][number], 'id'>): void {
    const steps = this.#check.steps.map((step) => (step.id === id ? { id, ...told } : step));
    this.#check = { ...this.#check, steps };
    this.#show();
  }

  #show(): void {
    if (!this.#isHidden) this.#deps.state.set('setupCheck', this.#check);
  }
}
