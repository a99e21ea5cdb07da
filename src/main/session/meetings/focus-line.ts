/** What the parts of a meeting (chat, content) may do with the focus once one is in: ask, look, and be told. */

import type { C3pResponse } from '../../../protocol/c3p/read.ts';
import type { C3pCommand } from '../../../protocol/c3p/write-commands.ts';
import type { SoundEndpoint } from '../../../protocol/roster/modalities.ts';
import type { Outcome } from '../../../shared/outcome.ts';
import type { SipAgent } from '../../sip/agent.ts';

/** What a conference can have beside its focus: the purposes of `conf-uris`. [MS-CONFBAS] 2.2.2.3 */
export type McuPurpose = 'chat' | 'audio-video' | 'applicationsharing' | 'meeting' | 'data-conf';

/** Where a meeting's part stands, and how it asks its focus. Lives from being let in until the meeting ends. */
export interface FocusLine {
  /** The meeting as the snapshot names it. */
  readonly meetingId: string;
  /** The registered agent, or the guest's own; it belongs to the meeting and is not to be closed. */
  readonly agent: SipAgent;
  /** `sip:user@domain;gruu;opaque=app:conf:focus:id:ID` */
  readonly focusUri: string;
  /** Ourselves as the roster names us: `sip:user@domain`. */
  readonly ownEntity: string;
  /** `{GUID}` of our endpoint at the focus. */
  readonly ownEndpoint: string;
  /** The name the others see. */
  readonly displayName: string;
  readonly isGuest: boolean;
  /**
   * Asks the focus by INFO; resolves with the final answer of code `success`. Failures: MEETING_NOT_ALLOWED, MEETING_REFUSED
   * (`data.reason`), MEETING_PERSON_GONE, MEETING_NO_ANSWER, MEETING_NOT_IN when the meeting ends first, and those of sending.
   */
  command(command: C3pCommand): Promise<Outcome<C3pResponse>>;
  /** The address of a part of the conference, from the roster's `conf-uris`; undefined when the meeting has none or did not tell yet. */
  mcuUri(purpose: McuPurpose): string | undefined;
  /** The name the roster has for an address, in any form of it. */
  nameOf(address: string): string | undefined;
  /** The entities that the sources of mixed sound belong to, as far as the roster tells. */
  speakersOf(sources: readonly number[]): readonly string[];
  /** What we ourselves are heard by, other devices of ours included, as far as the roster tells. */
  ownSounds(): readonly SoundEndpoint[];
  /** Told after each change of the roster, at most every 100 ms. Returns the end of it; the line's own end ends it too. */
  onChange(listener: () => void): () => void;
}

/** What stands on a line; closed when the meeting ends, also when it ends by itself. */
export interface Attached {
  close(): void | Promise<void>;
}

/** Called once per meeting, when one is let in. What it throws or answers late never ends the meeting. */
export type OnAttending = (line: FocusLine) => Attached;
