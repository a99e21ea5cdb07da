/**
 * The settings a Front End hands out, as a document with places to fill in: `{self}`, `{address}`, `{domain}`, `{organisation}`,
 * `{inside}`, `{outside}`, `{profile}`, `{anonymous}`, `{line}`, `{edge}`. All thirteen kinds of mission F27, and some that nobody
 * knows. A tester writes it to a file, changes it, and has the lab hand that out (`settings DOMAIN write FILE`, `… file FILE`).
 */

import { xml } from '../sip/xml-text.ts';

type Settings = readonly (readonly [name: string, value: string])[];

const SERVER: Settings = [
  ['focusFactoryUri', '{self};gruu;opaque=app:conf:focusfactory'],
  ['ucLocationProfile', '{profile}'],
  ['organization', '{organisation}'],
  ['ucEnableSIPSecurityMode', 'High'],
  ['ucPC2PCAVEncryption', 'SupportEncryption'],
  ['ucMaxVideoRateAllowed', 'Hd720p-1.5M'],
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
  ['qosEnabled', 'true'],
  ['ucDiffServVoice', '46'],
  ['enableBWPolicyCheck', 'true'],
  ['voiceMailUri', '{self};opaque=app:voicemail'],
  ['ucExchangeMWIPoll', '3'],
  ['callParkServerUri', 'sip:pool01.{domain}@{domain};gruu;opaque=srvr:Microsoft.Rtc.Applications.Cps:lab'],
  ['mrasUri', 'sip:{edge}@{domain};gruu;opaque=srvr:MRAS:lab'],
  ['qosUri', 'sip:pool01.{domain}@{domain};gruu;opaque=srvr:HomeServer:lab'],
  ['poolUri', 'sip:pool01.{domain}@{domain};gruu;opaque=srvr:HomeServer:lab'],
  ['botSipUriForTestCall', 'sip:pool01.{domain}@{domain};gruu;opaque=srvr:Microsoft.Rtc.Applications.testbot:lab'],
  ['dlxEnabled', 'true'],
  ['dlxInternalUrl', '{inside}/groupexpansion/service.svc'],
  ['dlxExternalUrl', '{outside}/groupexpansion/service.svc'],
  ['abwqInternalUrl', '{inside}/groupexpansion/service.svc'],
  ['abwqExternalUrl', '{outside}/groupexpansion/service.svc'],
  ['absWebServiceEnabled', 'true'],
  ['absInternalServerUrl', '{inside}/abs/handler'],
  ['absExternalServerUrl', '{outside}/abs/handler'],
  ['lisInternalUrl', '{inside}/locationinformation/liservice.svc'],
  ['lisExternalUrl', '{outside}/locationinformation/liservice.svc'],
  ['cwaInternalUri', 'https://dialin.{domain}'],
  ['cwaExternalUri', 'https://dialin.{domain}'],
  ['helpdeskInternalUrl', 'https://help.{domain}'],
  ['ucPhoneTimeOut', '10'],
  ['labOnlyServerSetting', 'kept & shown'],
];

const MEETING: Settings = [
  ['AllowAnonymousParticipants', '{anonymous}'],
  ['AllowIPAudio', 'true'],
  ['AllowIPVideo', 'true'],
  ['EnableP2PVideo', 'true'],
  ['EnableP2PFileTransfer', 'true'],
  ['AllowFileTransfer', 'true'],
  ['EnableAppDesktopSharing', 'Desktop'],
  ['AllowExternalUserControl', 'false'],
  ['EnableDataCollaboration', 'true'],
  ['AllowPolls', 'true'],
  ['AllowAnnotations', 'true'],
  ['AllowRecording', 'true'],
  ['EnablePSTNConferencing', 'true'],
  ['MeetingSize', '250'],
  ['AudioBitRate', '200'],
  ['VideoBitRate', '50000'],
];

const CALLING: Settings = [
  ['name', 'Users of {domain}'],
  ['AllowCallForwarding', 'true'],
  ['AllowSimultaneousRinging', 'true'],
  ['EnableCallTransfer', 'true'],
  ['EnableCallPark', 'true'],
  ['EnableDelegation', 'true'],
  ['EnableTeamCall', 'true'],
  ['EnableMaliciousCallTrace', 'false'],
  ['EnableBWPolicyOverride', 'false'],
  ['PstnUsages', 'Internal;Local;Long distance'],
];

const ENDPOINT: Settings = [
  ['AbsUsage', 'WebSearchOnly'],
  ['PhotoUsage', 'AllPhotos'],
  ['MaxPhotoSizeKB', '30'],
  ['ShowManagePrivacyRelationships', 'true'],
  ['MaximumDGsAllowedInContactList', '10'],
  ['MaximumNumberOfContacts', '1000'],
  ['exchangeContactStoreAllowed', 'false'],
  ['EnableContactSync', 'true'],
  ['EnableAppearOffline', 'true'],
  ['EnableIMAutoArchiving', 'true'],
  ['EnableURL', 'true'],
  ['DisableHtmlIm', 'false'],
  ['DisableRTFIM', 'false'],
  ['DisableSavingIM', 'false'],
  ['DisableEmoticons', 'false'],
  ['DisablePresenceNote', 'false'],
  ['DisableCalendarPresence', 'false'],
  ['DisableFreeBusyInfo', 'false'],
  ['P2PAppSharingEncryption', '0'],
  ['IMWarning', 'This is the simulated company {organisation}.'],
];

const LOCATION: Settings = [
  ['EnhancedEmergencyServicesEnabled', 'true'],
  ['LocationPolicyTagID', 'user-tagid'],
  ['LocationRequired', 'no'],
  ['EmergencyDialString', '999'],
  ['EmergencyDialMask', '112;911'],
  ['PstnUsage', 'Emergency'],
  ['EmergencyServiceDisclaimer', 'Calls to emergency services go nowhere in the lab.'],
];

const PROVIDERS = [
  '<PublicProviders>',
  '<PublicProvider Name="Skype" ProxyFqdn="federation.messenger.msn.com" NameDecorationDomain="skypeids.net" NameDecorationRoutingDomain="msn.com"/>',
  '<PublicProvider Name="Messenger" ProxyFqdn="federation.messenger.msn.com" NameDecorationRoutingDomain="msn.com" NameDecorationExcludedDomainList="hotmail.com,live.com"/>',
  '</PublicProviders>',
].join('');

/** A value is written as it stands, but for the characters that XML keeps for itself. */
function element([name, value]: readonly [string, string]): string {
  return `<${name}>${xml(value)}</${name}>`;
}

function property([name, value]: readonly [string, string]): string {
  return `<property name="${name}">${xml(value)}</property>`;
}

type Form = 'elements' | 'instance' | 'propertyEntryList';

function group(name: string, form: Form, settings: Settings): string {
  const content =
    form === 'elements'
      ? settings.map((each) => `    ${element(each)}`)
      : [`    <${form}>`, ...settings.map((each) => `      ${property(each)}`), `    </${form}>`];
  return [`  <provisionGroup name="${name}">`, ...content, '  </provisionGroup>'].join('\n');
}

/** Each group in the form that the specification gives it. [MS-SIPREGE] 2.2.2.5.1 to 2.2.2.5.12 */
export const provisioningTemplate = [
  '<provisionGroupList xmlns="http://schemas.microsoft.com/2006/09/sip/provisiongrouplist-notification">',
  group('ServerConfiguration', 'elements', SERVER),
  group('meetingPolicy', 'instance', MEETING),
  group('ucPolicy', 'instance', CALLING),
  group('endpointConfiguration', 'propertyEntryList', ENDPOINT),
  group('userSetting', 'elements', [
    ['disableFileTransfer', 'false'],
    ['ucUserLocationProfile', '{profile}'],
    ['commonAreaPhone', 'false'],
    ['telephonyMode', 'Uc'],
    ['lineUri', '{line}'],
    ['exumEnabled', 'true'],
    ['exumURL', 'EUM:{address};phone-context=UM.{domain}'],
  ]),
  group('locationPolicy', 'propertyEntryList', LOCATION),
  group('mediaConfiguration', 'propertyEntryList', [
    ['bypassEnabled', 'false'],
    ['internalBypassMode', 'Off'],
    ['externalBypassMode', 'Off'],
  ]),
  group('presencePolicyV2', 'propertyEntryList', [['EnablePrivacyMode', 'false']]),
  group('publicProviders', 'propertyEntryList', [
    ['publicProviders', PROVIDERS],
    ['EnableFederationAccess', 'true'],
    ['EnablePublicCloudAccess', 'true'],
  ]),
  group('persistentChatConfiguration', 'propertyEntryList', [
    ['EnablePersistentChat', 'true'],
    ['DefaultPersistentChatPoolUri', 'sip:pchat@{domain}'],
  ]),
  group('callViaWorkConfiguration', 'propertyEntryList', [
    ['EnableCallViaWork', 'true'],
    ['UseAdminCallbackNumber', 'false'],
  ]),
  group('groupOfTheFuture', 'propertyEntryList', [
    ['HologramCalls', 'true'],
    ['HologramPalette', 'cyan'],
  ]),
  '</provisionGroupList>',
  '',
].join('\n');
