/** The Presence-State header of a 200 to REGISTER: what the registrar made of it, and which registrar that is. [MS-SIPREGE] 2.2.1.4 */
import { readParams } from '../sip/params.ts';

export interface PresenceState {
  /** 'added' or 'fixed' after a refresh: the server had lost the registration, and every dialog with it. */
  readonly registerAction?: 'added' | 'refreshed' | 'fixed';
  /** False: a backup registrar answers while the home server is away. */
  readonly isConnectedToPrimary?: boolean;
  /** False: contacts and presence are not served for now. */
  readonly hasUserServices: boolean;
}

/** Reads the header's value; what it does not say, or says in a way of its own, is left out. */
export function readPresenceState(value: string): PresenceState {
  const params = readParams(`;${value}`);
  const action = params?.get('register-action')?.toLowerCase();
  const primary = params?.get('is-connected-to-primary')?.toLowerCase();
  return {
    hasUserServices: params?.get('user-services-state')?.toLowerCase() !== 'unavailable',
    ...(action === 'added' || action === 'refreshed' || action === 'fixed' ? { registerAction: action } : {}),
    ...(primary === 'yes' || primary === 'no' ? { isConnectedToPrimary: primary === 'yes' } : {}),
  };
}
