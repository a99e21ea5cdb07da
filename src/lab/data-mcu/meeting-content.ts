/** The content of one meeting with its connections and settings. */
import type { LabCore } from '../net/listener.ts';
import type { Company } from '../topologies/topology.ts';
import type { ContentConnection } from './content-connection.ts';
import { ContentRoom } from './content-room.ts';
import { type ContentSettings, usualContent } from './settings.ts';
import { servedPage } from './slide-faults.ts';
import type { SlideStore } from './slide-store.ts';

const HTTPS_PORT = 443;

export class MeetingContent {
  readonly room: ContentRoom;
  /** By the person's seat in the meeting; each may have several. */
  readonly connections = new Map<ContentConnection, string>();
  #settings: ContentSettings = usualContent;

  constructor(core: LabCore, company: Company, store: SlideStore) {
    const port = core.httpsPortOf(company.web.name);
    const host = port === HTTPS_PORT ? company.web.name : `${company.web.name}:${port}`;
    this.room = new ContentRoom({
      random: core.random,
      store,
      now: () => core.clock.wall(),
      serve: (bytes, encipher) => servedPage(bytes, encipher, this.#settings),
      dress: {
        urlOf: (path) => `https://${this.#settings.slides === 'foreign-host' ? 'slides.evil.invalid' : host}${path}`,
        keyOf: (key) => (this.#settings.slides === 'wrong-key' ? key.map((byte) => byte ^ 0xff) : key),
      },
    });
  }

  get settings(): ContentSettings {
    return this.#settings;
  }

  change(patch: Partial<ContentSettings>): void {
    this.#settings = { ...this.#settings, ...patch };
  }

  /** Tells everybody what he may do by now. */
  tellRights(): void {
    for (const connection of this.connections.keys()) connection.tellRights();
  }

  /** Ends the connections of one seat. */
  dismiss(endpoint: string): void {
    for (const [connection, owner] of [...this.connections]) if (owner === endpoint) connection.bye('removed');
  }

  /** Ends all of them; without a reason they just break off. */
  disconnect(reason: 'ended' | 'moved' | undefined): void {
    for (const connection of [...this.connections.keys()]) {
      if (reason) connection.bye(reason);
      else connection.close();
    }
  }
}
