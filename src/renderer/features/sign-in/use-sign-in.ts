/** What the sign-in screen does: send the form, try again, trust a name, start the lab. */
import { useState } from 'react';
import type { AccountState } from '../../../shared/model/account.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { failureOf } from '../../ipc/client.ts';
import { useServices, useSlice } from '../../state/services.tsx';
import {
  type FormProblems,
  type FormValues,
  formProblems,
  formValues,
  problemsFrom,
  type Typed,
} from './form-state.ts';
import { type Beside, sendForm } from './send-form.ts';
import { labAccount, useLabPrefill, useLabStart } from './use-lab-accounts.ts';

export interface SignInControl {
  readonly values: FormValues;
  readonly problems: FormProblems;
  /** A failure that the state does not tell of. */
  readonly failure: Failure | undefined;
  readonly startingLab: boolean;
  type(patch: Typed): void;
  /** False when the form itself keeps it from being sent. */
  submit(): boolean;
  /** Shows a failure at the field it blames, a wrong password taken away; false when it blames none. */
  blame(failure: Failure): boolean;
  /** Trusts a server name, for good or for this sign-in, and sends the form; false when the form keeps it from being sent. */
  trust(domain: string, host: string, remember: boolean): boolean;
  tryLab(): void;
  pickLabAccount(address: string): void;
  /** Signs in with the ticket that the desktop holds; false when the address keeps it from being sent. */
  withTicket(): boolean;
}

/** The state and the actions of the form. */
export function useSignIn(): SignInControl {
  const services = useServices();
  const { client, store } = services;
  const remembered = useSlice((snapshot) => snapshot.remembered);
  const settings = useSlice((snapshot) => snapshot.settings);
  const canRemember = useSlice((snapshot) => snapshot.app.secretStore.available);
  const told = useSlice((snapshot) => failureIn(snapshot.account));
  const [typed, setTyped] = useState<Typed>({});
  const [problems, setProblems] = useState<FormProblems>({});
  const [heard, setHeard] = useState<Failure>();
  const [failure, setFailure] = useState<Failure>();
  const labStart = useLabStart(setFailure, (account) => {
    type(account);
    const known = { remembered: null, settings: store.get().settings, canRemember: false, failure: undefined };
    void send(formValues(account, known));
  });
  const values = formValues(typed, { remembered, settings, canRemember, failure: failure ?? told });
  useLabPrefill(typed.address === undefined && typed.password === undefined && !labStart.starting, setTyped);

  function type(patch: Typed): void {
    setTyped((current) => ({ ...current, ...patch }));
    setProblems({});
    setHeard(told);
  }

  async function send(wanted: FormValues, beside: Beside = {}): Promise<void> {
    setFailure(undefined);
    const failed = await sendForm(services, wanted, beside);
    if (failed) setProblems(problemsFrom(failed, wanted) ?? {});
    setFailure(failed);
  }

  /** True when the form can be sent; otherwise the fields say why not. */
  function check(needsPassword: boolean): boolean {
    const found = formProblems(values, { needsPassword, usesServers: store.get().lab.state !== 'running' });
    setProblems(found);
    return Object.keys(found).length === 0;
  }

  async function trust(domain: string, host: string, remember: boolean): Promise<void> {
    if (!remember) return send(values, { trust: [host] });
    const failed = await failureOf(client.request('signIn.trustName', { domain, host }));
    return failed ? setFailure(failed) : send(values);
  }

  const refused = told?.code === 'ADDRESS_INVALID' && told !== heard ? problemsFrom(told, values) : undefined;
  return {
    values,
    problems: refused ?? problems,
    failure: failure && problemsFrom(failure, values) ? undefined : failure,
    startingLab: labStart.starting,
    type,
    submit() {
      const isReady = check(true);
      if (isReady) void send(values);
      return isReady;
    },
    blame(blamed) {
      const found = problemsFrom(blamed, values);
      if (!found) return false;
      if (found.password) type({ password: '' });
      setProblems(found);
      return true;
    },
    trust(domain, host, remember) {
      const isReady = check(true);
      if (isReady) void trust(domain, host, remember);
      return isReady;
    },
    tryLab: labStart.start,
    pickLabAccount: (address) => void labAccount(client, address).then((account) => account && type(account)),
    withTicket() {
      const isReady = check(false);
      if (isReady) void send({ ...values, password: '', remember: false }, { desktopSignIn: true });
      return isReady;
    },
  };
}

function failureIn(account: AccountState): Failure | undefined {
  return account.kind === 'signed-out' ? account.failure : undefined;
}
