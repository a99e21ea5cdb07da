/** Two people's file transfer joined by conversations that carry every MESSAGE at once; the connection between them is a real one. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock, systemRandom } from '../../src/main/platform/system-clock.ts';
import type { FileLine } from '../../src/main/session/files/conversations.ts';
import type { FileServiceOptions } from '../../src/main/session/files/desk.ts';
import { createFileService, type FileService } from '../../src/main/session/files/file-service.ts';
import type { FileProgress } from '../../src/shared/model/file-transfer.ts';

export const conversation = 'c1';

export interface FilePerson {
  readonly files: FileService;
  /** Where files are saved. */
  readonly folder: string;
  /** Names of files that arrived or were given. */
  arrived(): string[];
  /** The bodies this person sent. */
  readonly said: string[];
  /** Writes a file outside the folder; its path. */
  write(name: string, content: string | Uint8Array): string;
  /** What lies in the folder: name to content. */
  saved(): Readonly<Record<string, string>>;
  /** The newest line. */
  line(): FileLine;
  /** Resolves when the newest line is of that kind. */
  until<K extends FileProgress['kind']>(kind: K): Promise<Extract<FileProgress, { kind: K }>>;
}

export interface FilePair {
  readonly karen: FilePerson;
  readonly garth: FilePerson;
  remove(): void;
}

export interface FilePairOptions {
  readonly changes?: Partial<FileServiceOptions>;
  /** Changes what is said on the way to the other side; undefined loses it. */
  readonly onTheWay?: (body: string) => string | undefined;
}

/** Both on this computer; `changes` and `onTheWay` are by person. */
export function createFilePair(by: { karen?: FilePairOptions; garth?: FilePairOptions } = {}): FilePair {
  const root = mkdtempSync(join(tmpdir(), 'offhook-files-'));
  const karen = createPerson(join(root, 'karen'), 'sip:karen@contoso.com', 'sip:garth@tailspintoys.com');
  const garth = createPerson(join(root, 'garth'), 'sip:garth@tailspintoys.com', 'sip:karen@contoso.com');
  karen.begin(() => garth.files, by.karen);
  garth.begin(() => karen.files, by.garth);
  return {
    karen,
    garth,
    remove() {
      for (const { files } of [karen, garth]) files.end();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function createPerson(folder: string, ownUri: string, peerUri: string) {
  const lines = new Map<string, FileLine>();
  const waits = new Set<() => void>();
  const downloads = join(folder, 'Downloads');
  let service: FileService | undefined;
  const person = {
    get files(): FileService {
      if (!service) throw new Error('not begun');
      return service;
    },
    folder: downloads,
    said: [] as string[],
    begin(other: () => FileService, { changes = {}, onTheWay = (body) => body }: FilePairOptions = {}): void {
      service = createFileService({
        clock: systemClock,
        random: systemRandom,
        folder: () => downloads,
        localAddress: () => '127.0.0.1',
        ownUri: () => ownUri,
        forbidden: () => undefined,
        conversations: {
          peerOf: (id) => (id === conversation ? { uri: peerUri, name: 'Peer' } : undefined),
          showFile(_id, line) {
            lines.set(line.messageId, line);
            for (const look of waits) look();
          },
          async sendIn(conversationId, { contentType, body }) {
            person.said.push(body);
            const told = onTheWay(body);
            const status = told === undefined ? 480 : other().receive({ conversationId, contentType, body: told });
            if (status === 200) return { ok: true, value: undefined };
            return { ok: false, failure: { code: 'SIP_REFUSED', sip: { status, reason: '' }, at: 0 } };
          },
        },
        ...changes,
      });
    },
    write(name: string, content: string | Uint8Array): string {
      const path = join(mkdtempSync(join(folder, '..', 'own-')), name);
      writeFileSync(path, content);
      return path;
    },
    saved() {
      const names = readdirSync(downloads);
      return Object.fromEntries(names.map((name) => [name, readFileSync(join(downloads, name), 'latin1')]));
    },
    arrived: () =>
      [...lines.values()]
        .filter(({ transfer }) => transfer.progress.kind === 'done')
        .map(({ transfer }) => transfer.name),
    line(): FileLine {
      const last = [...lines.values()].at(-1);
      if (!last) throw new Error('no file was shown');
      return last;
    },
    until<K extends FileProgress['kind']>(kind: K) {
      return new Promise<Extract<FileProgress, { kind: K }>>((resolve) => {
        const look = () => {
          const progress = [...lines.values()].at(-1)?.transfer.progress;
          if (progress?.kind !== kind) return;
          waits.delete(look);
          resolve(progress as Extract<FileProgress, { kind: K }>);
        };
        waits.add(look);
        look();
      });
    },
  };
  return person;
}
