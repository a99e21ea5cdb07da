/** What several tests do in the lab, by the names on the screen. */
import { expect, type Offhook } from './offhook.ts';

/** Starts the lab and is signed in there as Karen Berg. */
export async function enterLab({ window }: Offhook): Promise<void> {
  await window.getByRole('button', { name: 'Try the built-in lab' }).click();
  await expect(window.getByRole('button', { name: /^Signed in/ })).toBeVisible();
}

export async function signOut({ window }: Offhook): Promise<void> {
  await window.getByRole('button', { name: 'Settings and more' }).click();
  await window.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(window.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
}

/** Opens the join dialog with the link of one of the lab's meetings. */
export async function pickMeeting({ window }: Offhook, title: string): Promise<void> {
  await window.getByRole('button', { name: 'Lab meetings' }).click();
  await window.getByRole('menuitem', { name: new RegExp(`^${title}`) }).click();
  await expect(window.getByRole('dialog').getByLabel('Meeting link or invitation')).not.toHaveValue('');
}

export async function pressJoin({ window }: Offhook): Promise<void> {
  await window.getByRole('dialog').getByRole('button', { name: 'Join', exact: true }).click();
}
