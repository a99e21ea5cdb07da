/** The requests that concern the program itself and the desktop around it. */
import type { LicenceNotice } from '../../shared/model/licence.ts';
import { withoutRosters } from '../trace/content.ts';
import type { Handlers } from './router.ts';

export interface AppDesktop {
  copy(text: string, html?: string): Promise<void>;
  openLink(url: string): Promise<void>;
  licences(): Promise<readonly LicenceNotice[]>;
  showChromiumLicences(): Promise<void>;
}

type AppRequests = 'app.copy' | 'app.openLink' | 'app.licences' | 'app.showChromiumLicences';

/** Binds that part of the contract to the desktop. */
export function appHandlersFor(desktop: AppDesktop): Pick<Handlers, AppRequests> {
  return {
    'app.copy': ({ text, html }) => desktop.copy(withoutRosters(text), html),
    'app.openLink': ({ url }) => desktop.openLink(url),
    'app.licences': () => desktop.licences(),
    'app.showChromiumLicences': () => desktop.showChromiumLicences(),
  };
}
