/** "Configuration Information": what a tester or support reads and copies, one row per fact (mission F18, 4.1). */
import type { AccountFacts } from './account.ts';
import { type ConfigurationWords, plainConfigurationWords } from './configuration-words.ts';
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
export function configurationReport(
  snapshot: ConfigurationParts,
  logFolder = '',
  words = plainConfigurationWords,
): readonly ConfigurationRow[] {
  const { provisioning } = snapshot;
  const facts = serverFacts(provisioning);
  const said = provisioning.sections.length === 0 ? words.notSent : '';
  const row = (name: string, value: string | undefined, status = ''): ConfigurationRow => ({
    name,
    value: value ?? '',
    status: value ? status : status || said || words.notSet,
  });
  const server = (key: string) => settingOf(provisioning, key)?.trim() || undefined;
  const make = { row, words };
  return [
    ...addressBookRows(facts, provisioning, make),
    row('Quality Metrics URI', server('qosUri')),
    row('Voice mail URI', facts.own.voicemailUri),
    row('Exchange UM address', facts.own.umAddress),
    ...exchangeRows(snapshot, facts, make),
    ...accountRows(accountOf(snapshot), make),
    row('PC to PC AV Encryption', facts.mediaEncryption),
    row('Telephony Mode', telephonyMode(provisioning)),
    row('Line', lineText(facts, words)),
    row('Location Profile', snapshot.dialPlan.name ?? facts.locationProfile, dialPlanStatus(snapshot, words)),
    row('Call Park Server URI', server('callParkServerUri')),
    row('MRAS Server', server('mrasUri')),
    row('Focus Factory', server('focusFactoryUri')),
    ...portRows(facts.mediaPorts, make),
    row('Organisation', facts.organisation),
    row('Public providers', facts.publicProviders.map(({ name }) => name).join(', ') || undefined),
    row('Local Log Folder', logFolder || undefined),
    row('Offhook', snapshot.app.version, snapshot.app.runtime),
    row('Settings last received', timeText(provisioning.updatedAt), provisioning.problems.join('; ')),
  ];
}

/** The whole report as text for the clipboard, in plain words: one line per row, then every section as the server sent it. */
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

interface Making {
  readonly row: MakeRow;
  readonly words: ConfigurationWords;
}

function addressBookRows(
  facts: ServerFacts,
  provisioning: ProvisioningState,
  { row, words }: Making,
): ConfigurationRow[] {
  const groups = sides(settingOf(provisioning, 'dlxInternalUrl'), settingOf(provisioning, 'dlxExternalUrl'));
  return [
    ...bothSides('DG URL', groups, row),
    ...bothSides('Address Book Web Query URL', facts.addressBook, row),
    ...bothSides('ABS Server URL', facts.addressBookFiles, row),
    row('GAL Status', facts.addressBookUsage, galStatus(facts, words)),
  ];
}

function exchangeRows(
  { calendar }: ConfigurationParts,
  facts: ServerFacts,
  { row, words }: Making,
): ConfigurationRow[] {
  return [
    ...bothSides('EWS URL', facts.exchange, row),
    row('EWS Information', calendar.server, words.exchange[calendar.state]),
    row('MAPI Information', undefined, words.noMapi),
  ];
}

function accountRows(account: AccountFacts | undefined, { row, words }: Making): ConfigurationRow[] {
  const inside = { inside: 'TRUE', outside: 'FALSE', unknown: undefined };
  const offline = account ? '' : words.notSignedIn;
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

function portRows(ports: MediaPorts, { row, words }: Making): ConfigurationRow[] {
  const status = ports.isBinding ? words.portsBinding : words.portsFree;
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

function galStatus({ addressBook }: ServerFacts, words: ConfigurationWords): string {
  return addressBook.inside || addressBook.outside ? words.searched : words.noAddressBook;
}

function accountOf({ account }: ConfigurationParts): AccountFacts | undefined {
  return account.kind === 'registered' || account.kind === 'reconnecting' ? account.account : undefined;
}

function telephonyMode(provisioning: ProvisioningState): string | undefined {
  return (
    provisioning.telephonyMode ?? (settingOf(provisioning, 'telephonyMode')?.trim() || provisioning.lines[0]?.type)
  );
}

function lineText({ own: { ddi, extension } }: ServerFacts, words: ConfigurationWords): string | undefined {
  return extension ? words.line(ddi, extension) : ddi;
}

function dialPlanStatus({ dialPlan }: ConfigurationParts, words: ConfigurationWords): string {
  return dialPlan.state === 'active' ? words.dialPlanActive(dialPlan.rules.length) : words.dialPlan[dialPlan.state];
}

function timeText(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString();
}

function oneLine(text: string): string {
  return text.replace(/[\r\n\t]+(?=.)/g, (blank) => (blank === '\t' ? '\t' : ' '));
}
