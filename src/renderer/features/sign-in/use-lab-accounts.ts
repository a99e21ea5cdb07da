/** Fills the form with simulated people: at once when the lab runs, or whoever is picked. */
import { useEffect, useState } from 'react';
import type { Failure } from '../../../shared/model/failure.ts';
import { type Client, failureOf } from '../../ipc/client.ts';
import { useServices, useSlice } from '../../state/services.tsx';
import type { Typed } from './form-state.ts';

/** The person the lab's story begins with. */
const labStart = 'karen@contoso.com';

/** Address and password of a simulated person; undefined when the lab does not have them. */
export async function labAccount(client: Client, address: string): Promise<Typed | undefined> {
  const account = await client.request('lab.account', { address }).catch(() => null);
  return account ? { address: account.address, password: account.password, userName: '' } : undefined;
}

/** While nothing is typed and the lab runs, fills in who was remembered there, else the story's first person. */
export function useLabPrefill(untouched: boolean, fill: (typed: Typed) => void): void {
  const { client } = useServices();
  const lab = useSlice((snapshot) => snapshot.lab);
  const remembered = useSlice((snapshot) => snapshot.remembered?.address);
  const wanted = lab.state === 'running' && untouched;
  const address = lab.users.some((user) => user.address === remembered) ? remembered : labStart;
  useEffect(() => {
    if (!wanted || address === undefined) return;
    let ended = false;
    void labAccount(client, address).then((account) => {
      if (account && !ended) fill(account);
    });
    return () => {
      ended = true;
    };
  }, [client, wanted, address, fill]);
}

/** Starts the lab where it does not run yet, and hands over the story's first person. */
export function useLabStart(
  onFailure: (failure: Failure | undefined) => void,
  onAccount: (account: Typed) => void,
): { readonly starting: boolean; readonly start: () => void } {
  const { client, store } = useServices();
  const [starting, setStarting] = useState(false);

  async function start(): Promise<void> {
    setStarting(true);
    onFailure(undefined);
    const failed = store.get().lab.state === 'running' ? undefined : await failureOf(client.request('lab.start'));
    const account = failed ? undefined : await labAccount(client, labStart);
    setStarting(false);
    onFailure(failed);
    if (account) onAccount(account);
  }

  return { starting, start: () => void start() };
}
