/** What a tester makes the focus of one meeting do wrong. */

export const answerFaults = [
  /** The answer says "accepted"; the final one follows by INFO. No fault: real servers do so as well. */
  'later',
  /** Nothing at all is answered. */
  'silent',
  /** The answer says "accepted", and that is the last word. */
  'pending-forever',
  /** The answer is no XML. */
  'malformed',
  /** The answer carries another number than the command. */
  'wrong-number',
  /** 503: a service the command needs is away. [MS-CONFBAS] */
  'unavailable',
] as const;

export type AnswerFault = (typeof answerFaults)[number];

/** The names of C3P for what goes wrong (protocol 7.7); an open set. */
export const failureReasons = [
  'requestMalformed',
  'requestTooLarge',
  'requestCancelled',
  'unauthorized',
  'forbidden',
  'notSupported',
  'serverBusy',
  'timeout',
  'otherFailure',
  'invalidVersion',
  'conferenceDoesntExist',
  'conferenceExists',
  'invalidConferenceId',
  'invalidAdmissionPolicy',
  'invalidAutomaticPromoteValue',
  'invalidExpiryTime',
  'invalidStaticMeetingRequest',
  'staticFlagDoesNotMatch',
  'maximumConferencesExceeded',
  'maximumStaticMeetingsExceeded',
  'maximumMeetingSizeExceeded',
  'pstnLobbyBypassNotAllowed',
  'notificationDataTooLarge',
  'organizerRoamingDataTooLarge',
  'entitySettingsTooLarge',
  'mcuTypeNotAvailable',
  'unknownMcuType',
  'invalidEncryptionKey',
  'invalidEncryptionKeyUsed',
  'staleEncryptionKey',
  'invalidPasscode',
  'userDoesntExist',
  'userExists',
  'userUnknown',
  'userRemoved',
  'userDenied',
  'userDeclined',
  'userBusy',
  'userNotAnswered',
  'invalidUserEntity',
  'invalidRole',
  'anonymousUsersNotAllowed',
  'federatedUsersNotAllowed',
  'anonymousSecurityAssociationAlreadyEstablished',
  'endpointDoesntExist',
  'mediaDoesntExist',
  'mediaExists',
  'mediaNotSupported',
] as const;

/** What a meeting's own roster does wrong, in every document. */
export const rosterDamages = [
  /** Its first person stands in it twice, under another name the second time. */
  'person-twice',
  'no-version',
  /** The version stands still. */
  'same-version',
  /** People without an entity, and with one of 70,000 characters. */
  'strange-people',
  /** Ends in its middle. */
  'cut',
] as const;

export type RosterDamage = (typeof rosterDamages)[number];

/** A part left out is healthy. */
export interface FocusFaults {
  /** How commands are answered. */
  readonly answers?: AnswerFault;
  /** Commands are refused with this reason instead of being done; any word, so that clients meet unknown ones. */
  readonly refuses?: string;
  /** Only this command is concerned; all of them without it. */
  readonly command?: string;
  /** What every roster document does wrong. */
  readonly roster?: RosterDamage;
}

/** The faults that concern a command. */
export function faultsFor(faults: FocusFaults, command: string): Pick<FocusFaults, 'answers' | 'refuses'> {
  return faults.command === undefined || faults.command === command ? faults : {};
}
