/** The account this machine remembers: its names in the settings, its password where the desktop seals it. */
import { defaultSettings, type ManualServers } from '../../../shared/model/settings.ts';
import type { SecretStore } from '../../store/secrets.ts';
import type { SettingsStore } from '../../store/settings.ts';
import type { StateStore } from '../../store/state.ts';

export interface AccountMemory {
  readonly state: StateStore;
  readonly settings: SettingsStore;
  readonly secrets: SecretStore;
}

/** The name under which the password of an address, as `readSignInAddress` writes it, is sealed. */
export function passwordKey(address: string): string {
  return `password:${address.toLowerCase()}`;
}

/** Keeps an account that registered; the password only where the desktop seals it, and only when asked. */
export async function rememberAccount(
  { state, settings, secrets }: AccountMemory,
  account: {
    readonly address: string;
    readonly userName: string;
    /** Undefined with the desktop's own sign-in: what was kept before is another way in, and stays. */
    readonly password: string | undefined;
    readonly keepPassword: boolean;
    readonly servers?: ManualServers | undefined;
  },
): Promise<void> {
  const { address, userName, servers } = account;
  settings.change({
    lastAddress: address,
    lastUserName: userName,
    ...(servers ? { manualServers: servers } : {}),
  });
  const hasPassword = await keepPassword(secrets, account);
  state.set('remembered', { address, hasPassword, ...(userName ? { userName } : {}) });
}

async function keepPassword(
  secrets: SecretStore,
  account: { readonly address: string; readonly password: string | undefined; readonly keepPassword: boolean },
): Promise<boolean> {
  const key = passwordKey(account.address);
  if (account.password === undefined) return (await secrets.get(key)) !== undefined;
  if (account.keepPassword && (await secrets.set(key, account.password))) return true;
  await secrets.delete(key);
  return false;
}

/** Puts everything about the person away. What belongs to the machine stays: devices, network, theme. */
export async function forgetAccount({ state, settings, secrets }: AccountMemory): Promise<void> {
  await secrets.clear();
  settings.change({
    lastAddress: '',
    lastUserName: '',
    trustedNames: {},
    manualServers: { internal: '', external: '' },
    mediaRelay: defaultSettings.mediaRelay,
    guestName: '',
    companyAuthorities: {},
    olderTlsFor: [],
    localContacts: {},
  });
  settings.forgetSetAside();
  state.set('remembered', null);
  state.set('journey', null);
}
