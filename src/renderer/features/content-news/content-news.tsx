import { useAnnounce } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import type { MeetingContent } from '../../../shared/model/meeting-content.ts';
import { useSlice } from '../../state/services.tsx';
import { newsOf } from './news-of.ts';

/** Reads out what happens to what a meeting shows, each thing once, on whatever screen the person is. */
export function ContentNews() {
  const { announce } = useAnnounce();
  const content = useSlice((snapshot) => snapshot.meetingContent);
  const before = useRef<MeetingContent>(null);
  useEffect(() => {
    for (const words of newsOf(before.current, content)) announce(words);
    before.current = content;
  }, [announce, content]);
  return null;
}
