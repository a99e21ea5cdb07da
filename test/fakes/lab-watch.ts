/** What a sign-in cost and left behind, told by the lab's log and the client's trace: counted, never guessed. */
import type { Lab } from '../../src/lab/api.ts';
import type { Failure } from '../../src/shared/model/failure.ts';
import type { LabClient } from './lab-client.ts';

export interface LabWatch {
  /** REGISTERs that reached a server since the last mark. */
  registers(): number;
  /** Requests that reached a web service of the sign-in since the last mark, such as `POST /CertProv/…`. Mailbox and address book go their own ways. */
  webRequests(): readonly string[];
  /** Why the client kept messages out, oldest first, since the last mark. */
  dropped(): readonly string[];
  /** Resolves when so many messages were kept out since the last mark. */
  untilDropped(count: number): Promise<void>;
  /** Lines in which the client says what it decided, since the last mark. */
  decisions(): readonly string[];
  /** From here on everything counts from zero. */
  mark(): void;
}

/** Watches one client; what others do in the same lab counts too. */
export function watchLab({ lab, client }: Pick<LabClient, 'lab' | 'client'>): LabWatch {
  let logged = 0;
  let traced = 0;
  const received = () => receivedBy(lab).slice(logged);
  const entries = () => client.tracing.list(traced, 100_000).entries;
  const dropped = () => entries().flatMap((entry) => (entry.kind === 'dropped' ? [entry.reason] : []));
  return {
    registers: () => received().filter((line) => line.startsWith('REGISTER ')).length,
    webRequests: () =>
      received()
        .filter(
          (line) =>
            line.endsWith(' HTTP/1.1') &&
            !/^\w+ \/(ews|autodiscover\/autodiscover\.xml|groupexpansion|abs)\b/i.test(line),
        )
        .map((line) => line.replace(/ HTTP\/1\.1$/, '')),
    dropped,
    untilDropped: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (dropped().length < count) return;
          stop();
          resolve();
        };
        const stop = client.tracing.onRecord(look);
        look();
      }),
    decisions: () => entries().flatMap((entry) => (entry.kind === 'decision' ? [entry.text] : [])),
    mark() {
      logged = receivedBy(lab).length;
      traced = entries().at(-1)?.seq ?? traced;
    },
  };
}

function receivedBy(lab: Lab): string[] {
  return lab
    .log()
    .filter(({ direction }) => direction === 'received')
    .map(({ startLine }) => startLine);
}

/** The failure of an outcome, or of the account as the screen shows it; undefined when all is well. */
export function failureOf({ client }: Pick<LabClient, 'client'>): Failure | undefined {
  const { account } = client.state.get();
  return account.kind === 'signed-out' || account.kind === 'reconnecting' ? account.failure : undefined;
}
