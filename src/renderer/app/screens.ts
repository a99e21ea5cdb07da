/** Every screen of the window, as a plain list: the address after `#`, its title, where it stands and what it needs. */

export interface Screen {
  readonly id: string;
  readonly path: string;
  readonly title: string;
  /** `list` is the left side of a wide window, `detail` the right; `full` takes all of it; `dialog` lies above. */
  readonly place: 'full' | 'list' | 'detail' | 'dialog';
  readonly needs: 'nothing' | 'account' | 'meeting';
}

export const screens = [
  { id: 'sign-in', path: '/sign-in', title: 'Sign in', place: 'full', needs: 'nothing' },
  { id: 'contacts', path: '/contacts', title: 'Contacts', place: 'list', needs: 'account' },
  { id: 'chats', path: '/chats', title: 'Chats', place: 'list', needs: 'account' },
  { id: 'phone', path: '/phone', title: 'Phone', place: 'list', needs: 'account' },
  { id: 'meetings', path: '/meetings', title: 'Meetings', place: 'list', needs: 'account' },
  { id: 'contact', path: '/contact', title: 'Contact', place: 'detail', needs: 'account' },
  { id: 'conversation', path: '/conversation', title: 'Conversation', place: 'detail', needs: 'account' },
  { id: 'call', path: '/call', title: 'Call', place: 'detail', needs: 'account' },
  { id: 'join', path: '/join', title: 'Join a meeting', place: 'dialog', needs: 'nothing' },
  { id: 'meeting', path: '/meeting', title: 'Meeting', place: 'detail', needs: 'meeting' },
  { id: 'settings-general', path: '/settings/general', title: 'General', place: 'detail', needs: 'nothing' },
  { id: 'settings-personal', path: '/settings/personal', title: 'Personal', place: 'detail', needs: 'nothing' },
  { id: 'settings-status', path: '/settings/status', title: 'Status', place: 'detail', needs: 'nothing' },
  { id: 'settings-phone', path: '/settings/phone', title: 'Phones and dial plan', place: 'detail', needs: 'nothing' },
  {
    id: 'settings-forwarding',
    path: '/settings/forwarding',
    title: 'Call forwarding',
    place: 'detail',
    needs: 'nothing',
  },
  { id: 'settings-notices', path: '/settings/notices', title: 'Notifications', place: 'detail', needs: 'nothing' },
  { id: 'settings-meetings', path: '/settings/meetings', title: 'Meetings', place: 'detail', needs: 'nothing' },
  {
    id: 'settings-privacy',
    path: '/settings/privacy',
    title: 'Privacy and history',
    place: 'detail',
    needs: 'nothing',
  },
  {
    id: 'settings-network',
    path: '/settings/network',
    title: 'Network and certificates',
    place: 'detail',
    needs: 'nothing',
  },
  { id: 'settings-advanced', path: '/settings/advanced', title: 'Advanced', place: 'detail', needs: 'nothing' },
  { id: 'settings-devices', path: '/settings/devices', title: 'Audio and video', place: 'detail', needs: 'nothing' },
  { id: 'settings-lab', path: '/settings/lab', title: 'Lab', place: 'detail', needs: 'nothing' },
  { id: 'diagnostics-journey', path: '/diagnostics/journey', title: 'Journey', place: 'detail', needs: 'nothing' },
  { id: 'diagnostics-dns', path: '/diagnostics/dns', title: 'DNS', place: 'detail', needs: 'nothing' },
  {
    id: 'diagnostics-servers',
    path: '/diagnostics/servers',
    title: 'Servers',
    place: 'detail',
    needs: 'nothing',
  },
  { id: 'diagnostics-check', path: '/diagnostics/check', title: 'Check a server', place: 'detail', needs: 'nothing' },
  { id: 'diagnostics-join', path: '/diagnostics/join', title: 'Can I join?', place: 'detail', needs: 'nothing' },
  {
    id: 'diagnostics-configuration',
    path: '/diagnostics/configuration',
    title: 'Configuration information',
    place: 'detail',
    needs: 'nothing',
  },
  { id: 'diagnostics-trace', path: '/diagnostics/trace', title: 'Trace', place: 'detail', needs: 'nothing' },
  { id: 'lab', path: '/lab', title: 'Lab', place: 'detail', needs: 'nothing' },
  { id: 'setup-check', path: '/setup', title: 'Test my setup', place: 'detail', needs: 'nothing' },
  { id: 'support', path: '/support', title: 'Save for support', place: 'detail', needs: 'nothing' },
  { id: 'about', path: '/about', title: 'About Offhook', place: 'detail', needs: 'nothing' },
] as const satisfies readonly Screen[];

export type ScreenId = (typeof screens)[number]['id'];
type At<P extends Screen['place']> = Extract<(typeof screens)[number], { place: P }>['id'];
export type TabId = At<'list'>;
export type DetailId = At<'detail'>;
export type DialogId = At<'dialog'>;
