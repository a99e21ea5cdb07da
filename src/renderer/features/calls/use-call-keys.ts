import { useEffect } from 'react';
import type { Call } from '../../../shared/model/call.ts';
import { useRun, useServices } from '../../state/services.tsx';

/** What a key means while there are calls. */
type CallDeed = 'answer' | 'decline' | 'hang-up' | 'mute';

/** Ctrl+Shift+A answers who has called longest, Ctrl+Shift+D declines them; Ctrl+Shift+H hangs up and Ctrl+M mutes the call one speaks in. */
export function useCallKeys(): void {
  const { client, store } = useServices();
  const run = useRun();
  useEffect(() => {
    const act = (deed: CallDeed): boolean => {
      const call = meant(store.get().calls, deed);
      if (!call) return false;
      const { id } = call;
      if (deed === 'answer') run(client.request('call.answer', { id }));
      else if (deed === 'decline') run(client.request('call.decline', { id }));
      else if (deed === 'hang-up') run(client.request('call.hangUp', { id }));
      else run(client.request('call.mute', { id, isMuted: !call.isMuted }));
      return true;
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const deed = event.defaultPrevented || event.repeat ? undefined : deedOf(event);
      if (deed && act(deed)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [client, store, run]);
}

const shifted: Readonly<Record<string, CallDeed>> = { a: 'answer', d: 'decline', h: 'hang-up' };

function deedOf(event: KeyboardEvent): CallDeed | undefined {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return undefined;
  const key = event.key.toLowerCase();
  if (event.shiftKey) return Object.hasOwn(shifted, key) ? shifted[key] : undefined;
  return key === 'm' ? 'mute' : undefined;
}

/** The call a deed is about: one that rings, or the one that is spoken in, else one being made. */
function meant(calls: readonly Call[], deed: CallDeed): Call | undefined {
  if (deed === 'answer' || deed === 'decline') return calls.find(({ state }) => state === 'incoming');
  const isSpoken = ({ state, hold }: Call) => state === 'active' && hold !== 'ours' && hold !== 'both';
  const isMade = ({ state }: Call) => ['preparing', 'calling', 'ringing', 'early', 'connecting'].includes(state);
  return calls.find(isSpoken) ?? calls.find(isMade);
}
