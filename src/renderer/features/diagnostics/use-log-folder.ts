import { useEffect, useState } from 'react';
import { RequestFailed } from '../../ipc/client.ts';
import { useServices } from '../../state/services.tsx';

/** Where this session's log lies; empty until main has said so, and where it is kept nowhere. */
export function useLogFolder(): string {
  const { client } = useServices();
  const [file, setFile] = useState('');
  useEffect(() => {
    let ended = false;
    client.request('trace.files').then(
      ({ jsonl }) => !ended && setFile(jsonl),
      (error: unknown) => {
        if (!(error instanceof RequestFailed)) throw error;
      },
    );
    return () => {
      ended = true;
    };
  }, [client]);
  return file;
}
