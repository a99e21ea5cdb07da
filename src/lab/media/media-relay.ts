/** The media relay of one company, where it has one: a server that listens once somebody has asked for credentials. Protocol notes 6.3 */
import type { LabCore } from '../net/listener.ts';
import type { LabServer } from '../topologies/topology.ts';
import type { Place } from './places.ts';
import { CredentialsDesk, type RelayCredentials } from './turn/relay-credentials.ts';
import { TurnServer } from './turn/turn-server.ts';

/** Of servers of this kind; another one where that is taken. */
const USUAL_PORT = 3478;

export interface RelayOffer extends RelayCredentials {
  readonly place: Place;
}

export class MediaRelay {
  /** Whether the company has one. */
  isThere: boolean;
  /** Nobody who asks for credentials gets an answer. */
  isSilent = false;
  readonly #core: LabCore;
  readonly #address: string;
  readonly #realm: string;
  readonly #malice: () => string | undefined;
  readonly #credentials: CredentialsDesk;
  #server: Promise<TurnServer> | undefined;
  #isClosed = false;

  /** At an edge, on its address. */
  constructor(
    core: LabCore,
    { edge, realm, isThere }: Readonly<{ edge: Pick<LabServer, 'name' | 'address'>; realm: string; isThere: boolean }>,
  ) {
    this.isThere = isThere;
    this.#core = core;
    this.#address = edge.address;
    this.#malice = () => core.faultsOf(edge.name).malice;
    this.#realm = realm;
    this.#credentials = new CredentialsDesk(core.clock, core.random);
  }

  /** Credentials for so many minutes, and where they are good. Undefined for a company without a relay, or where the machine gives no port. */
  async offer(minutes: number): Promise<RelayOffer | undefined> {
    if (!this.isThere || this.#isClosed) return undefined;
    const { clock, random } = this.#core;
    const [address, realm, credentials, malice] = [this.#address, this.#realm, this.#credentials, this.#malice];
    this.#server ??= TurnServer.open({ clock, random, credentials, address, realm, port: USUAL_PORT, malice });
    try {
      const { place } = await this.#server;
      return { ...credentials.make(minutes), place };
    } catch {
      this.#server = undefined;
      return undefined;
    }
  }

  /** Takes back what it lent; nothing is lent from here on. */
  close(): void {
    this.#isClosed = true;
    this.#server?.then((server) => server.close()).catch(() => undefined);
    this.#server = undefined;
  }
}
