/** The words in which meetings are described, here and on the wire. */

/** Who gets in directly; `locked` stands for nobody but the meeting's leaders. [MS-CONFPRO] 2.2.1.2 */
export type MeetingPolicy = 'anonymous' | 'openAuthenticated' | 'closedAuthenticated' | 'locked';

/** A policy without the lock. */
export type AdmissionPolicy = Exclude<MeetingPolicy, 'locked'>;

/** What a meeting has beside its focus, as a roster's `conf-uris` name it. */
export type MeetingPartName = 'chat' | 'meeting' | 'audio-video' | 'applicationsharing';
