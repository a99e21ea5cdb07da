/** Every way something can fail that a person may see. The renderer holds exactly one wording per code. */

export const failureCodes = [
  // What the person typed
  'ADDRESS_INVALID',
  'LINK_INVALID',
  'MANUAL_SERVER_INVALID',
  'AUTHORITY_FILE_INVALID',
  'SETTING_MANAGED',
  // Network and discovery
  'NO_NETWORK',
  'DNS_UNREACHABLE',
  'DNS_SERVER_FAILED',
  'DNS_TIMEOUT',
  'DOMAIN_UNKNOWN',
  'HOST_WITHOUT_ADDRESS',
  'SERVER_NAME_UNTRUSTED',
  'CONNECT_REFUSED',
  'CONNECT_TIMEOUT',
  'CONNECT_UNREACHABLE',
  'CONNECTION_LOST',
  // TLS
  'TLS_TIMEOUT',
  'TLS_FAILED',
  'TLS_TOO_OLD',
  'CERTIFICATE_EXPIRED',
  'CERTIFICATE_NOT_YET_VALID',
  'CERTIFICATE_WRONG_NAME',
  'CERTIFICATE_SELF_SIGNED',
  'CERTIFICATE_UNKNOWN_ISSUER',
  'CERTIFICATE_INTERMEDIATE_MISSING',
  'CERTIFICATE_WEAK',
  'CERTIFICATE_REVOKED',
  'CERTIFICATE_REJECTED',
  // SIP in general
  'SIP_TIMEOUT',
  'SIP_MALFORMED',
  'SIP_TOO_LARGE',
  'SIP_REFUSED',
  'SERVER_UNAVAILABLE',
  'JOURNEY_TIMEOUT',
  // Sign-in
  'PASSWORD_MISSING',
  'CREDENTIALS_WRONG',
  'ACCOUNT_MISMATCH',
  'AUTH_SCHEME_UNSUPPORTED',
  'AUTH_UNREADABLE',
  'AUTH_ENDLESS',
  'SERVER_SIGNATURE_INVALID',
  'CLOCK_OFF',
  'TICKET_MISSING',
  // Web services on the way to a certificate
  'WEB_SERVICE_UNREACHABLE',
  'WEB_SERVICE_UNREADABLE',
  'WEB_REDIRECT_UNTRUSTED',
  'CERTIFICATE_SERVICE_UNAVAILABLE',
  'CERTIFICATE_SERVICE_REFUSED',
  'CLIENT_CERTIFICATE_FOREIGN',
  'CLIENT_CERTIFICATE_REFUSED',
  'USER_UNKNOWN',
  'SIGNED_OUT_BY_SERVER',
  'NOT_SIGNED_IN',
  // After sign-in
  'CONTACTS_UNAVAILABLE',
  'CONTACTS_IN_EXCHANGE',
  'CONTACT_INVALID',
  'CONTACT_UNKNOWN',
  'CONTACT_CHANGE_REFUSED',
  'GROUP_INVALID',
  'GROUP_LIMIT',
  'PRESENCE_UNAVAILABLE',
  'PUBLISH_REFUSED',
  'DIAL_PLAN_UNREADABLE',
  'DIAL_PLAN_UNAVAILABLE',
  'PROVISIONING_UNREADABLE',
  'PROVISIONING_UNAVAILABLE',
  'DIRECTORY_UNAVAILABLE',
  'DIRECTORY_UNREADABLE',
  'DIRECTORY_REFUSED',
  'DISTRIBUTION_GROUP_UNKNOWN',
  // Calls
  'CALL_UNKNOWN',
  'CALL_TOO_MANY',
  'CALL_REFUSED',
  'CALL_NO_ANSWER',
  'CALL_LOST',
  'CALL_NOT_NOW',
  'CALL_TRANSFER_FAILED',
  'CALL_DIGITS_NOT_TAKEN',
  'POLICY_FORBIDS',
  // Where calls go
  'FORWARDING_UNREADABLE',
  'FORWARDING_TARGET_INVALID',
  // Sound and pictures
  'MEDIA_NO_MICROPHONE',
  'MEDIA_NO_CAMERA',
  'MEDIA_PERMISSION',
  'MEDIA_DEVICE_BUSY',
  'MEDIA_DEVICE_LOST',
  'MEDIA_SCREEN_NOT_PICKED',
  'MEDIA_ENGINE',
  'MEDIA_UNREADABLE',
  'MEDIA_NOTHING_COMMON',
  'MEDIA_ENCRYPTION_MISMATCH',
  'MEDIA_NO_PATH',
  'MEDIA_NO_PICTURE_PATH',
  'MEDIA_PATH_LOST',
  'MEDIA_SILENT',
  // Calendar and mailbox
  'EXCHANGE_NOT_FOUND',
  'EXCHANGE_UNREACHABLE',
  'EXCHANGE_REFUSED',
  'EXCHANGE_UNREADABLE',
  // Meetings
  'MEETING_OPEN',
  'LINK_UNREACHABLE',
  'LINK_NOT_A_MEETING',
  'LINK_SIGN_IN_PAGE',
  'LINK_LEADS_ELSEWHERE',
  'CONFERENCE_NOT_FOUND',
  'CONFERENCE_KEY_WRONG',
  'GUESTS_NOT_ALLOWED',
  'GUEST_DOMAIN_BLOCKED',
  'JOIN_REFUSED',
  'MEETING_XML_UNREADABLE',
  'LOBBY_DENIED',
  'LOBBY_TIMEOUT',
  'GUEST_GRACE_OVER',
  'MEETING_LOCKED',
  'MEETING_FULL',
  'MEETING_NOT_STARTED',
  // Running a meeting
  'MEETING_NOT_IN',
  'MEETING_NOT_ALLOWED',
  'MEETING_NO_ANSWER',
  'MEETING_REFUSED',
  'MEETING_PERSON_GONE',
  'MEETING_PART_MISSING',
  'MEETING_CALL_UNANSWERED',
  'MEETING_SOUND_REFUSED',
  // Setting meetings up
  'MEETINGS_NOT_HELD',
  'SCHEDULING_INVALID',
  'SCHEDULING_REFUSED',
  'SCHEDULING_UNAVAILABLE',
  'SCHEDULING_UNREADABLE',
  'OWN_MEETING_GONE',
  // What a meeting shows
  'CONTENT_NOT_OPEN',
  'CONTENT_UNAVAILABLE',
  'CONTENT_EDGE_REFUSED',
  'CONTENT_SERVER_REFUSED',
  'CONTENT_TOKEN_EXPIRED',
  'CONTENT_UNREADABLE',
  'CONTENT_SILENT',
  'CONTENT_LOST',
  'CONTENT_FORBIDDEN',
  'CONTENT_GONE',
  'CONTENT_FULL',
  'CONTENT_REFUSED',
  'PAGE_DAMAGED',
  'PAGE_TOO_LARGE',
  'PAGE_STRANGE',
  'PAGE_UNREACHABLE',
  'DOCUMENT_POWERPOINT',
  'DOCUMENT_STRANGE',
  'DOCUMENT_TOO_LARGE',
  'DOCUMENT_UNREADABLE',
  // Talking in a meeting
  'MEETING_CHAT_CLOSED',
  'MEETING_CHAT_UNAVAILABLE',
  'MEETING_CHAT_FORBIDDEN',
  'INVITATION_GONE',
  'INVITATION_NOT_TAKEN',
  // Messages between people
  'CONVERSATION_UNKNOWN',
  'MESSAGE_EMPTY',
  'MESSAGE_TOO_LONG',
  'IM_NOT_DELIVERED',
  // Files between people
  'FILE_FORBIDDEN',
  'FILE_TOO_LARGE',
  'FILE_UNREADABLE',
  'FILE_GONE',
  'FILE_UNREACHABLE',
  'FILE_BROKEN',
  // This computer
  'STORAGE_FAILED',
  'STORAGE_DAMAGED',
  'HISTORY_UNAVAILABLE',
  'UPDATE_UNREACHABLE',
  'UPDATE_NOT_BELIEVED',
  'UPDATE_EXPIRED',
  'UPDATE_OLDER',
  'UPDATE_DAMAGED',
  'UPDATE_NOT_DOWNLOADED',
  // The lab
  'LAB_FAILED',
  'LAB_REFUSED',
  // The bridge between window and main
  'IPC_UNTRUSTED_SENDER',
  'IPC_UNKNOWN_REQUEST',
  'IPC_INVALID_INPUT',
  'INTERNAL',
] as const;

export type FailureCode = (typeof failureCodes)[number];

/** One ms-diagnostics value as the server sent it. [MS-OCER] 2.2.1 */
export interface Diagnostic {
  readonly code: number;
  readonly subCode?: number;
  readonly reason?: string;
  /** The server that reports, from `source=`. */
  readonly source?: string;
  /** All other parameters, names in lower case. */
  readonly params: Readonly<Record<string, string>>;
}

export interface SipStatus {
  readonly status: number;
  readonly reason: string;
}

/** A failure that travels: which code, where, and what the server itself said. Carries no secret. */
export interface Failure {
  readonly code: FailureCode;
  /** The name that failed: a domain, a host, `host:port`. */
  readonly server?: string;
  readonly sip?: SipStatus;
  readonly diagnostics?: readonly Diagnostic[];
  /** Words to put into the sentence, such as the missing issuer's name; the text decides which it uses. */
  readonly data?: Readonly<Record<string, string>>;
  /** For "Details": technical English, redacted. */
  readonly detail?: string;
  /** Wall clock, milliseconds since 1970. */
  readonly at: number;
}
