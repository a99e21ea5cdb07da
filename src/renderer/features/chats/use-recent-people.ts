import { useEffect, useState } from 'react';
import type { HistoryPerson } from '../../../shared/model/history.ts';
import { useServices, useSlice } from '../../state/services.tsx';

const most = 200;
const nobody: readonly HistoryPerson[] = [];

/** Whom one talked to last, as this computer kept it; asked again when a conversation comes or goes, and when what is kept is another. */
export function useRecentPeople(): readonly HistoryPerson[] {
  const { client } = useServices();
  // Told anew each time it is opened, as it is once everything kept was deleted.
  const history = useSlice((snapshot) => snapshot.history);
  const open = useSlice((snapshot) => snapshot.conversations.length);
  const [people, setPeople] = useState(nobody);
  useEffect(() => {
    if (history.kind !== 'ready') {
      setPeople(nobody);
      return;
    }
    let ended = false;
    // One that was closed has its place among the kept ones from then on, so `open` counts as a reason to ask.
    void open;
    client.request('history.people', { limit: most }).then(
      (outcome) => !ended && outcome.ok && setPeople(outcome.value),
      () => undefined,
    );
    return () => {
      ended = true;
    };
  }, [client, history, open]);
  return people;
}
