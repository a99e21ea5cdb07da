/** Stands between the lab's servers and their clients: keeps answers back until a test lets them go, in any order it likes. */
import { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';

export interface HeldAnswers {
  /** Names of the answers that wait, oldest first. */
  readonly names: readonly string[];
  /** Resolves when answers of all these names wait. */
  untilHeld(names: readonly string[]): Promise<void>;
  /** Lets the oldest answer of this name go, and every later one of that name at once. */
  release(name: string): void;
  /** Lets everything go, and holds nothing any more. */
  stop(): void;
}

interface Held {
  readonly name: string;
  readonly send: () => boolean;
}

/** Holds what `nameOf` has a name for, of all that is written to TLS in this process. One at a time. */
export function holdAnswers(nameOf: (message: string) => string | undefined): HeldAnswers {
  let held: Held[] = [];
  const open = new Set<string>();
  let watchers: (() => void)[] = [];

  function write(socket: TLSSocket, call: unknown[]): boolean {
    const send = () => Reflect.apply(Duplex.prototype.write, socket, call);
    const [chunk] = call;
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk as Uint8Array).toString('utf8');
    const name = nameOf(text);
    if (name === undefined || open.has(name)) return send();
    held.push({ name, send });
    for (const look of watchers) look();
    return true;
  }

  Object.defineProperty(TLSSocket.prototype, 'write', {
    configurable: true,
    // Node gives a socket that the other end closed another one.
    writable: true,
    value(this: TLSSocket, ...call: unknown[]) {
      return write(this, call);
    },
  });

  function letGo(fits: (name: string) => boolean): void {
    const going = held.filter(({ name }) => fits(name));
    held = held.filter(({ name }) => !fits(name));
    for (const { send } of going) send();
  }

  return {
    get names() {
      return held.map(({ name }) => name);
    },
    untilHeld: (names) =>
      new Promise((resolve) => {
        const look = () => {
          if (!names.every((name) => held.some((each) => each.name === name))) return;
          watchers = watchers.filter((other) => other !== look);
          resolve();
        };
        watchers.push(look);
        look();
      }),
    release(name) {
      open.add(name);
      letGo((each) => each === name);
    },
    stop() {
      Reflect.deleteProperty(TLSSocket.prototype, 'write');
      letGo(() => true);
    },
  };
}
