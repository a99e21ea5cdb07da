/** What the company's rules forbid, and by which rule: the window disables it and says so. Pure; read from what the server sent. */
import { flagOf, type ProvisioningState, settingOf } from './provisioning.ts';

/** What a rule of the company can take away. */
export type Feature =
  | 'im'
  | 'html-im'
  | 'rich-text-im'
  | 'emoticons'
  | 'links-in-im'
  | 'save-im'
  | 'file-transfer'
  | 'audio'
  | 'video'
  | 'meeting-audio'
  | 'meeting-video'
  | 'meetings-anonymous'
  | 'meeting-file-transfer'
  | 'recording'
  | 'sharing'
  | 'desktop-sharing'
  | 'external-control'
  | 'data-collaboration'
  | 'polls'
  | 'annotations'
  | 'call-forwarding'
  | 'simultaneous-ring'
  | 'transfer'
  | 'call-park'
  | 'delegation'
  | 'team-call'
  | 'voicemail'
  | 'photo'
  | 'own-photo'
  | 'personal-note'
  | 'appear-offline'
  | 'calendar-presence'
  | 'free-busy'
  | 'phone-presence'
  | 'meeting-subject'
  | 'privacy-relationships'
  | 'distribution-groups'
  | 'organisation-tab'
  | 'directory-search';

/** Why not: the rule by its group and key as the server writes them, and what it says; an empty value where it is missing. */
export interface PolicyReason {
  readonly policy: string;
  readonly key: string;
  readonly value: string;
}

/** What a decision needs of the snapshot. */
export interface PolicyParts {
  readonly provisioning: ProvisioningState;
}

interface Rule {
  readonly policy: string;
  readonly key: string;
  /** Whether this value forbids; an absent setting never does, except for `isNeeded`. */
  readonly forbids: (value: string) => boolean;
  /** Without it there is nothing to use: the address of the mailbox. */
  readonly isNeeded?: true;
}

const isNo = (value: string): boolean => /^(?:false|0)$/i.test(value.trim());
const isYes = (value: string): boolean => /^(?:true|1)$/i.test(value.trim());
const isOneOf =
  (...words: readonly string[]) =>
  (value: string): boolean =>
    words.some((word) => word === value.trim().toLowerCase());

const allowedBy = (policy: string, key: string): Rule => ({ policy, key, forbids: isNo });
const forbiddenBy = (policy: string, key: string): Rule => ({ policy, key, forbids: isYes });
const sharing = (...levels: readonly string[]): Rule[] =>
  ['EnableAppDesktopSharing', 'AllowedAppDesktopSharingLevel'].map((key) => ({
    policy: 'meetingPolicy',
    key,
    forbids: isOneOf(...levels),
  }));

/** No in-band setting takes these away; partners without audio or video are a matter of the contact's kind. */
const NO_RULE: readonly Rule[] = [];

/** [MS-SIPREGE] 2.2.2.5.2, 2.2.2.5.3, 2.2.2.5.5, 2.2.2.5.6 */
const RULES: Readonly<Record<Feature, readonly Rule[]>> = {
  im: NO_RULE,
  'html-im': [forbiddenBy('endpointConfiguration', 'DisableHtmlIm')],
  'rich-text-im': [forbiddenBy('endpointConfiguration', 'DisableRTFIM')],
  emoticons: [forbiddenBy('endpointConfiguration', 'DisableEmoticons')],
  'links-in-im': [allowedBy('endpointConfiguration', 'EnableURL')],
  'save-im': [forbiddenBy('endpointConfiguration', 'DisableSavingIM')],
  'file-transfer': [
    allowedBy('meetingPolicy', 'EnableP2PFileTransfer'),
    forbiddenBy('userSetting', 'disableFileTransfer'),
  ],
  audio: NO_RULE,
  video: [allowedBy('meetingPolicy', 'EnableP2PVideo')],
  'meeting-audio': [allowedBy('meetingPolicy', 'AllowIPAudio')],
  'meeting-video': [allowedBy('meetingPolicy', 'AllowIPVideo')],
  'meetings-anonymous': [allowedBy('meetingPolicy', 'AllowAnonymousParticipants')],
  'meeting-file-transfer': [allowedBy('meetingPolicy', 'AllowFileTransfer')],
  recording: [allowedBy('meetingPolicy', 'AllowRecording')],
  sharing: sharing('none', 'false', '0'),
  'desktop-sharing': sharing('none', 'false', '0', 'singleapplication'),
  'external-control': [allowedBy('meetingPolicy', 'AllowExternalUserControl')],
  'data-collaboration': [allowedBy('meetingPolicy', 'EnableDataCollaboration')],
  polls: [allowedBy('meetingPolicy', 'AllowPolls')],
  annotations: [allowedBy('meetingPolicy', 'AllowAnnotations')],
  'call-forwarding': [allowedBy('ucPolicy', 'AllowCallForwarding')],
  'simultaneous-ring': [allowedBy('ucPolicy', 'AllowSimultaneousRinging')],
  transfer: [allowedBy('ucPolicy', 'EnableCallTransfer')],
  'call-park': [allowedBy('ucPolicy', 'EnableCallPark')],
  delegation: [allowedBy('ucPolicy', 'EnableDelegation')],
  'team-call': [allowedBy('ucPolicy', 'EnableTeamCall')],
  voicemail: [
    { policy: 'ServerConfiguration', key: 'voiceMailUri', forbids: (value) => value.trim() === '', isNeeded: true },
  ],
  photo: [{ policy: 'endpointConfiguration', key: 'PhotoUsage', forbids: isOneOf('nophoto') }],
  'own-photo': [
    { policy: 'endpointConfiguration', key: 'PhotoUsage', forbids: isOneOf('nophoto', 'photosfromadonly') },
  ],
  'personal-note': [forbiddenBy('endpointConfiguration', 'DisablePresenceNote')],
  'appear-offline': [allowedBy('endpointConfiguration', 'EnableAppearOffline')],
  'calendar-presence': [forbiddenBy('endpointConfiguration', 'DisableCalendarPresence')],
  'free-busy': [forbiddenBy('endpointConfiguration', 'DisableFreeBusyInfo')],
  'phone-presence': [forbiddenBy('endpointConfiguration', 'DisablePhonePresence')],
  'meeting-subject': [forbiddenBy('endpointConfiguration', 'DisableMeetingSubjectAndLocation')],
  'privacy-relationships': [allowedBy('endpointConfiguration', 'ShowManagePrivacyRelationships')],
  'distribution-groups': [
    { policy: 'endpointConfiguration', key: 'MaximumDGsAllowedInContactList', forbids: isOneOf('0') },
  ],
  'organisation-tab': [forbiddenBy('endpointConfiguration', 'DisableContactCardOrganizationTab')],
  'directory-search': [{ policy: 'endpointConfiguration', key: 'AbsUsage', forbids: isOneOf('filedownloadonly') }],
};

/** The company's rule against a feature, or undefined when none is known: before the server has spoken, all is allowed. */
export function reasonAgainst({ provisioning }: PolicyParts, feature: Feature): PolicyReason | undefined {
  if (provisioning.sections.length === 0) return undefined;
  for (const { policy, key, forbids, isNeeded } of RULES[feature]) {
    const value = settingOf(provisioning, key, policy);
    const isAgainst = value === undefined ? isNeeded === true : forbids(value);
    if (isAgainst) return { policy, key, value: value ?? '' };
  }
  return undefined;
}

/** What the server offers and Offhook does not have: said as such, never silently missing. */
export interface MissingOffer {
  readonly id: 'persistent-chat' | 'call-via-work';
  readonly reason: PolicyReason;
}

const OFFERS: readonly (readonly [id: MissingOffer['id'], keys: readonly string[]])[] = [
  ['persistent-chat', ['EnablePersistentChat']],
  ['call-via-work', ['EnableCallViaWork', 'CallViaWorkEnabled']],
];

/** Services that are switched on for this person, for which Offhook has no place. */
export function missingOffers({ provisioning }: PolicyParts): readonly MissingOffer[] {
  return OFFERS.flatMap(([id, keys]) => {
    const key = keys.find((each) => flagOf(provisioning, each) === true);
    if (key === undefined) return [];
    const entry = entryOf(provisioning, key);
    return entry ? [{ id, reason: { policy: entry.group, key: entry.key, value: entry.value } }] : [];
  });
}

function entryOf(provisioning: ProvisioningState, key: string) {
  const wanted = key.toLowerCase();
  return provisioning.sections
    .flatMap((section) => section.entries)
    .find((entry) => entry.key.toLowerCase() === wanted);
}
