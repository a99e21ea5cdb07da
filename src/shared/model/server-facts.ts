/** The server's settings as typed facts: one reading of the provisioning for main and window alike (mission F12, F16, F23). */
import { countOf, flagOf, type ProvisioningState, type PublicProvider, settingOf } from './provisioning.ts';

/** First and last port, both included. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

export interface MediaPorts {
  /** False: the ranges are known and do not bind (`ucPortRangeEnabled`). */
  readonly isBinding: boolean;
  readonly all?: PortRange;
  readonly audio?: PortRange;
  readonly video?: PortRange;
  readonly sharing?: PortRange;
  readonly fileTransfer?: PortRange;
}

/** An address for inside the company and one for outside; either may be missing. */
export interface TwoSides {
  readonly inside?: string;
  readonly outside?: string;
}

export interface OwnNumbers {
  /** Direct number as E.164: `+441785123456`. */
  readonly ddi?: string;
  readonly extension?: string;
  /** What the voicemail button dials. */
  readonly voicemailUri?: string;
  /** The mailbox's own address, from the server's word on the person: `EUM:karen@contoso.com;phone-context=…`. */
  readonly umAddress?: string;
}

export interface ServerFacts {
  readonly organisation?: string;
  readonly mediaPorts: MediaPorts;
  readonly own: OwnNumbers;
  /** The directory's search and expansion of groups. */
  readonly addressBook: TwoSides;
  /** Where address book files and photos lie. */
  readonly addressBookFiles: TwoSides;
  readonly addressBookUsage?: string;
  readonly exchange: TwoSides;
  readonly publicProviders: readonly PublicProvider[];
  /** Whether people of other companies, and of public providers, may be reached; undefined when the server does not say. */
  readonly federation: { readonly partners?: boolean; readonly publicProviders?: boolean };
  /** Conversations may be kept here; `isArchivedInExchange` when the server's Exchange keeps them too. */
  readonly saving: { readonly isAllowed: boolean; readonly isArchivedInExchange: boolean };
  /** `SupportEncryption`, `RequireEncryption` or `DoNotSupportEncryption`. */
  readonly mediaEncryption?: string;
  readonly locationProfile?: string;
  /** What the company calls an emergency number, as it is typed. [MS-SIPREGE] 2.2.2.5.7 */
  readonly emergencyNumbers: readonly string[];
  /** KB; a larger photo is not for us. */
  readonly largestPhotoKb: number;
}

const defaultPhotoKb = 30;

/** Reads the facts; everything the server did not say is absent. */
export function serverFacts(provisioning: ProvisioningState): ServerFacts {
  const organisation = textOf(provisioning, 'organization');
  const mediaEncryption = textOf(provisioning, 'ucPC2PCAVEncryption');
  const locationProfile = textOf(provisioning, 'ucUserLocationProfile') ?? textOf(provisioning, 'ucLocationProfile');
  const addressBookUsage = textOf(provisioning, 'AbsUsage');
  return {
    ...(organisation ? { organisation } : {}),
    mediaPorts: mediaPortsOf(provisioning),
    own: ownNumbersOf(provisioning),
    addressBook: twoSides(
      textOf(provisioning, 'abwqInternalUrl') ?? textOf(provisioning, 'dlxInternalUrl'),
      textOf(provisioning, 'abwqExternalUrl') ?? textOf(provisioning, 'dlxExternalUrl'),
    ),
    addressBookFiles: twoSides(
      textOf(provisioning, 'absInternalServerUrl'),
      textOf(provisioning, 'absExternalServerUrl'),
    ),
    ...(addressBookUsage ? { addressBookUsage } : {}),
    exchange: twoSides(textOf(provisioning, 'ewsInternalUrl'), textOf(provisioning, 'ewsExternalUrl')),
    publicProviders: provisioning.publicProviders,
    federation: {
      ...flag('partners', flagOf(provisioning, 'EnableFederationAccess')),
      ...flag('publicProviders', flagOf(provisioning, 'EnablePublicCloudAccess')),
    },
    saving: {
      isAllowed: flagOf(provisioning, 'DisableSavingIM') !== true,
      isArchivedInExchange: flagOf(provisioning, 'EnableIMAutoArchiving') === true,
    },
    ...(mediaEncryption ? { mediaEncryption } : {}),
    ...(locationProfile ? { locationProfile } : {}),
    emergencyNumbers: emergencyNumbersOf(provisioning),
    largestPhotoKb: countOf(provisioning, 'MaxPhotoSizeKB') ?? defaultPhotoKb,
  };
}

function textOf(provisioning: ProvisioningState, key: string): string | undefined {
  const value = settingOf(provisioning, key)?.trim();
  return value === '' ? undefined : value;
}

function flag<K extends string>(name: K, value: boolean | undefined): { readonly [Key in K]?: boolean } {
  return value === undefined ? {} : ({ [name]: value } as { [Key in K]: boolean });
}

function twoSides(inside: string | undefined, outside: string | undefined): TwoSides {
  return { ...(inside ? { inside } : {}), ...(outside ? { outside } : {}) };
}

function mediaPortsOf(provisioning: ProvisioningState): MediaPorts {
  const range = (kind: string): PortRange | undefined => {
    const from = countOf(provisioning, `ucMin${kind}Port`);
    const to = countOf(provisioning, `ucMax${kind}Port`);
    const isRange = from !== undefined && to !== undefined && from > 0 && from <= to && to <= 65_535;
    return isRange ? { from, to } : undefined;
  };
  const all = range('Media');
  const audio = range('Audio');
  const video = range('Video');
  const sharing = range('AppSharing');
  const fileTransfer = range('FileTransfer');
  return {
    isBinding: flagOf(provisioning, 'ucPortRangeEnabled') === true,
    ...(all ? { all } : {}),
    ...(audio ? { audio } : {}),
    ...(video ? { video } : {}),
    ...(sharing ? { sharing } : {}),
    ...(fileTransfer ? { fileTransfer } : {}),
  };
}

/** The number itself and those that mean it, separated by semicolons; at most 40. */
function emergencyNumbersOf(provisioning: ProvisioningState): readonly string[] {
  const values = ['EmergencyDialString', 'EmergencyDialMask'].map((key) => textOf(provisioning, key) ?? '');
  const numbers = values.join(';').split(';');
  return [...new Set(numbers.map((each) => each.trim()).filter((each) => /^[+\d*#]{1,20}$/.test(each)))].slice(0, 40);
}

const TEL = /^tel:(\+?[\d().-]{1,40})(?:;.*)?$/i;
const EXTENSION = /;ext=(\d{1,16})/i;

function ownNumbersOf(provisioning: ProvisioningState): OwnNumbers {
  const uri = provisioning.lines[0]?.uri ?? textOf(provisioning, 'lineUri') ?? '';
  const ddi = TEL.exec(uri)?.[1]?.replace(/[().-]/g, '');
  const extension = EXTENSION.exec(uri)?.[1];
  const voicemailUri = textOf(provisioning, 'voiceMailUri');
  const umAddress = provisioning.mailbox ?? textOf(provisioning, 'exumURL');
  return {
    ...(ddi ? { ddi } : {}),
    ...(extension ? { extension } : {}),
    ...(voicemailUri ? { voicemailUri } : {}),
    ...(umAddress ? { umAddress } : {}),
  };
}
