import { useCallback, useEffect, useState } from 'react';
import type { Failure } from '../../../shared/model/failure.ts';
import type { SupportFile, SupportFileName } from '../../../shared/model/support.ts';
import { failureOf, outcomeOf } from '../../ipc/client.ts';
import { useRun, useServices } from '../../state/services.tsx';

export interface SupportCopy {
  /** Undefined while it is being made, and where that failed. */
  readonly files: readonly SupportFile[] | undefined;
  readonly left: ReadonlySet<SupportFileName>;
  readonly failure: Failure | undefined;
  readonly isSaved: boolean;
  gather(): void;
  /** Takes a file out of what is saved, or puts it in again. */
  leave(name: SupportFileName, isLeft: boolean): void;
  save(): void;
}

/** The copy while this screen shows; main lets go of it afterwards. */
export function useSupport(): SupportCopy {
  const { client } = useServices();
  const run = useRun();
  const [files, setFiles] = useState<readonly SupportFile[]>();
  const [left, setLeft] = useState<ReadonlySet<SupportFileName>>(new Set());
  const [failure, setFailure] = useState<Failure>();
  const [isSaved, setSaved] = useState(false);

  const gather = useCallback(() => {
    setFiles(undefined);
    setSaved(false);
    setFailure(undefined);
    const copied: Promise<void> = client.request('support.gather').then(setFiles);
    void failureOf(copied).then(setFailure);
  }, [client]);
  useEffect(() => {
    gather();
    return () => run(client.request('support.letGo'));
  }, [client, gather, run]);

  async function save(): Promise<void> {
    setFailure(undefined);
    setSaved(false);
    const names = (files ?? []).map(({ name }) => name).filter((name) => !left.has(name));
    const outcome = await outcomeOf(client.request('support.save', { names }));
    if (!outcome.ok) setFailure(outcome.failure);
    else setSaved(outcome.value);
  }

  return {
    files,
    left,
    failure,
    isSaved,
    gather,
    leave(name, isLeft) {
      setLeft((held) => new Set(isLeft ? [...held, name] : [...held].filter((other) => other !== name)));
    },
    save: () => void save(),
  };
}
