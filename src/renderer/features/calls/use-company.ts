import { useEffect, useState } from 'react';
import type { CallPeer } from '../../../shared/model/call.ts';
import { isPerson } from '../../components/peer-words.ts';
import { useServices } from '../../state/services.tsx';

/** What somebody who calls is and where, by their card: `Senior engineer, Contoso`. Undefined while it is not known, and for a number. */
export function useCompany(peer: CallPeer): string | undefined {
  const { client } = useServices();
  const [known, setKnown] = useState<{ readonly uri: string; readonly words: string }>();
  const uri = isPerson(peer) ? peer.uri : undefined;
  useEffect(() => {
    if (uri === undefined) return;
    let isWanted = true;
    client.request('presence.card', { uri }).then(
      (outcome) => {
        if (!isWanted || !outcome.ok || outcome.value === 'not-known') return;
        const { title, company } = outcome.value;
        setKnown({ uri, words: [title, company].filter(Boolean).join(', ') });
      },
      // Who calls is known without their card.
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [client, uri]);
  return known?.uri === uri && known?.words ? known.words : undefined;
}
