/** What the tray offers: the status to choose, the window, and the way out. A template, so that it can be read without a tray. */
import type { MenuItemConstructorOptions } from 'electron';
import type { AccountState } from '../../shared/model/account.ts';
import type { Availability, OwnPresence } from '../../shared/model/presence.ts';
import { plainLine } from './notice-text.ts';

/** The states one chooses by hand, in the order of the window's own menu. */
export type TrayStatus = 'available' | 'busy' | 'do-not-disturb' | 'be-right-back' | 'away';

const statuses: readonly (readonly [TrayStatus, string])[] = [
  ['available', 'Available'],
  ['busy', 'Busy'],
  ['do-not-disturb', 'Do not disturb'],
  ['be-right-back', 'Be right back'],
  ['away', 'Appear away'],
];

const words: Readonly<Record<Availability, string>> = {
  available: 'Available',
  'available-idle': 'Inactive',
  busy: 'Busy',
  'busy-idle': 'Busy, inactive',
  'do-not-disturb': 'Do not disturb',
  'be-right-back': 'Be right back',
  away: 'Away',
  offline: 'Offline',
  unknown: 'Unknown',
};

export interface TrayActions {
  readonly open: () => void;
  readonly setStatus: (status: TrayStatus | 'reset') => void;
  readonly signOut: () => void;
  readonly quit: () => void;
}

export interface TrayFacts {
  readonly account: AccountState;
  readonly own: OwnPresence;
  /** What waits to be looked at, in words: empty when nothing does. */
  readonly waiting: string;
}

/** Windows shows no more. */
const longestTooltip = 127;

/** One line for the pointer: who, how, and what waits. */
export function trayTooltip({ account, own, waiting }: TrayFacts): string {
  const state = shownState(account, own);
  const name = 'account' in account ? plainLine(account.account.displayName) : 'Offhook';
  return [`${name}: ${state}`, waiting].filter(Boolean).join(' — ').slice(0, longestTooltip);
}

/** The menu as it is now. Statuses can be chosen only while the server would hear of it. */
export function trayTemplate(facts: TrayFacts, actions: TrayActions): MenuItemConstructorOptions[] {
  const { account, own, waiting } = facts;
  const isRegistered = account.kind === 'registered';
  const signedIn = isRegistered || account.kind === 'reconnecting';
  return [
    { label: 'Open Offhook', click: actions.open },
    ...(waiting ? [{ label: waiting, click: actions.open }] : []),
    { type: 'separator' },
    {
      label: `Status: ${shownState(account, own)}`,
      enabled: isRegistered,
      submenu: [
        ...statuses.map(([status, label]) => ({
          label,
          // Not radio buttons: one of those is always marked, and no status need be chosen.
          type: 'checkbox' as const,
          checked: own.manual && own.availability === status,
          click: () => actions.setStatus(status),
        })),
        { type: 'separator' },
        { label: 'Reset status', click: () => actions.setStatus('reset') },
      ],
    },
    { type: 'separator' },
    { label: 'Sign out', enabled: signedIn, click: actions.signOut },
    { label: 'Quit', click: actions.quit },
  ];
}

function shownState(account: AccountState, own: OwnPresence): string {
  if (account.kind === 'registered') return words[own.availability];
  if (account.kind === 'reconnecting') return 'Reconnecting';
  return account.kind === 'signing-in' ? 'Signing in' : 'Signed out';
}
