/** Where a scenario is played: a lab or the world, and a client for each who acts. */
import type { Lab } from '../../lab/api.ts';
import { type HeadlessClient, openHeadlessClient } from '../headless-client.ts';
import type { Actor, ScenarioFile } from './schema.ts';

export interface StageOptions {
  readonly where: ScenarioFile['where'];
  readonly lab: Lab | undefined;
  /** What clients live in: the lab, or a replay; the world without one. */
  readonly world: Pick<Lab, 'profile'> | undefined;
  readonly who: Readonly<Record<string, Actor>>;
  /** Where secrets come from. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export class Stage {
  readonly lab: Lab | undefined;
  readonly #options: StageOptions;
  readonly #clients = new Map<string, HeadlessClient>();
  /** Also those that are not open yet: whoever closes the stage closes them. */
  readonly #opening = new Map<string, Promise<HeadlessClient>>();

  constructor(options: StageOptions) {
    this.lab = options.lab;
    this.#options = options;
  }

  /** Opened by their first step. */
  async clientOf(name: string): Promise<HeadlessClient> {
    const opening = this.#opening.get(name) ?? openHeadlessClient(this.#options.world);
    this.#opening.set(name, opening);
    const opened = await opening;
    this.#clients.set(name, opened);
    return opened;
  }

  clients(): ReadonlyMap<string, HeadlessClient> {
    return this.#clients;
  }

  actor(name: string): Actor {
    const { who } = this.#options;
    const actor = Object.hasOwn(who, name) ? who[name] : undefined;
    if (!actor) throw new Error(`nobody is called ${name}`);
    return actor;
  }

  /** What a person signs in with. Throws a sentence without the secret where something is missing. */
  credentialsOf(name: string) {
    const { address = '', userName, passwordFrom } = this.actor(name);
    const { where } = this.#options;
    // A replay has no secrets to compare with: it takes any.
    const without = 'replay' in where ? 'replay' : this.#labPassword(address);
    const password = passwordFrom === undefined ? without : this.secret(passwordFrom);
    const { host, port } = 'server' in where ? where.server : {};
    const server = host === undefined ? undefined : port === undefined ? host : `${host}:${port}`;
    return {
      address,
      password,
      remember: false,
      ...(userName === undefined ? {} : { userName }),
      ...(server === undefined ? {} : { servers: { internal: '', external: server } }),
    };
  }

  /** Throws a sentence that names the variable alone. */
  secret(variable: string): string {
    const value = this.#options.environment[variable];
    if (value === undefined || value === '') throw new Error(`the environment variable ${variable} is not set`);
    return value;
  }

  async close(): Promise<void> {
    // One that could not be opened has nothing to close.
    const opened = await Promise.allSettled(this.#opening.values());
    this.#opening.clear();
    await Promise.all(opened.map((each) => each.status === 'fulfilled' && each.value.close()));
    this.#clients.clear();
  }

  #labPassword(address: string): string {
    const found = this.lab?.profile.accounts.find((account) => account.address === address.toLowerCase());
    if (!found) throw new Error(`the lab knows nobody at ${address}`);
    return found.password;
  }
}
