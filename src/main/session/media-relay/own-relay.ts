/** The TURN server of the person's own, or of the computer's administrator, for plain SIP servers: from the settings, with its password. RFC 8656 */
import { readHostPort } from '../../../protocol/sip/uri.ts';
import type { WithoutRelay } from '../../../shared/model/call.ts';
import type { TurnServer } from '../../../shared/model/relay-messages.ts';
import type { MediaRelaySetting } from '../../../shared/model/settings.ts';
import type { SecretStore } from '../../store/secrets.ts';
import type { SettingsStore } from '../../store/settings.ts';
import type { StateStore } from '../../store/state.ts';

const secretName = 'media-relay';
/** RFC 8656 18 */
const usualPort = 3478;

export interface OwnRelayDependencies {
  readonly state: StateStore;
  readonly settings: SettingsStore;
  readonly secrets: SecretStore;
  /** False in the lab, from which nothing leads to a person's own servers. */
  readonly isOwnWorld: () => boolean;
}

export interface OwnRelay {
  /** Looks whether the password is kept, where a server is set. */
  start(): void;
  /** For a call; `no-password` where the server wants one and none is known here. Never rejects. Secrets. */
  way(): Promise<{ readonly servers: readonly TurnServer[]; readonly missing?: Extract<WithoutRelay, 'no-password'> }>;
  /** Of the server and the name that are set now, and for no other; empty: none. Kept where the desktop seals it, else held until the end. */
  setPassword(password: string): Promise<void>;
  /** Lets go of it; what is kept is the store's to clear. */
  forget(): void;
}

/** A password goes to nobody but the server that it was typed for. */
interface Known {
  readonly owner: string;
  readonly password: string;
  readonly isKept: boolean;
}

/** Makes the service. */
export function createOwnRelay(deps: OwnRelayDependencies): OwnRelay {
  return new Own(deps);
}

class Own implements OwnRelay {
  readonly #deps: OwnRelayDependencies;
  #known: Known | undefined;
  #loading: Promise<void> | undefined;

  constructor(deps: OwnRelayDependencies) {
    this.#deps = deps;
    deps.settings.onChange(() => {
      this.start();
      this.#show();
    });
  }

  start(): void {
    if (this.#setting.server !== '') void this.#load();
  }

  async way(): ReturnType<OwnRelay['way']> {
    const server = this.#deps.isOwnWorld() ? placeOf(this.#setting) : undefined;
    if (!server) return { servers: [] };
    await this.#load();
    const { userName } = this.#setting;
    const password = userName === '' ? '' : this.#current?.password;
    return password === undefined
      ? { servers: [], missing: 'no-password' }
      : { servers: [{ form: 'standard', ...server, userName, password }] };
  }

  async setPassword(password: string): Promise<void> {
    await this.#load();
    const owner = ownerOf(this.#setting);
    const { secrets } = this.#deps;
    this.#known = undefined;
    if (password === '') await secrets.delete(secretName);
    else {
      this.#known = { owner, password, isKept: false };
      const isKept = await secrets.set(secretName, JSON.stringify({ owner, password }));
      this.#known = { owner, password, isKept };
    }
    this.#show();
  }

  forget(): void {
    this.#known = undefined;
    this.#show();
  }

  get #setting(): MediaRelaySetting {
    return this.#deps.settings.get().mediaRelay;
  }

  get #current(): Known | undefined {
    return this.#known?.owner === ownerOf(this.#setting) ? this.#known : undefined;
  }

  #load(): Promise<void> {
    this.#loading ??= this.#deps.secrets.get(secretName).then((text) => {
      this.#known ??= text === undefined ? undefined : readKept(text);
      this.#show();
    });
    return this.#loading;
  }

  #show(): void {
    const now = this.#current ? (this.#current.isKept ? 'kept' : 'held') : 'none';
    const { state } = this.#deps;
    if (state.get().relayPassword !== now) state.set('relayPassword', now);
  }
}

function ownerOf({ server, userName }: MediaRelaySetting): string {
  return `${userName}@${server.toLowerCase()}`;
}

/** Undefined where none is set, or what is set is none. */
function placeOf({
  server,
  transport,
}: MediaRelaySetting): Pick<TurnServer, 'host' | 'udpPort' | 'tcpPort'> | undefined {
  const place = server === '' ? undefined : readHostPort(server);
  if (!place || place.port === 0) return undefined;
  const host = place.host.replace(/^\[(.*)\]$/, '$1');
  const port = place.port ?? usualPort;
  return transport === 'tcp' ? { host, tcpPort: port } : { host, udpPort: port };
}

/** As it was written above; anything else is nothing. */
function readKept(text: string): Known | undefined {
  try {
    const { owner, password }: Record<string, unknown> = JSON.parse(text);
    return typeof owner === 'string' && typeof password === 'string' ? { owner, password, isKept: true } : undefined;
  } catch {
    return undefined;
  }
}
