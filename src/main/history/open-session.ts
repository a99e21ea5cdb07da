/** The one history that is open: begun for an account, aged daily, opened anew when it turns out damaged, let go before the next. */
import type { HistoryFiles } from './files.ts';
import { HistoryError, type OpenHistory } from './thread.ts';

export interface HistorySession {
  /** The account whose history is open or being opened. */
  address(): string | undefined;
  begin(address: string): void;
  /** Resolves when what was recorded is on disk and the file let go. */
  end(): Promise<void>;
  /** Ends, works on the closed files, and begins again where one was open. Rejects with what `work` rejects with. */
  whileClosed(work: () => Promise<void>): Promise<void>;
  /** Undefined when none is open. Rejects with HistoryError. */
  using<T>(work: (history: OpenHistory) => Promise<T>): Promise<{ readonly value: T } | undefined>;
}

export interface HistorySessionOptions {
  readonly files: HistoryFiles;
  /** Called with each open history, then daily. Must not reject. */
  readonly age: (history: OpenHistory) => Promise<void>;
  readonly after: (delayMs: number, task: () => void) => () => void;
  readonly onOpened: (putAside: string | undefined) => void;
  readonly onRefused: (error: unknown) => void;
}

interface Session {
  readonly address: string;
  /** Undefined when it could not be opened. */
  readonly history: Promise<OpenHistory | undefined>;
  stopAgeing(): void;
}

const dayMs = 24 * 60 * 60 * 1000;

/** Nothing is open yet. */
export function createHistorySession(options: HistorySessionOptions): HistorySession {
  let session: Session | undefined;
  let letGo: Promise<void> = Promise.resolve();

  async function open(address: string, isWanted: () => boolean): Promise<OpenHistory | undefined> {
    try {
      const { history, putAside } = await options.files.open(address);
      if (isWanted()) options.onOpened(putAside);
      return history;
    } catch (error) {
      if (isWanted()) options.onRefused(error);
      return undefined;
    }
  }

  function begin(address: string): void {
    const history: Promise<OpenHistory | undefined> = letGo.then(() =>
      open(address, () => session?.history === history),
    );
    let stopAgeing: () => void = () => undefined;
    const age = () => {
      void history.then((opened) => opened && options.age(opened));
      stopAgeing = options.after(dayMs, age);
    };
    age();
    session = { address, history, stopAgeing: () => stopAgeing() };
  }

  function end(): Promise<void> {
    const ending = session;
    session = undefined;
    ending?.stopAgeing();
    letGo = letGo.then(async () => (await ending?.history)?.close());
    return letGo;
  }

  async function using<T>(work: (history: OpenHistory) => Promise<T>, again = true): Promise<{ value: T } | undefined> {
    const asked = session;
    const opened = await asked?.history;
    if (!asked || !opened) return undefined;
    try {
      return { value: await work(opened) };
    } catch (error) {
      if (!(again && isDamage(error))) throw error;
      // Opening it puts the damaged file aside. Somebody who asked at the same time may have been first.
      if (asked === session) {
        void end();
        begin(asked.address);
      }
      return using(work, false);
    }
  }

  return {
    address: () => session?.address,
    begin,
    end,
    async whileClosed(work) {
      const address = session?.address;
      const working = end().then(work);
      letGo = working.catch(() => undefined);
      if (address !== undefined) begin(address);
      await working;
    },
    using,
  };
}

function isDamage(error: unknown): boolean {
  return error instanceof HistoryError && error.trouble.why === 'damaged';
}
