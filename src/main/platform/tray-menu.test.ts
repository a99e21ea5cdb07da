import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import type { AccountFacts } from '../../shared/model/account.ts';
import { noOwnPresence } from '../../shared/model/presence.ts';
import { type TrayFacts, trayTemplate, trayTooltip } from './tray-menu.ts';
import { english } from './words/english.ts';

const account = { displayName: 'Karen Berg' } as AccountFacts;
const busy: TrayFacts = {
  account: { kind: 'registered', account },
  own: { ...noOwnPresence, availability: 'busy', manual: true, choice: 'busy' },
  waiting: '',
  words: english.tray,
};
const failure = { code: 'CONNECTION_LOST', at: 0 } as const;
const reconnecting: TrayFacts = {
  ...busy,
  account: { kind: 'reconnecting', account, failure, attempt: 1, nextAt: 0 },
};
const signedOut: TrayFacts = { ...busy, account: { kind: 'signed-out' } };

/** The menu with what was chosen from it. */
function menuOf(facts: TrayFacts) {
  const chosen: string[] = [];
  const items = trayTemplate(facts, {
    open: () => chosen.push('open'),
    setStatus: (status) => chosen.push(status),
    signOut: () => chosen.push('sign out'),
    quit: () => chosen.push('quit'),
  });
  const statuses = items.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
  return { items, statuses, chosen };
}

/** What no template uses. */
type Clicked = Parameters<NonNullable<MenuItemConstructorOptions['click']>>;

function click({ click: act }: MenuItemConstructorOptions): void {
  act?.(...([undefined, undefined, {}] as unknown as Clicked));
}

describe("the tray's menu", () => {
  it('sets each status, and marks the one that was chosen by hand', () => {
    const { statuses, chosen } = menuOf(busy);
    for (const item of statuses) click(item);
    expect(chosen).toEqual(['available', 'busy', 'do-not-disturb', 'be-right-back', 'away', 'reset']);
    expect(statuses.filter(({ checked }) => checked).map(({ label }) => label)).toEqual(['Busy']);
    const inCall = menuOf({ ...busy, own: { ...busy.own, choice: 'available' } });
    expect(inCall.statuses.filter(({ checked }) => checked).map(({ label }) => label)).toEqual(['Available']);
    const automatic = menuOf({ ...busy, own: { ...noOwnPresence, availability: 'busy' } });
    expect(automatic.statuses.some(({ checked }) => checked)).toBe(false);
  });

  it('leads to the window, to what waits, and out', () => {
    const { items, chosen } = menuOf({ ...busy, waiting: '1 unread message' });
    for (const item of items) click(item);
    expect(items.map(({ label }) => label).filter(Boolean)).toEqual([
      'Open Offhook',
      '1 unread message',
      'Status: Busy',
      'Sign out',
      'Quit',
    ]);
    expect(chosen).toEqual(['open', 'open', 'sign out', 'quit']);
  });

  it('offers a status only while a server hears of it', () => {
    const enabled = (facts: TrayFacts) =>
      menuOf(facts)
        .items.filter((item) => item.enabled !== undefined)
        .map((item) => [item.label, item.enabled]);
    expect(enabled(busy)).toEqual([
      ['Status: Busy', true],
      ['Sign out', true],
    ]);
    expect(enabled(reconnecting)).toEqual([
      ['Status: Reconnecting', false],
      ['Sign out', true],
    ]);
    expect(enabled(signedOut)).toEqual([
      ['Status: Signed out', false],
      ['Sign out', false],
    ]);
  });

  it('is the same for the same facts, so that it is not made anew', () => {
    expect(JSON.stringify(menuOf(busy).items)).toBe(JSON.stringify(menuOf({ ...busy }).items));
  });
});

describe("the tray's line", () => {
  it('says who, how, and what waits', () => {
    expect(trayTooltip(busy)).toBe('Karen Berg: Busy');
    expect(trayTooltip({ ...busy, waiting: '2 missed' })).toBe('Karen Berg: Busy — 2 missed');
    expect(trayTooltip(signedOut)).toBe('Offhook: Signed out');
  });

  it('is one line, and short, whatever somebody is called', () => {
    const named = (displayName: string): TrayFacts => ({
      ...busy,
      account: { kind: 'registered', account: { ...account, displayName } },
    });
    expect(trayTooltip(named('Karen\nBerg'))).toBe('Karen Berg: Busy');
    expect(trayTooltip(named('x'.repeat(4000))).length).toBeLessThanOrEqual(127);
  });
});
