import { useEffect, useState } from 'react';
import type { ContactCard } from '../../../shared/model/presence.ts';
import { useServices, useSlice } from '../../state/services.tsx';
import { foundPeople } from './found-people.ts';

/**
 * What somebody shows of themselves; asked again when presence says that it changed. Until then what the
 * directory said, if it was asked; else undefined.
 */
export function useCard(uri: string): ContactCard | undefined {
  const { client } = useServices();
  const version = useSlice((snapshot) => snapshot.presence[uri]?.cardVersion);
  const [known, setKnown] = useState<{ readonly uri: string; readonly card: ContactCard }>();
  useEffect(() => {
    // A higher version is a reason to ask, though it is not part of the question.
    void version;
    let ended = false;
    client.request('presence.card', { uri }).then(
      (outcome) => !ended && outcome.ok && outcome.value !== 'not-known' && setKnown({ uri, card: outcome.value }),
      () => undefined,
    );
    return () => {
      ended = true;
    };
  }, [client, uri, version]);
  return known?.uri === uri ? known.card : foundPeople.card(uri);
}
