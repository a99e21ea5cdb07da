import { useEffect, useState } from 'react';
import type { CallLogPage, KeptCall } from '../../../shared/model/call-log.ts';
import { RequestFailed } from '../../ipc/client.ts';
import { useServices, useSlice } from '../../state/services.tsx';

/** How many more each time older ones are asked for, and the most there can be. */
const step = 100;
const most = 1000;

/** The newest calls, which main tells by itself, and the older ones somebody asked for; those are read again with each change. */
export function useCallList(): { readonly calls: readonly KeptCall[]; readonly showOlder: (() => void) | undefined } {
  const { client, notice } = useServices();
  const log = useSlice((snapshot) => snapshot.callLog);
  const [wanted, setWanted] = useState(0);
  const [older, setOlder] = useState<CallLogPage>();
  const before = wanted > 0 ? olderThan(log) : undefined;
  useEffect(() => {
    // Asked anew with each list that main tells: what was removed from it may have been among the older ones.
    const from = olderThan(log);
    if (wanted === 0 || from === undefined) return;
    let isWanted = true;
    client.request('callLog.older', { before: from, limit: wanted }).then(
      (outcome) => {
        if (!isWanted) return;
        if (outcome.ok) setOlder(outcome.value);
        else notice.set(outcome.failure);
      },
      (error: unknown) => {
        if (error instanceof RequestFailed) notice.set(error.failure);
      },
    );
    return () => {
      isWanted = false;
    };
  }, [client, notice, log, wanted]);
  const read = before === undefined ? undefined : older;
  const hasMore = read ? read.more : log.more;
  return {
    calls: [...log.entries, ...(read?.entries.filter(({ seq }) => seq < (before ?? 0)) ?? [])],
    showOlder: hasMore && wanted < most ? () => setWanted(wanted + step) : undefined,
  };
}

/** Where the newest calls end and older ones begin; undefined where there are none. */
function olderThan({ entries, more }: CallLogPage): number | undefined {
  return more ? entries.at(-1)?.seq : undefined;
}
