/** Faults laid over what stands already, such as a switch's setting: each is taken away again without what lies under it. */

/** Something of the lab that is read and set as a whole, such as the faults of one server. */
export interface Surface {
  /** Two faults with the same name lie on the same thing. */
  readonly name: string;
  /** The member that counts for all others; setting it forgets theirs. */
  readonly ofAll?: string;
  read(): Readonly<Record<string, unknown>>;
  write(members: Readonly<Record<string, unknown>>): void;
}

type Members = Record<string, unknown>;

export class Overlay {
  readonly #surface: Surface;
  /** By their place, the latest on top. */
  readonly #parts = new Map<string, Members>();
  #under: Members;
  /** As it was written here last: what differs from it is somebody else's newer word. */
  #written: Members;

  constructor(surface: Surface) {
    this.#surface = surface;
    this.#under = { ...surface.read() };
    this.#written = this.#under;
  }

  get isEmpty(): boolean {
    return this.#parts.size === 0;
  }

  /** Lays a part on top, in place of the one that lay at its place. Throws, and lies nowhere, where the lab refuses it. */
  put(place: string, part: Readonly<Record<string, unknown>>): void {
    this.#listen();
    const before = new Map(this.#parts);
    this.#parts.delete(place);
    this.#parts.set(place, { ...this.#hiddenBy(part), ...part });
    try {
      this.#write();
    } catch (error) {
      this.#parts.clear();
      for (const [at, held] of before) this.#parts.set(at, held);
      throw error;
    }
  }

  /** Takes a part away; nothing where there is none. */
  take(place: string): void {
    this.#listen();
    if (this.#parts.delete(place)) this.#write();
  }

  /** What stands without any part: what was there before, with everything that others set since. */
  under(): Readonly<Record<string, unknown>> {
    this.#listen();
    return Object.fromEntries(Object.entries(this.#under).filter(([, value]) => value !== undefined));
  }

  /** What a part for all covers, without a value. */
  #hiddenBy(part: Readonly<Record<string, unknown>>): Members {
    const { ofAll } = this.#surface;
    if (ofAll === undefined || !(ofAll in part)) return {};
    return Object.fromEntries(Object.keys(this.#under).map((name) => [name, undefined]));
  }

  /** What was set by others meanwhile counts from then on, above every part. */
  #listen(): void {
    const now = this.#surface.read();
    const { ofAll } = this.#surface;
    if (ofAll !== undefined && !isSame(now[ofAll], this.#written[ofAll])) {
      this.#under = { ...now };
      for (const part of this.#parts.values()) for (const name of Object.keys(part)) delete part[name];
      return;
    }
    for (const name of new Set([...Object.keys(now), ...Object.keys(this.#written)])) {
      if (isSame(now[name], this.#written[name])) continue;
      this.#under[name] = now[name];
      for (const part of this.#parts.values()) delete part[name];
    }
  }

  #write(): void {
    const whole = Object.assign({}, this.#under, ...this.#parts.values()) as Members;
    const members = Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined));
    this.#surface.write(members);
    this.#written = { ...this.#surface.read() };
  }
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
