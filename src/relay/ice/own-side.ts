/** An agent's own side: its sockets with the candidates they stand for, from gathering to closing. */
import type { Base } from './check-list.ts';
import { openHosts, openRelay, type Receive } from './gathering.ts';
import type { IceCandidate, IceOptions } from './types.ts';

const GATHER_LIMIT_MS = 3000;

export interface OwnSideOptions {
  readonly ice: Pick<IceOptions, 'addresses' | 'components' | 'ports' | 'clock' | 'openRelay'>;
  readonly receive: Receive;
  /** A socket is there, maybe after `gather` is over. */
  readonly onBase: (base: Base) => void;
}

export class OwnSide {
  readonly #options: OwnSideOptions;
  #addresses: readonly string[];
  #components: 1 | 2;
  #bases: readonly Base[] = [];
  /** At addresses that a restart left out: they serve until there are new paths. */
  #retired: readonly Base[] = [];
  /** Of the second component, for whoever may answer next. */
  #spare: Base[] = [];
  #isClosed = false;

  constructor(options: OwnSideOptions) {
    this.#options = options;
    this.#addresses = options.ice.addresses;
    this.#components = options.ice.components;
  }

  get bases(): readonly Base[] {
    return this.#bases;
  }

  get components(): 1 | 2 {
    return this.#components;
  }

  /** The preferred one first. */
  get candidates(): readonly IceCandidate[] {
    return this.#bases.map(({ candidate }) => candidate).sort((one, other) => other.priority - one.priority);
  }

  /** Opens what is missing and borrows what a server lends. False where no component got a port at any address. */
  async gather(): Promise<boolean> {
    const isMissing = (address: string) => !this.#bases.some((base) => isHostAt(base, address));
    const ranked = this.#ranked(this.#addresses.filter(isMissing));
    const { ports } = this.#options.ice;
    const opened = await openHosts(ranked, { components: this.#components, ports }, this.#options.receive);
    this.#adopt(opened);
    const hosts = this.#bases.filter(({ candidate }) => candidate.type === 'host');
    await this.#within(GATHER_LIMIT_MS, Promise.all(this.#borrow()));
    return hosts.length > 0 && !this.#isClosed;
  }

  /** Other addresses from now on, or others of their ports, so that each again has as many as there are components; `gather` opens them. */
  move(addresses: readonly string[], components: 1 | 2 = this.#components): void {
    this.part();
    const isFull = components === this.#components;
    this.#components = components;
    this.#addresses = addresses;
    const isKept = (base: Base) => isFull && addresses.some((address) => isHostAt(base, address));
    this.#retired = [...this.#retired, ...this.#bases.filter((base) => !isKept(base))];
    this.#bases = this.#bases.filter(isKept);
  }

  /** Goes on without the sockets of the second component, which it returns: closed, or kept open until it is known who answers. */
  join(isKept: boolean): readonly Base[] {
    this.#components = 1;
    const left = this.#bases.filter(({ component }) => component === 2);
    this.#bases = this.#bases.filter(({ component }) => component === 1);
    this.#spare = [...this.#spare, ...left];
    if (!isKept) for (const { socket } of this.#spare.splice(0)) socket.close();
    return left;
  }

  /** Takes up again what was kept open. */
  part(): void {
    if (this.#spare.length === 0) return;
    this.#components = 2;
    this.#bases = [...this.#bases, ...this.#spare.splice(0)];
  }

  /** Closes retired sockets that no path uses. */
  release(isUsed: (base: Base) => boolean): void {
    for (const base of this.#retired) if (!isUsed(base)) base.socket.close();
    this.#retired = this.#retired.filter(isUsed);
  }

  owns(base: Base): boolean {
    return this.#bases.includes(base) || this.#retired.includes(base);
  }

  close(): void {
    this.#isClosed = true;
    for (const { socket } of [...this.#bases, ...this.#retired, ...this.#spare]) socket.close();
  }

  /** New addresses by their rank, with holes: one that stays keeps its own, and no two have the same. RFC 8445 5.1.2 */
  #ranked(missing: readonly string[]): readonly string[] {
    const taken = new Set(this.#bases.flatMap(({ candidate, rank }) => (candidate.type === 'host' ? [rank] : [])));
    const ranked: string[] = [];
    for (const address of missing) {
      let rank = this.#addresses.indexOf(address);
      while (taken.has(rank)) rank += 1;
      taken.add(rank);
      ranked[rank] = address;
    }
    return Array.from(ranked, (address) => address ?? '');
  }

  /** Takes sockets on, unless they are no longer wanted. */
  #adopt(opened: readonly Base[]): void {
    const isWanted = ({ component }: Base) => !this.#isClosed && component <= this.#components;
    for (const base of opened) if (!isWanted(base)) base.socket.close();
    const added = opened.filter(isWanted);
    this.#bases = [...this.#bases, ...added];
    for (const base of added) this.#options.onBase(base);
  }

  #borrow(): readonly Promise<void>[] {
    const open = this.#options.ice.openRelay;
    const hasRelay = this.#bases.some(({ candidate }) => candidate.type === 'relay');
    if (!open || hasRelay) return [];
    return ([1, 2] as const).slice(0, this.#components).map(async (component) => {
      const base = await openRelay(component, open, this.#options.receive);
      if (base) this.#adopt([base]);
    });
  }

  #within(limitMs: number, work: Promise<unknown>): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.ice.clock.after(limitMs, resolve);
      const end = () => {
        cancel();
        resolve();
      };
      work.then(end, end);
    });
  }
}

function isHostAt({ candidate, socket }: Base, address: string): boolean {
  return candidate.type === 'host' && socket.local.address === address;
}
