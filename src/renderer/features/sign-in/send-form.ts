/** The form on its way to main. */
import type { Failure } from '../../../shared/model/failure.ts';
import { RequestFailed } from '../../ipc/client.ts';
import type { Services } from '../../state/services.tsx';
import { type FormValues, serversOf } from './form-state.ts';

/** What goes beside the form for one sign-in alone. */
export interface Beside {
  /** Names outside the domain, trusted this once. */
  readonly trust?: string[];
  readonly desktopSignIn?: true;
}

/** What ends a sign-in before it has begun, so that no journey tells of it. */
const untold = ['PASSWORD_MISSING', 'SETTING_MANAGED'] as const;

/** Signs in. Only what the state does not tell comes back as a failure: that main refused the request, or holds no password. */
export async function sendForm(
  { client, store }: Services,
  wanted: FormValues,
  beside: Beside,
): Promise<Failure | undefined> {
  const { settings, lab } = store.get();
  const servers = serversOf(wanted);
  const isSame =
    servers.internal === settings.manualServers.internal && servers.external === settings.manualServers.external;
  const userName = wanted.userName.trim();
  try {
    const outcome = await client.request('signIn.start', {
      address: wanted.address.trim(),
      remember: wanted.remember,
      ...(wanted.password === '' ? {} : { password: wanted.password }),
      ...(userName === '' ? {} : { userName }),
      ...(isSame || lab.state === 'running' ? {} : { servers }),
      ...beside,
    });
    return !outcome.ok && untold.some((code) => code === outcome.failure.code) ? outcome.failure : undefined;
  } catch (error) {
    if (error instanceof RequestFailed) return error.failure;
    throw error;
  }
}
