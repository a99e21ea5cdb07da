/** What the scenes of the pictures share: the application on its stage, and the ways through its window. */
import type { Locator, Page } from '@playwright/test';
import { expect, type Offhook } from '../offhook.ts';
import type { PictureName } from './list.ts';

export interface Stage {
  readonly offhook: Offhook;
  readonly window: Page;
  /** The administrator's file, which the application watches; nothing lies there at first. */
  readonly managedFile: string;
  /** Takes what this window shows, or another one. */
  readonly shoot: (name: PictureName, other?: Offhook) => Promise<void>;
  /** Starts the application once more, in the same lab, for somebody who is signed in nowhere. Whoever asks stops it. */
  readonly startGuest: () => Promise<Offhook>;
}

/** One after the other in the same window; each begins where the one before ended. */
export interface Scene {
  readonly title: string;
  readonly play: (stage: Stage) => Promise<void>;
}

/** Longer than any journey of the application may take, on a machine that is busy with something else. */
export const patience = { timeout: 60_000 };

/** Waits until somebody would see it. */
export async function see(what: Locator): Promise<void> {
  await expect(what).toBeVisible(patience);
}

/** Wide enough to show list and detail side by side; so high that the list ends with a whole row. */
export const usual = { width: 1100, height: 730 };

/** Makes a window as large as this, without its frame. */
export async function setSize({ app, window }: Offhook, size: { width: number; height: number }): Promise<void> {
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
  }, size);
  await window.waitForFunction(({ width, height }) => innerWidth === width && innerHeight === height, size);
}

export const button = (window: Page, name: string | RegExp): Locator =>
  window.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });

export const tab = (window: Page, name: string | RegExp): Locator => window.getByRole('tab', { name });

/** Starts the lab, and with it the session of Karen Berg. */
export async function enterLab(window: Page): Promise<void> {
  await button(window, 'Try the built-in lab').click();
  await see(button(window, /^Signed in/));
}

export async function signOut(window: Page): Promise<void> {
  await openFromMenu(window, 'Sign out');
  await see(button(window, 'Sign in'));
}

/** Opens what the menu of a signed-in window offers. */
export async function openFromMenu(window: Page, entry: string): Promise<void> {
  await button(window, 'Settings and more').click();
  await window.getByRole('menuitem', { name: entry }).click();
}

/** Opens a page of the settings or of Diagnostics. */
export async function openPage(window: Page, screen: 'Settings' | 'Diagnostics', page: string): Promise<void> {
  await openFromMenu(window, screen);
  // The list beside it may have a tab of the same name, and comes before it.
  await tab(window, page).last().click();
}

/** Opens the card of somebody in the list of contacts. */
export async function openCard(window: Page, name: string): Promise<void> {
  await tab(window, /^Contacts/).click();
  await window
    .getByRole('treeitem', { name: new RegExp(`^${name}`) })
    .first()
    .click();
  await see(window.getByRole('heading', { name }).first());
}

/** Opens the lab's page at one of its parts. */
export async function openLab(window: Page, part: 'Switches' | 'People' | 'Scenarios'): Promise<void> {
  await button(window, 'Lab page').click();
  await tab(window, part).click();
}

/** Leaves a meeting, and closes what stays of it. */
export async function leaveMeeting(window: Page): Promise<void> {
  await button(window, 'Leave').click();
  await see(window.getByRole('heading', { name: /^You left/ }));
  await button(window, 'Close').click();
}
