import { useAnnounce } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import type { MeetingState } from '../../../shared/model/meeting.ts';
import { endedWords, joinStepWords, meetingTexts as texts } from '../../locales/en/meeting.ts';
import { useSlice } from '../../state/services.tsx';

/** Reads out what changes in the meeting, each change once, on whatever screen the person is. */
export function MeetingNews() {
  const { announce } = useAnnounce();
  const meeting = useSlice((snapshot) => snapshot.meeting);
  const phaseWords = meeting ? wordsOfPhase(meeting) : '';
  const waiting = meeting?.phase === 'joined' ? inLobby(meeting) : 0;
  const said = useRef('');
  useEffect(() => {
    if (phaseWords !== '' && phaseWords !== said.current) announce(phaseWords);
    said.current = phaseWords;
  }, [announce, phaseWords]);
  useEffect(() => {
    if (waiting > 0) announce(texts.lobbyCount(waiting));
  }, [announce, waiting]);
  return null;
}

function inLobby(meeting: MeetingState): number {
  return meeting.participants.filter((participant) => participant.state === 'in-lobby').length;
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
