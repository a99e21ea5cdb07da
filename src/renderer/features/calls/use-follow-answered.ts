import { useEffect, useRef } from 'react';
import { isLive } from '../../../shared/model/call.ts';
import { useNavigation } from '../../app/navigate.tsx';
import { useSlice } from '../../state/services.tsx';

/** Shows a call as it is answered, wherever that was done: here, in its toast, or on the desktop's notice. */
export function useFollowAnswered(): void {
  const calls = useSlice((snapshot) => snapshot.calls);
  const { open } = useNavigation();
  const ringing = useRef<ReadonlySet<string>>(new Set());
  const go = useRef(open);
  go.current = open;
  useEffect(() => {
    const answered = calls.find((call) => ringing.current.has(call.id) && isLive(call) && call.state !== 'incoming');
    ringing.current = new Set(calls.filter(({ state }) => state === 'incoming').map(({ id }) => id));
    if (answered) go.current('call', answered.id);
  }, [calls]);
}
