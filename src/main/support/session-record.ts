/** Follows the state and keeps the session's outcome on disk, right at every moment: also one in which nobody comes to write any more. */
import type { Clock } from '../../shared/clock.ts';
import type { Slices } from '../../shared/model/snapshot.ts';
import type { StateStore } from '../store/state.ts';
import { redact } from '../trace/redact.ts';
import type { SessionFile } from './session-file.ts';
import {
  newStory,
  outcomeOf,
  type SessionEnd,
  type SessionStory,
  storyText,
  tellAccount,
  tellCall,
  tellError,
  tellMeeting,
} from './session-story.ts';

/** An error can quote what it could not read. */
const maxErrorCharacters = 2000;

export interface SessionRecord {
  /** The outcome as far as it is known, in one sentence. */
  outcome(): string;
  /** The whole text. */
  text(): string;
  /** Something inside Offhook broke. */
  broke(text: string): void;
  /** Begins anew: what was written is about a person who wants to be forgotten. */
  forget(): void;
  /** Writes the outcome for good. */
  close(): void;
}

/** Begins the record; without a file it is kept in memory alone. */
export function recordSession(state: StateStore, clock: Clock, file: SessionFile | undefined): SessionRecord {
  let story = newStory(clock.wall());
  let end: SessionEnd = 'running';
  let meetingId: string | undefined;
  /** Of the calls that are there. */
  let answered: ReadonlySet<string> = new Set();
  const set = (next: SessionStory) => {
    if (next === story && end === 'running') return;
    story = next;
    file?.write(storyText(story, end));
  };
  const follow = ({ account, meeting, calls }: Partial<Slices>) => {
    if (account) set(tellAccount(story, account, clock.wall()));
    if (meeting?.phase === 'joined' && meeting.id !== meetingId) {
      meetingId = meeting.id;
      set(tellMeeting(story, meeting.asGuest, clock.wall()));
    }
    if (!calls) return;
    const talks = calls.filter(({ answeredAt, meetingId: of }) => answeredAt !== undefined && of === undefined);
    for (const { id } of talks) if (!answered.has(id)) set(tellCall(story, clock.wall()));
    answered = new Set(talks.map(({ id }) => id));
  };
  file?.write(storyText(story, end));
  const stop = state.onDelta(({ slices }) => follow(slices));
  return {
    outcome: () => outcomeOf(story, end),
    text: () => storyText(story, end),
    broke: (text) => set(tellError(story, redact(text).slice(0, maxErrorCharacters), clock.wall())),
    forget() {
      story = newStory(clock.wall());
      file?.write(storyText(story, end));
    },
    close() {
      if (end === 'closed') return;
      stop();
      // What was set last may not have been told yet.
      follow(state.get());
      end = 'closed';
      set(story);
    },
  };
}
