/** What somebody else needs to understand a problem, as files of text: nothing secret, nothing people said, nobody's meeting. */
import { configurationText } from '../../shared/model/configuration-report.ts';
import type { Journey } from '../../shared/model/journey.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import type { SupportFileName } from '../../shared/model/support.ts';
import type { TraceEntry } from '../../shared/model/trace.ts';
import { withoutRosters } from '../trace/content.ts';
import { exportTrace } from '../trace/export.ts';
import { redact, redactData } from '../trace/redact.ts';

export interface SupportSources {
  readonly snapshot: Snapshot;
  readonly entries: readonly TraceEntry[];
  /** The session's own file, src/main/support/session-story.ts. */
  readonly outcome: string;
  readonly logFolder: string;
  readonly processId: number;
}

/**
 * Each file's text. Everything passes the door of the trace once more, whatever it was made of: text by text before it is put together, since a
 * secret that never ends would take with it what stands behind.
 */
export function supportFiles({
  snapshot,
  entries,
  outcome,
  logFolder,
  processId,
}: SupportSources): ReadonlyMap<SupportFileName, string> {
  const kept = redactData(entries, clean) as readonly TraceEntry[];
  const trace = (format: 'ladder' | 'json-lines' | 'uccapi') => traceText(kept, format, { snapshot, processId });
  const texts: Record<SupportFileName, string> = {
    'outcome.txt': clean(outcome),
    'versions.txt': clean(versionsText(snapshot)),
    'journey.txt': clean(snapshot.journey ? journeyText(snapshot.journey) : 'Nobody tried to sign in.\n'),
    'configuration.txt': clean(`${configurationText(snapshot, logFolder)}\n`),
    'network.json': json(networkOf(snapshot)),
    'settings.json': json(settingsOf(snapshot.settings)),
    'ladder.txt': trace('ladder'),
    'trace.jsonl': trace('json-lines'),
    'trace.uccapilog': trace('uccapi'),
  };
  return new Map(Object.entries(texts) as [SupportFileName, string][]);
}

function clean(text: string): string {
  return withoutRosters(redact(text));
}

function traceText(
  entries: readonly TraceEntry[],
  format: 'ladder' | 'json-lines' | 'uccapi',
  { snapshot, processId }: Pick<SupportSources, 'snapshot' | 'processId'>,
): string {
  const connections = redactData(snapshot.connections, clean) as Snapshot['connections'];
  const { content } = exportTrace(entries, format, { processId, connections });
  return typeof content === 'string' ? content : '';
}

function versionsText({ app, managed }: Snapshot): string {
  const lines = [
    `Offhook ${app.version}`,
    `${app.runtime}${app.standInRuntime ? ' (stand-in runtime)' : ''}`,
    `System: ${app.platform}`,
    `Sandbox: ${app.sandboxed ? 'on' : 'off'}`,
    `Passwords: ${app.secretStore.available ? 'sealed' : 'not kept'} (${app.secretStore.backend})`,
    `Managed file: ${managed.state}${managed.path === '' ? '' : ` (${managed.path})`}${managed.isForTests ? ', named for tests' : ''}`,
    ...managed.locked.map((name) => `Managed: ${name}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** Stage by stage, with the milliseconds since the sign-in began. */
function journeyText({ address, startedAt, stages }: Journey): string {
  const lines = stages.flatMap(({ name, state, steps, failure }) => [
    `${name}: ${state}`,
    ...steps.map((step) => `  ${step.atMs} ms  ${step.kind}: ${step.state}${dataText(step.data)}`),
    ...(failure ? [`  failed: ${failure.code}${failure.detail ? ` (${failure.detail})` : ''}`] : []),
  ]);
  return `${[`${address}, ${new Date(startedAt).toISOString()}`, ...lines].join('\n')}\n`;
}

function dataText(data: Readonly<Record<string, string>>): string {
  const facts = Object.entries(data).map(([key, value]) => `${key}=${value}`);
  return facts.length === 0 ? '' : ` (${facts.join(', ')})`;
}

function networkOf({ network, connections, discovery, devices }: Snapshot): object {
  return { network, connections, discovery, devices };
}

/** Settings hold no secret. The certificates of a company's own authorities are long, and their fingerprints say which they are. */
function settingsOf(settings: Settings): object {
  const authorities = Object.entries(settings.companyAuthorities).map(
    ([account, list]) => [account, list.map(({ pem: _pem, ...facts }) => facts)] as const,
  );
  // Whom one knows is nobody's business who helps with a fault.
  const people = Object.entries(settings.localContacts).map(
    ([account, { contacts }]) => [account, `${contacts.length} people`] as const,
  );
  return {
    ...settings,
    companyAuthorities: Object.fromEntries(authorities),
    localContacts: Object.fromEntries(people),
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(redactData(value, clean), null, 2)}\n`;
}
