import { useAnnounce } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import type { MeetingState } from '../../../shared/model/meeting.ts';
import { endedWords, joinStepWords, meetingTexts as texts } from '../../locales/meeting.ts';
import { meetingChatTexts } from '../../locales/meeting-chat.ts';
import { nameOf, peopleTexts } from '../../locales/meeting-people.ts';
import { soundNews } from '../../locales/meeting-sound.ts';
import { useSlice } from '../../state/services.tsx';
import { useLobbyChime } from './lobby-chime.ts';
import { gatherMs, useComings } from './use-comings.ts';

/** Reads out what changes in the meeting, each change once, on whatever screen the person is. */
export function MeetingNews() {
  const meeting = useSlice((snapshot) => snapshot.meeting);
  const unread = useSlice((snapshot) => snapshot.meetingChat?.unread ?? 0);
  useSayOnce(meeting ? wordsOfPhase(meeting) : '');
  const sound = useSlice(({ calls }) =>
    calls.findLast(({ meetingId }) => meetingId !== undefined && meetingId === meeting?.id),
  );
  useSayOnce(soundNews(sound));
  useGathered(meeting ? wordsOfLobby(meeting) : '');
  // A chat one looks at reads its messages out itself, and has them read before this is said.
  useGathered(unread > 0 ? meetingChatTexts.news : '');
  useComings();
  useLobbyChime();
  return null;
}

/** Reads words out when they become others. */
function useSayOnce(words: string): void {
  const { announce } = useAnnounce();
  const said = useRef('');
  useEffect(() => {
    if (words !== '' && words !== said.current) announce(words);
    said.current = words;
  }, [announce, words]);
}

/** Reads out what words have become, at most once in a while, and nothing twice. */
function useGathered(words: string): void {
  const { announce } = useAnnounce();
  const latest = useRef(words);
  const said = useRef('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    latest.current = words;
    if (words === '') said.current = '';
    if (words === '' || words === said.current) return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      if (latest.current === '' || latest.current === said.current) return;
      said.current = latest.current;
      announce(latest.current);
    }, gatherMs);
  }, [announce, words]);
  useEffect(() => () => clearTimeout(timer.current), []);
}

/** Who waits at the door, for those who may open it; empty for everybody else, and when nobody does. */
export function wordsOfLobby({ phase, ownRole, participants }: MeetingState): string {
  if (phase !== 'joined' || (ownRole !== 'organizer' && ownRole !== 'presenter')) return '';
  const waiting = participants.filter(({ state }) => state === 'in-lobby');
  const [first, second] = waiting;
  if (!first) return '';
  return second ? peopleTexts.lobbyCount(waiting.length) : `${nameOf(first)} ${peopleTexts.isWaiting}`;
}

/** What there is to say of a meeting now; empty when nothing. */
export function wordsOfPhase(meeting: MeetingState): string {
  switch (meeting.phase) {
    case 'lobby':
      return texts.lobbyTitle;
    case 'joined':
      return meeting.asGuest ? texts.asGuestNote : texts.asMemberNote;
    case 'ended':
      return endedWords(meeting) ?? '';
    case 'joining': {
      const step = meeting.steps.at(-1);
      return step ? joinStepWords(step) : '';
    }
    case 'leaving':
      return texts.leaving;
  }
}
