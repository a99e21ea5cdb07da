/** For the tests of languages: one failure of every code, and of every kind that has words of its own. */
import { type Failure, type FailureCode, failureCodes } from '../../shared/model/failure.ts';

const notTaken = ['offline', 'do-not-disturb', 'busy', 'declined', 'unanswered', 'unknown', 'policy', 'unreachable'];
const messages = ['content', 'too-long', 'blocked', 'connection', 'silence', 'signed-out'];

/** The values of one fact of a failure that change its words. */
const kinds: readonly (readonly [code: FailureCode, fact: string, values: readonly string[]])[] = [
  ['LINK_INVALID', 'problem', ['not-https', 'user-in-page', 'foreign-letters', 'not-a-meeting']],
  ['MANUAL_SERVER_INVALID', 'text', ['sip.contoso.com;transport=tcp']],
  ['SIGNED_OUT_BY_SERVER', 'reason', ['rejected', 'deactivated']],
  ['STORAGE_FAILED', 'what', ['trace', 'password', 'forgotten', 'history', 'file', 'autostart', 'settings']],
  ['STORAGE_DAMAGED', 'what', ['settings', 'password']],
  ['HISTORY_UNAVAILABLE', 'reason', ['signed-out', 'policy', 'off', 'library', 'newer']],
  ['LAB_FAILED', 'why', ['late', 'gone', 'again']],
  ['CALL_REFUSED', 'why', [...notTaken, 'media', 'media-encrypted', 'encryption']],
  ['FORWARDING_TARGET_INVALID', 'why', ['nobody', 'emergency', 'self']],
  ['MEDIA_PERMISSION', 'device', ['microphone', 'speaker', 'camera', 'screen']],
  ['MEDIA_DEVICE_BUSY', 'device', ['microphone', 'speaker', 'camera', 'screen']],
  ['MEDIA_SILENT', 'there', ['yes']],
  ['POLICY_FORBIDS', 'key', ['EnableTransfer']],
  ['CONTENT_SERVER_REFUSED', 'reason', ['auth-other-user']],
  ['CONTENT_LOST', 'reason', ['ended', 'removed', 'page-gone']],
  ['CONTENT_FORBIDDEN', 'reason', ['policy']],
  ['PAGE_UNREACHABLE', 'reason', ['name']],
  ['DOCUMENT_UNREADABLE', 'problem', ['locked']],
  ['DOCUMENT_UNREADABLE', 'page', ['3']],
  ['MEETING_NOT_ALLOWED', 'key', ['AllowParticipantControl']],
  ['MEETING_PART_MISSING', 'part', ['chat', 'audio-video']],
  [
    'MEETING_SOUND_REFUSED',
    'why',
    ['busy', 'unanswered', 'unreachable', 'policy', 'media', 'media-encrypted', 'encryption'],
  ],
  ['SCHEDULING_INVALID', 'problem', ['order', 'past', 'far', 'address', 'no-time']],
  ['SCHEDULING_REFUSED', 'reason', ['forbidden', 'exists', 'too-many', 'too-many-people', 'time', 'access']],
  ['SCHEDULING_REFUSED', 'reason', ['presenters', 'phones', 'content', 'standing', 'too-large', 'busy', 'malformed']],
  ['CONTACTS_IN_EXCHANGE', 'list', ['unread']],
  ['CONTACT_INVALID', 'why', ['self', 'name']],
  ['GROUP_INVALID', 'why', ['empty', 'taken', 'fixed']],
  ['FILE_FORBIDDEN', 'reason', ['peer', 'many']],
  ['IM_NOT_DELIVERED', 'why', [...notTaken, ...messages]],
  ['INVITATION_NOT_TAKEN', 'why', [...notTaken, ...messages]],
];

export const failureSamples: readonly Failure[] = [
  ...failureCodes.map((code) => ({ code, at: 0 })),
  ...failureCodes.map((code) => ({ code, server: 'sip.contoso.com', at: 0 })),
  ...kinds.flatMap(([code, fact, values]) => values.map((value) => ({ code, data: { [fact]: value }, at: 0 }))),
];
