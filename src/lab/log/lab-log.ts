/** The lab's own record of what crossed its wires: bounded, in memory, without secrets. */
import type { Clock } from '../../shared/clock.ts';
import type { LabLogEntry, ServerName } from '../api.ts';
import { withoutSecrets } from './secrets.ts';

export interface LabLogMessage {
  readonly server: ServerName;
  readonly direction: 'received' | 'sent';
  /** `address:port` of a client, or the name of another lab server. */
  readonly peer: string;
  readonly raw: string | Uint8Array;
}

export interface LabLog {
  record(message: LabLogMessage): void;
  /** Oldest first. */
  entries(): readonly LabLogEntry[];
  clear(): void;
}

const KEPT_ENTRIES = 5000;
const KEPT_CHARACTERS = 64 * 1024;

/** A log that keeps the last 5,000 messages, each up to 64 Ki characters; `onEntry` hears of each as it comes. */
export function createLabLog(clock: Clock, onEntry?: (entry: LabLogEntry) => void): LabLog {
  let entries: LabLogEntry[] = [];
  return {
    record({ server, direction, peer, raw }) {
      const whole = typeof raw === 'string' ? raw : Buffer.from(raw).toString('utf8');
      const text = withoutSecrets(whole.slice(0, KEPT_CHARACTERS));
      const entry: LabLogEntry = {
        at: clock.wall(),
        server,
        direction,
        peer,
        callId: callIdOf(text),
        startLine: text.slice(0, endOf(text, '\r\n')),
        text,
      };
      entries.push(entry);
      // In blocks, so that a full log does not move 5,000 entries for each new one.
      if (entries.length >= 2 * KEPT_ENTRIES) entries = entries.slice(-KEPT_ENTRIES);
      onEntry?.(entry);
    },
    entries: () => entries.slice(-KEPT_ENTRIES),
    clear() {
      entries = [];
    },
  };
}

function callIdOf(text: string): string {
  const head = text.slice(0, endOf(text, '\r\n\r\n'));
  return /^(?:call-id|i)[ \t]*:[ \t]*(\S+)/im.exec(head)?.[1] ?? '';
}

function endOf(text: string, mark: string): number {
  const at = text.indexOf(mark);
  return at < 0 ? text.length : at;
}
