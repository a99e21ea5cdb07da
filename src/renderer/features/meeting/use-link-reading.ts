import { useEffect, useState } from 'react';
import type { Failure } from '../../../shared/model/failure.ts';
import type { ReadMeetingLink } from '../../../shared/model/meeting.ts';
import { RequestFailed } from '../../ipc/client.ts';
import { useServices } from '../../state/services.tsx';

export interface LinkReading {
  readonly link?: ReadMeetingLink | undefined;
  readonly failure?: Failure | undefined;
}

/** What main reads in the typed text, without touching the network; only the answer to the newest text counts. */
export function useLinkReading(text: string): LinkReading {
  const { client } = useServices();
  const [reading, setReading] = useState<LinkReading>({});
  useEffect(() => {
    if (text.trim() === '') {
      setReading({});
      return;
    }
    let ended = false;
    const show = (next: LinkReading) => {
      if (!ended) setReading(next);
    };
    client.request('meeting.readLink', { text: text.slice(0, 20_000) }).then(
      (outcome) => show(outcome.ok ? { link: outcome.value } : { failure: outcome.failure }),
      (error: unknown) => {
        if (error instanceof RequestFailed) show({ failure: error.failure });
      },
    );
    return () => {
      ended = true;
    };
  }, [client, text]);
  return reading;
}
