import { useAnnounce } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import type { MeetingState } from '../../../shared/model/meeting.ts';
import { useSlice } from '../../state/services.tsx';
import { type Comings, comingsBetween, comingWords, nobody, together } from './comings.ts';

/** So long news is gathered: many who come at once are counted, not named. */
export const gatherMs = 1500;

/** Reads out who comes and goes in the meeting one is in. */
export function useComings(): void {
  const { announce } = useAnnounce();
  const meeting = useSlice((snapshot) => snapshot.meeting);
  const before = useRef<MeetingState | null>(null);
  const waiting = useRef<Comings>(nobody);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    const news = comingsBetween(before.current, meeting);
    // A list that may be out of date is passed over: what it lacks is told when it is whole again.
    if (meeting?.rosterGapAt === undefined) before.current = meeting;
    if (news === nobody) return;
    waiting.current = together(waiting.current, news);
    timer.current ??= setTimeout(() => {
      const words = comingWords(waiting.current);
      waiting.current = nobody;
      timer.current = undefined;
      if (words !== '') announce(words);
    }, gatherMs);
  }, [announce, meeting]);
  useEffect(() => () => clearTimeout(timer.current), []);
}
