/** "Save for support": a copy of what may be saved, shown line by line before anything is, and nothing sent anywhere. */
import type { Clock } from '../../shared/clock.ts';
import { noSupport, type SupportFile, type SupportFileName, supportFileNames } from '../../shared/model/support.ts';
import type { StateStore } from '../store/state.ts';
import type { Tracing } from '../trace/tracing.ts';
import type { SessionRecord } from './session-record.ts';
import { supportFiles } from './support-files.ts';
import { zipOf } from './zip.ts';

/** Wider than any window; a message of a megabyte in one line would stop the window for a moment. */
const maxLineCharacters = 2000;
const cut = ' … (cut here; the file has it whole)';

export interface SupportService {
  /** Takes the copy, instead of one that was taken before. */
  gather(): readonly SupportFile[];
  /** Lines of a file of the copy, from 0. */
  lines(name: SupportFileName, from: number, limit: number): readonly string[];
  /** The copy's files of these names; undefined where there is no copy. */
  zip(names: readonly SupportFileName[]): { readonly name: string; readonly text: Uint8Array } | undefined;
  letGo(): void;
  /** Something inside Offhook broke: written down without secrets, and said in the window. */
  broke(text: string): void;
  /** The window's lines about a bad end were read. */
  dismiss(): void;
}

export interface SupportParts {
  readonly state: StateStore;
  readonly clock: Clock;
  readonly tracing: Tracing;
  readonly record: () => SessionRecord;
}

/** Builds the service. Nothing is copied before somebody asks. */
export function createSupportService({ state, clock, tracing, record }: SupportParts): SupportService {
  let copy: ReadonlyMap<SupportFileName, readonly string[]> | undefined;
  return {
    gather() {
      const texts = supportFiles({
        snapshot: state.get(),
        entries: tracing.list(0, Number.MAX_SAFE_INTEGER).entries,
        outcome: record().text(),
        logFolder: tracing.files?.folder ?? '',
        processId: process.pid,
      });
      copy = new Map([...texts].map(([name, text]) => [name, text.replace(/\n$/, '').split('\n')]));
      return [...copy].map(([name, lines]) => ({ name, lines: lines.length, bytes: bytesOf(lines) }));
    },
    lines(name, from, limit) {
      const lines = copy?.get(name)?.slice(from, from + limit) ?? [];
      return lines.map((line) => (line.length > maxLineCharacters ? line.slice(0, maxLineCharacters) + cut : line));
    },
    zip(names) {
      const held = copy;
      if (!held) return undefined;
      const chosen = supportFileNames.filter((name) => names.includes(name));
      const entries = chosen.map((name) => ({ name, content: `${held.get(name)?.join('\n') ?? ''}\n` }));
      const day = new Date(clock.wall()).toISOString().slice(0, 10);
      return { name: `offhook-support-${day}.zip`, text: zipOf(entries, clock.wall()) };
    },
    letGo() {
      copy = undefined;
    },
    broke(text) {
      // The trace redacts what it records.
      tracing.tracer.record({ kind: 'failure', code: 'INTERNAL', text });
      record().broke(text);
      state.set('support', { ...state.get().support, brokeAt: clock.wall() });
    },
    dismiss() {
      const { crashFolder } = state.get().support;
      state.set('support', { ...noSupport, crashFolder });
    },
  };
}

function bytesOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
}
