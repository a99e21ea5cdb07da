/** "Configuration Information": what a tester or support reads and copies, one row per fact (mission F18, 4.1). */
import type { AccountFacts } from './account.ts';
import { type ProvisioningState, settingOf } from './provisioning.ts';
import { type MediaPorts, type PortRange, type ServerFacts, serverFacts, type TwoSides } from './server-facts.ts';
import type { Snapshot } from './snapshot.ts';

export type ConfigurationParts = Pick<Snapshot, 'account' | 'app' | 'calendar' | 'dialPlan' | 'provisioning'>;

export interface ConfigurationRow {
  /** As Microsoft's own window calls it: support people compare by these names. */
  readonly name: string;
  /** Empty when nothing is known. */
  readonly value: string;
  /** What more is known of it: whether it works, or why it is empty. */
  readonly status: string;
}

/** The rows in the order of Microsoft's window. `logFolder`: where this computer's log lies, which the snapshot does not hold. */
export function configurationReport(snapshot: ConfigurationParts, logFolder = ''): readonly ConfigurationRow[] {
  const { provisioning } = snapshot;
  const facts = serverFacts(provisioning);
  const said = provisioning.sections.length === 0 ? 'The server has not sent its settings' : '';
  const row = (name: string, value: string | undefined, status = ''): ConfigurationRow => ({
    name,
    value: value ?? '',
    status: value ? status : status || said || 'Not set',
  });
  const server = (key: string) => settingOf(provisioning, key)?.trim() || undefined;
  return [
    ...addressBookRows(facts, provisioning, row),
    row('Quality Metrics URI', server('qosUri')),
    row('Voice mail URI', facts.own.voicemailUri),
    row('Exchange UM address', facts.own.umAddress),
    ...exchangeRows(snapshot, facts, row),
    ...accountRows(accountOf(snapshot), row),
    row('PC to PC AV Encryption', facts.mediaEncryption),
    row('Telephony Mode', telephonyMode(provisioning)),
    row('Line', lineText(facts)),
    row('Location Profile', snapshot.dialPlan.name ?? facts.locationProfile, dialPlanStatus(snapshot)),
    row('Call Park Server URI', server('callParkServerUri')),
    row('MRAS Server', server('mrasUri')),
    row('Focus Factory', server('focusFactoryUri')),
    ...portRows(facts.mediaPorts, row),
    row('Organisation', facts.organisation),
    row('Public providers', facts.publicProviders.map(({ name }) => name).join(', ') || undefined),
    row('Local Log Folder', logFolder || undefined),
    row('Offhook', snapshot.app.version, snapshot.app.runtime),
    row('Settings last received', timeText(provisioning.updatedAt), provisioning.problems.join('; ')),
  ];
}

/** The whole report as text for the clipboard: one line per row, then every section as the server sent it. */
export function configurationText(snapshot: ConfigurationParts, logFolder = ''): string {
  const rows = configurationReport(snapshot, logFolder).map(({ name, value, status }) =>
    [name, value, status].map(oneLine).join('\t').trimEnd(),
  );
  const sections = snapshot.provisioning.sections.flatMap(({ id, entries }) => [
    '',
    `[${id}]`,
    ...entries.map(({ group, key, value, known }) =>
      oneLine(`${group}/${key} = ${value}${known ? '' : '  (not known to Offhook)'}`),
    ),
  ]);
  return [...rows, ...sections].join('\n');
}

type MakeRow = (name: string, value: string | undefined, status?: string) => ConfigurationRow;

function addressBookRows(facts: ServerFacts, provisioning: ProvisioningState, row: MakeRow): ConfigurationRow[] {
  const groups = sides(settingOf(provisioning, 'dlxInternalUrl'), settingOf(provisioning, 'dlxExternalUrl'));
  return [
    ...bothSides('DG URL', groups, row),
    ...bothSides('Address Book Web Query URL', facts.addressBook, row),
    ...bothSides('ABS Server URL', facts.addressBookFiles, row),
    row('GAL Status', facts.addressBookUsage, galStatus(facts)),
  ];
}

function exchangeRows({ calendar }: ConfigurationParts, facts: ServerFacts, row: MakeRow): ConfigurationRow[] {
  const states = { off: 'Not used', loading: 'Asking', ready: 'EWS Status OK', failed: 'EWS not deployed or refused' };
  return [
    ...bothSides('EWS URL', facts.exchange, row),
    row('EWS Information', calendar.server, states[calendar.state]),
    row('MAPI Information', undefined, 'MAPI is not used: the calendar comes by Exchange web services'),
  ];
}

function accountRows(account: AccountFacts | undefined, row: MakeRow): ConfigurationRow[] {
  const inside = { inside: 'TRUE', outside: 'FALSE', unknown: undefined };
  const offline = account ? '' : 'Not signed in';
  return [
    row('Sign-in address', account?.address, offline),
    row('Connected Server', account?.server, account?.serverSoftware ?? offline),
    row('Home server', account?.homeServer, offline),
    row('Inside User Status', account && inside[account.location], offline),
    row('Authentication Mechanism', account?.scheme, offline),
    row('Own address seen by the server', account?.publicAddress, offline),
    row('GRUU', account?.gruu, offline),
  ];
}

function portRows(ports: MediaPorts, row: MakeRow): ConfigurationRow[] {
  const status = ports.isBinding ? 'Must be used' : 'Not enforced by the server';
  const kinds: readonly (readonly [name: string, range: PortRange | undefined])[] = [
    ['Media ports', ports.all],
    ['Audio ports', ports.audio],
    ['Video ports', ports.video],
    ['Sharing ports', ports.sharing],
    ['File transfer ports', ports.fileTransfer],
  ];
  return kinds.map(([name, range]) => row(name, range && `${range.from}–${range.to}`, range ? status : ''));
}

function bothSides(name: string, { inside, outside }: TwoSides, row: MakeRow): ConfigurationRow[] {
  return [row(`${name} Internal`, inside), row(`${name} External`, outside)];
}

function sides(inside: string | undefined, outside: string | undefined): TwoSides {
  return { ...(inside ? { inside } : {}), ...(outside ? { outside } : {}) };
}

function galStatus({ addressBook }: ServerFacts): string {
  return addressBook.inside || addressBook.outside ? 'Searched on the server' : 'No address book: own contacts only';
}

function accountOf({ account }: ConfigurationParts): AccountFacts | undefined {
  return account.kind === 'registered' || account.kind === 'reconnecting' ? account.account : undefined;
}

function telephonyMode(provisioning: ProvisioningState): string | undefined {
  return (
    provisioning.telephonyMode ?? (settingOf(provisioning, 'telephonyMode')?.trim() || provisioning.lines[0]?.type)
  );
}

function lineText({ own: { ddi, extension } }: ServerFacts): string | undefined {
  if (!ddi) return extension && `extension ${extension}`;
  return extension ? `${ddi}, extension ${extension}` : ddi;
}

function dialPlanStatus({ dialPlan }: ConfigurationParts): string {
  const count = dialPlan.rules.length;
  const rules = count === 1 ? '1 rule' : `${count} rules`;
  return dialPlan.state === 'active'
    ? `Active, ${rules}`
    : { none: '', loading: 'Asking', failed: 'Unusable' }[dialPlan.state];
}

function timeText(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString();
}

function oneLine(text: string): string {
  return text.replace(/[\r\n\t]+(?=.)/g, (blank) => (blank === '\t' ? '\t' : ' '));
}
