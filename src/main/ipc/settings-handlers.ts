/** What the window asks of the settings, the devices and the authorities of a company. */
import type { InputOf } from '../../shared/ipc/contract.ts';
import type { settingsRequests } from '../../shared/ipc/settings.contract.ts';
import type { Settings } from '../../shared/model/settings.ts';
import { done } from '../../shared/outcome.ts';
import type { Client } from '../app/compose.ts';
import type { Handlers } from './router.ts';

export interface SettingsDesktop {
  /** The bytes of a certificate file the person chose; undefined when none was chosen, or none that could be read. */
  pickCertificate(): Promise<Buffer | undefined>;
}

/** Binds that part of the contract. */
export function settingsHandlersFor(
  client: Pick<Client, 'changeSettings' | 'resetSettings' | 'devices' | 'certificates' | 'media'>,
  desktop: SettingsDesktop,
): Pick<Handlers, keyof typeof settingsRequests> {
  const { devices, certificates, media } = client;
  return {
    'settings.change': (patch) => client.changeSettings(given(patch)),
    'settings.setRelayPassword': ({ password }) => media.ownRelay.setPassword(password),
    'settings.reset': () => client.resetSettings(),
    'settings.addAuthority': async ({ address }) => {
      const file = await desktop.pickCertificate();
      return file ? certificates.addAuthority(address, file) : done('cancelled' as const);
    },
    'settings.removeAuthority': ({ address, fingerprint256 }) => certificates.removeAuthority(address, fingerprint256),
    'devices.choose': ({ role, id }) => devices.choose(role, id),
    'devices.setVolume': ({ id, percent }) => devices.setVolume(id, percent),
    'devices.setMuted': ({ id, isMuted }) => devices.setMuted(id, isMuted),
    'devices.report': ({ devices: reported }) => devices.report(reported),
  };
}

/** Only what was given: a field that is undefined on the wire must not erase a setting. */
function given(patch: InputOf<'settings.change'>): Partial<Settings> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}
