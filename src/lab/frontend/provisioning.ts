/** In-band provisioning: what a Front End tells each client about the deployment (protocol 6.2). */
import { xml } from '../sip/xml-text.ts';
import type { Company, LabPerson } from '../topologies/topology.ts';

export const PROVISIONING_TYPE = 'application/vnd-microsoft-roaming-provisioning-v2+xml';

const NAMESPACE = 'http://schemas.microsoft.com/2006/09/sip/provisiongrouplist-notification';

type Settings = readonly (readonly [name: string, value: string])[];

/** The document for one person: server, meeting, calling and endpoint settings. */
export function provisioningDocument(company: Company, person: LabPerson): string {
  const self = `sip:${person.address}`;
  const groups: readonly (readonly [name: string, settings: Settings])[] = [
    ['ServerConfiguration', serverConfiguration(company, self)],
    ['meetingPolicy', meetingPolicy(company)],
    ['ucPolicy', UC_POLICY],
    ['endpointConfiguration', [['exchangeContactStoreAllowed', 'false']]],
    ['userSetting', [['ucUserLocationProfile', company.dialPlan.name]]],
    ['persistentChatConfiguration', [['EnablePersistentChat', 'false']]],
  ];
  return `<provisionGroupList xmlns="${NAMESPACE}">${groups.map(groupElement).join('')}</provisionGroupList>`;
}

const UC_POLICY: Settings = [
  ['allowCallForwarding', 'true'],
  ['allowSimultaneousRinging', 'true'],
  ['enableCallTransfer', 'true'],
];

function serverConfiguration(company: Company, self: string): Settings {
  return [
    ['focusFactoryUri', `${self};gruu;opaque=app:conf:focusfactory`],
    ['ucLocationProfile', company.dialPlan.name],
    ['organization', company.displayName],
    ['ucEnableSIPSecurityMode', 'High'],
    ['ucPC2PCAVEncryption', 'SupportEncryption'],
    ['ucPortRangeEnabled', 'true'],
    ['ucMinMediaPort', '50000'],
    ['ucMaxMediaPort', '50059'],
    ['ucMinAudioPort', '50000'],
    ['ucMaxAudioPort', '50019'],
    ['ucMinVideoPort', '50020'],
    ['ucMaxVideoPort', '50039'],
    ['ucMinAppSharingPort', '50040'],
    ['ucMaxAppSharingPort', '50049'],
    ['ucMinFileTransferPort', '50050'],
    ['ucMaxFileTransferPort', '50059'],
    ['voicemailUri', `${self};opaque=app:voicemail`],
  ];
}

function meetingPolicy(company: Company): Settings {
  return [
    ['allowAnonymousParticipants', String(company.federation.anonymousInPolicy)],
    ['allowIPAudio', 'true'],
    ['allowIPVideo', 'true'],
    ['meetingSize', '250'],
  ];
}

function groupElement([name, settings]: readonly [string, Settings]): string {
  const entries = settings.map(([key, value]) => `<${key}>${xml(value)}</${key}>`).join('');
  return `<provisionGroup name="${name}">${entries}</provisionGroup>`;
}
