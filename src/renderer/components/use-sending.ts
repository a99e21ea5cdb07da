import { useState } from 'react';
import type { Failure } from '../../shared/model/failure.ts';
import { type Answer, failureOf } from '../ipc/client.ts';

/** One change on its way to the server: `done` is called when it was taken; a refusal stays to be read, and can be tried again. */
export function useSending(done: () => void): {
  readonly send: (answer: Answer) => void;
  readonly failure: Failure | undefined;
  readonly isBusy: boolean;
} {
  const [failure, setFailure] = useState<Failure>();
  const [isBusy, setBusy] = useState(false);
  return {
    failure,
    isBusy,
    send(answer) {
      setFailure(undefined);
      setBusy(true);
      void failureOf(answer).then((refusal) => {
        setBusy(false);
        if (refusal) setFailure(refusal);
        else done();
      });
    },
  };
}
