import { useAnnounce } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import type { Call } from '../../../shared/model/call.ts';
import { useNavigation } from '../../app/navigate.tsx';
import { callNews, transferWords } from '../../locales/calls.ts';
import { useSlice } from '../../state/services.tsx';

/** Reads out how each call comes to stand, once; somebody who calls interrupts what is being read. */
export function useCallNews(): void {
  const { announce } = useAnnounce();
  const calls = useSlice((snapshot) => snapshot.calls);
  const { place } = useNavigation();
  const said = useRef<ReadonlyMap<string, string> | undefined>(undefined);
  const shown = place.detail === 'call' && place.front === 'detail' ? place.about : undefined;
  useEffect(() => {
    const before = said.current ?? new Map<string, string>();
    said.current = new Map(calls.map((call) => [call.id, newsOf(call)]));
    for (const call of calls) {
      const words = newsOf(call);
      if (words === '' || words === before.get(call.id)) continue;
      // The card of what went wrong reads itself out where it is shown.
      if (call.end?.failure && call.id === shown) continue;
      // What was over before anybody listened is no news.
      if (call.state === 'ended' && !before.has(call.id)) continue;
      announce(words, { alert: call.state === 'incoming' });
    }
  }, [announce, calls, shown]);
}

function newsOf(call: Call): string {
  return call.transfer && call.state !== 'ended' ? transferWords(call.transfer) : callNews(call);
}
