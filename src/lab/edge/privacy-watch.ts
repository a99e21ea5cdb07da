/** Looks for the addresses of real people in what guests send: nothing of them may reach a partner (mission J3). */

import { decodePercent } from '../../protocol/sip/uri.ts';
import type { LabPrivacyBreach } from '../api.ts';
import type { LabCore } from '../net/listener.ts';

const MOST_BREACHES = 1000;
const ADDRESS = /[a-z0-9._+-]{1,64}@[a-z0-9.-]{1,255}/g;

export class PrivacyWatch {
  readonly #core: LabCore;
  readonly #people: ReadonlySet<string>;
  /** Organisers are named in every request to their meetings. */
  readonly #organizers: ReadonlySet<string>;
  /** The domain of each edge, by its name. */
  readonly #domainOf: ReadonlyMap<string, string>;
  readonly #breaches: LabPrivacyBreach[] = [];

  constructor(core: LabCore) {
    this.#core = core;
    const { companies } = core.topology;
    this.#people = new Set(companies.flatMap(({ people }) => people.map(({ address }) => address.toLowerCase())));
    this.#organizers = new Set(
      companies.flatMap(({ meetings }) => meetings.map(({ organizer }) => organizer.toLowerCase())),
    );
    this.#domainOf = new Map(companies.map(({ edge, domain }) => [edge.name, domain]));
  }

  /** Oldest first. */
  breaches(): readonly LabPrivacyBreach[] {
    return [...this.#breaches];
  }

  /** Returns what to call with every message of one connection; it begins to look with the first anonymous one. */
  follow(connection: {
    readonly id: string;
    readonly server: string;
    readonly remote: string;
  }): (raw: Uint8Array) => void {
    let isGuest = false;
    return (raw) => {
      const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('utf8').toLowerCase();
      isGuest ||= text.includes('@anonymous.invalid');
      if (isGuest) this.#examine(text, connection);
    };
  }

  /** Organisers of another company are real people like everybody else. */
  #isOrganizerAt(address: string, server: string): boolean {
    const made = [...this.#core.madeMeetings.values()];
    const domain = this.#domainOf.get(server);
    if (domain !== undefined && !address.endsWith(`@${domain}`)) return false;
    return this.#organizers.has(address) || made.some(({ organizer }) => organizer === address);
  }

  #examine(text: string, connection: { readonly id: string; readonly server: string; readonly remote: string }): void {
    const startLine = text.slice(0, text.indexOf('\r\n'));
    for (const address of new Set(`${text}\n${decodePercent(text)}`.match(ADDRESS) ?? [])) {
      if (!this.#people.has(address) || this.#isOrganizerAt(address, connection.server)) continue;
      const { id, server, remote } = connection;
      if (this.#breaches.length < MOST_BREACHES) {
        this.#breaches.push({ at: this.#core.clock.wall(), server, connection: id, address, startLine });
      }
      const raw = `PRIVACY BREACH: a guest's message names ${address}\r\n\r\n`;
      this.#core.log.record({ server, direction: 'received', peer: remote, raw });
    }
  }
}
