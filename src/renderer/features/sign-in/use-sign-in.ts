/** What the sign-in screen does: send the form, try again, trust a name, start the lab. */
import { useState } from 'react';
import type { Failure } from '../../../shared/model/failure.ts';
import { failureOf } from '../../ipc/client.ts';
import { type Services, useServices, useSlice } from '../../state/services.tsx';
import { type FormProblems, type FormValues, formProblems, formValues, type Typed } from './form-state.ts';
import { labAccount, labStart, useLabPrefill } from './use-lab-accounts.ts';

export interface SignInControl {
  readonly values: FormValues;
  readonly problems: FormProblems;
  /** A failure no journey tells of. */
  readonly failure: Failure | undefined;
  readonly startingLab: boolean;
  type(patch: Typed): void;
  /** False when the form itself keeps it from being sent. */
  submit(): boolean;
  trust(domain: string, host: string): void;
  tryLab(): void;
  pickLabAccount(address: string): void;
}

/** The state and the actions of the form. */
export function useSignIn(): SignInControl {
  const services = useServices();
  const { client, store } = services;
  const remembered = useSlice((snapshot) => snapshot.remembered);
  const settings = useSlice((snapshot) => snapshot.settings);
  const canRemember = useSlice((snapshot) => snapshot.app.secretStore.available);
  const [typed, setTyped] = useState<Typed>({});
  const [problems, setProblems] = useState<FormProblems>({});
  const [failure, setFailure] = useState<Failure>();
  const [startingLab, setStartingLab] = useState(false);
  const values = formValues(typed, { remembered, settings, canRemember });
  useLabPrefill(typed.address === undefined && typed.password === undefined && !startingLab, setTyped);

  function type(patch: Typed): void {
    setTyped((current) => ({ ...current, ...patch }));
    setProblems({});
  }

  async function send(wanted: FormValues): Promise<void> {
    setFailure(undefined);
    setFailure(await sendForm(services, wanted));
  }

  async function tryLab(): Promise<void> {
    setStartingLab(true);
    setFailure(undefined);
    const failed = store.get().lab.state === 'running' ? undefined : await failureOf(client.request('lab.start'));
    const account = failed ? undefined : await labAccount(client, labStart);
    setStartingLab(false);
    setFailure(failed);
    if (!account) return;
    type(account);
    void send(formValues(account, { remembered: null, settings: store.get().settings, canRemember: false }));
  }

  return {
    values,
    problems,
    failure,
    startingLab,
    type,
    submit() {
      const found = formProblems(values);
      setProblems(found);
      if (found.address || found.password) return false;
      void send(values);
      return true;
    },
    trust(domain, host) {
      void failureOf(client.request('signIn.trustName', { domain, host })).then((failed) =>
        failed ? setFailure(failed) : send(values),
      );
    },
    tryLab: () => void tryLab(),
    pickLabAccount: (address) => void labAccount(client, address).then((account) => account && type(account)),
  };
}

/** Saves the servers if they were changed, then signs in; what the journey does not tell comes back as a failure. */
async function sendForm({ client, store }: Services, wanted: FormValues): Promise<Failure | undefined> {
  const { manualServers } = store.get().settings;
  const manual = { internal: wanted.internal.trim(), external: wanted.external.trim() };
  if (manual.internal !== manualServers.internal || manual.external !== manualServers.external) {
    const failed = await failureOf(client.request('settings.change', { manualServers: manual }));
    if (failed) return failed;
  }
  const userName = wanted.userName.trim();
  return failureOf(
    client.request('signIn.start', {
      address: wanted.address.trim(),
      remember: wanted.remember,
      ...(wanted.password === '' ? {} : { password: wanted.password }),
      ...(userName === '' ? {} : { userName }),
    }),
  );
}
