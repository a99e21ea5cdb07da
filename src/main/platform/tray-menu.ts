/** What the tray offers: the status to choose, the window, and the way out. A template, so that it can be read without a tray. */
import type { MenuItemConstructorOptions } from 'electron';
import type { AccountState } from '../../shared/model/account.ts';
import type { OwnPresence } from '../../shared/model/presence.ts';
import { plainLine } from './notice-text.ts';
import type { DesktopWords } from './words/english.ts';

/** The states one chooses by hand, in the order of the window's own menu. */
export type TrayStatus = 'available' | 'busy' | 'do-not-disturb' | 'be-right-back' | 'away';

const statuses: readonly TrayStatus[] = ['available', 'busy', 'do-not-disturb', 'be-right-back', 'away'];

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
  readonly words: DesktopWords['tray'];
}

/** Windows shows no more. */
const longestTooltip = 127;

/** One line for the pointer: who, how, and what waits. */
export function trayTooltip(facts: TrayFacts): string {
  const { account, waiting } = facts;
  const state = shownState(facts);
  const name = 'account' in account ? plainLine(account.account.displayName) : 'Offhook';
  return [`${name}: ${state}`, waiting].filter(Boolean).join(' — ').slice(0, longestTooltip);
}

/** The menu as it is now. Statuses can be chosen only while the server would hear of it. */
export function trayTemplate(facts: TrayFacts, actions: TrayActions): MenuItemConstructorOptions[] {
  const { account, own, waiting, words } = facts;
  const isRegistered = account.kind === 'registered';
  const signedIn = isRegistered || account.kind === 'reconnecting';
  return [
    { label: words.open, click: actions.open },
    ...(waiting ? [{ label: waiting, click: actions.open }] : []),
    { type: 'separator' },
    {
      label: words.status(shownState(facts)),
      enabled: isRegistered,
      submenu: [
        ...statuses.map((status) => ({
          label: status === 'away' ? words.appearAway : words.statuses[status],
          // Not radio buttons: one of those is always marked, and no status need be chosen.
          type: 'checkbox' as const,
          checked: own.choice === status,
          click: () => actions.setStatus(status),
        })),
        { type: 'separator' },
        { label: words.resetStatus, click: () => actions.setStatus('reset') },
      ],
    },
    { type: 'separator' },
    { label: words.signOut, enabled: signedIn, click: actions.signOut },
    { label: words.quit, click: actions.quit },
  ];
}

function shownState({ account, own, words }: TrayFacts): string {
  if (account.kind === 'registered') return words.statuses[own.availability];
  if (account.kind === 'reconnecting') return words.reconnecting;
  return account.kind === 'signing-in' ? words.signingIn : words.signedOut;
}
