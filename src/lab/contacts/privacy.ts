/** Who may see how much of somebody, who added him, who acts for him: as a server keeps it for one person. [MS-PRES] 2.2.2.5, 2.2.2.6, 2.2.2.10 */

export interface Member {
  readonly type: string;
  /** `user@domain` or a domain, lower case; '' for all others. */
  readonly value: string;
}

export interface Container {
  readonly id: number;
  readonly version: number;
  readonly members: readonly Member[];
}

export interface Watcher {
  /** `user@domain`, lower case. */
  readonly address: string;
  readonly displayName: string;
  readonly network: 'sameEnterprise' | 'federated' | 'publicCloud';
  readonly isAcknowledged: boolean;
}

/** One wish of a setContainerMembers request. */
export interface MembershipWish {
  readonly container: number;
  readonly version: number;
  readonly action: 'add' | 'remove';
  readonly member: Member;
}

/** `index` counts from 1. */
export interface OutdatedContainer {
  readonly index: number;
  readonly version: number;
  readonly current: number;
}

/** What has changed; the rest is as it was. */
export interface PrivacyNews {
  readonly containers?: readonly Container[];
  readonly watchers?: readonly Watcher[];
  readonly delegates?: readonly string[];
}

const BLOCKED = 32_000;
const MOST_MEMBERS = 1000;
const MOST_WATCHERS = 1000;

/** Colleagues and federated partners are members from the start; people of public services are blocked. Protocol notes 5.3 */
const atStart: ReadonlyMap<number, readonly Member[]> = new Map([
  [0, []],
  [1, []],
  [2, []],
  [3, []],
  [100, [{ type: 'federated', value: '' }]],
  [200, [{ type: 'sameEnterprise', value: '' }]],
  [300, []],
  [400, []],
  [BLOCKED, [{ type: 'publicCloud', value: '' }]],
]);

export class Privacy {
  readonly #containers = new Map<number, Container>();
  readonly #watchers = new Map<string, Watcher>();
  readonly #listeners = new Set<(news: PrivacyNews) => void>();
  #delegates: readonly string[];
  #delegatesVersion = 1;

  constructor(delegates: readonly string[] = []) {
    for (const [id, members] of atStart) this.#containers.set(id, { id, version: 1, members });
    this.#delegates = delegates;
  }

  get delegatesVersion(): number {
    return this.#delegatesVersion;
  }

  all(): Required<PrivacyNews> {
    return {
      containers: [...this.#containers.values()],
      watchers: [...this.#watchers.values()],
      delegates: this.#delegates,
    };
  }

  isBlocked(address: string): boolean {
    return this.#containers.get(BLOCKED)?.members.some((member) => isUser(member, address.toLowerCase())) ?? false;
  }

  /** All or nothing: one outdated version refuses everything. `onDone` is called before anybody is told. */
  change(wishes: readonly MembershipWish[], onDone: () => void): readonly OutdatedContainer[] | 'too-many' | 'done' {
    const outdated = wishes.flatMap(({ container, version }, at) => {
      const current = this.#containers.get(container)?.version ?? 0;
      return version === current ? [] : [{ index: at + 1, version, current }];
    });
    if (outdated.length > 0) return outdated;
    const changed = wishes.map((wish) => this.#changed(wish));
    if (changed.some(({ members }) => members.length > MOST_MEMBERS)) return 'too-many';
    for (const container of changed) this.#containers.set(container.id, container);
    onDone();
    this.#tell({ containers: changed });
    return 'done';
  }

  /** Somebody has added this person to his list. Who is known already changes nothing. */
  introduce(watcher: Omit<Watcher, 'isAcknowledged'>): void {
    const address = watcher.address.toLowerCase();
    if (this.#watchers.has(address) || this.#watchers.size >= MOST_WATCHERS) return;
    const held = { ...watcher, address, isAcknowledged: false };
    this.#watchers.set(address, held);
    this.#tell({ watchers: [held] });
  }

  /** False for somebody who never asked. `onDone` is called before anybody is told. */
  acknowledge(address: string, onDone: () => void): boolean {
    const watcher = this.#watchers.get(address.toLowerCase());
    if (!watcher) return false;
    const held = { ...watcher, isAcknowledged: true };
    this.#watchers.set(held.address, held);
    onDone();
    this.#tell({ watchers: [held] });
    return true;
  }

  setDelegates(delegates: readonly string[]): void {
    this.#delegates = delegates;
    this.#delegatesVersion += 1;
    this.#tell({ delegates });
  }

  /** Told of every change; the returned function ends that. */
  onNews(listener: (news: PrivacyNews) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #changed({ container: id, version, action, member }: MembershipWish): Container {
    const others = (this.#containers.get(id)?.members ?? []).filter(
      ({ type, value }) => type !== member.type || value !== member.value,
    );
    return { id, version: version + 1, members: action === 'add' ? [...others, member] : others };
  }

  #tell(news: PrivacyNews): void {
    for (const listener of [...this.#listeners]) listener(news);
  }
}

function isUser({ type, value }: Member, address: string): boolean {
  return type === 'user' && value === address;
}
