/** What several tests do in the lab, by the names on the screen. */
import { expect, type Offhook, readMain } from './offhook.ts';

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

/** Karen Berg begins a meeting of her own; its link, as she would copy it for others. */
export async function meetNow(offhook: Offhook): Promise<string> {
  const { app, window } = offhook;
  await window.getByRole('tab', { name: /^Meetings/ }).click();
  await window.getByRole('button', { name: 'Meet now' }).click();
  await showPeople(offhook);
  await chooseInMeeting(offhook, 'Copy the meeting link');
  await expect.poll(() => readMain(app, ({ clipboard }) => clipboard.readText())).toMatch(/^https:\/\/meet\./);
  return readMain(app, ({ clipboard }) => clipboard.readText());
}

/** Who is in the meeting: in a narrow window they stand behind the stage. */
export async function showPeople({ window }: Offhook): Promise<void> {
  await window.getByRole('tab', { name: 'People', exact: true }).click();
  await expect(window.getByRole('tree', { name: 'People' })).toBeVisible();
}

/** Chooses from the menu of the meeting, and of the menus in it. */
export async function chooseInMeeting({ window }: Offhook, ...labels: readonly string[]): Promise<void> {
  await window.getByRole('button', { name: 'Manage the meeting' }).click();
  for (const name of labels) await menuEntry(window, name).click();
}

function menuEntry(window: Offhook['window'], name: string) {
  const exactly = { name, exact: true };
  const choice = window.getByRole('menuitemradio', exactly).or(window.getByRole('menuitemcheckbox', exactly));
  return window.getByRole('menuitem', exactly).or(choice);
}

/** Somebody who is signed in nowhere follows a link under a name of their choice. */
export async function joinAsGuest({ window }: Offhook, link: string, name: string): Promise<void> {
  await window.getByRole('button', { name: 'Join a meeting as a guest' }).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByLabel('Meeting link or invitation').fill(link);
  await dialog.getByLabel('Your name').fill(name);
  await dialog.getByRole('button', { name: 'Join', exact: true }).click();
}

/** Chooses from the menu of a person in the meeting. */
export async function chooseForPerson({ window }: Offhook, name: string, label: RegExp): Promise<void> {
  await window.getByRole('tree', { name: 'People' }).getByRole('treeitem', { name }).click();
  await window
    .getByRole('menu', { name: `Actions for ${name}` })
    .getByRole('menuitem', { name: label })
    .click();
}

/** Chooses what to show from the Share menu. */
export async function share({ window }: Offhook, label: RegExp): Promise<void> {
  await window.getByRole('button', { name: 'Share', exact: true }).click();
  await window.getByRole('menuitem', { name: label }).click();
}

/** The next choice of files in the desktop's own dialog, which no test can click. */
export async function willPick({ app }: Offhook, ...paths: readonly string[]): Promise<void> {
  await app.evaluate(({ dialog }, filePaths) => {
    const pick = async () => ({ canceled: false, filePaths: [...filePaths] });
    dialog.showOpenDialog = pick as typeof dialog.showOpenDialog;
  }, paths);
}

/** Signs in as somebody else of the lab than Karen Berg, from the sign-in form. */
export async function signInAs({ window }: Offhook, account: { address: string; password: string }): Promise<void> {
  await window.getByLabel('Sign-in address').fill(account.address);
  await window.getByLabel('Password').fill(account.password);
  await window.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(window.getByRole('button', { name: /^Signed in/ })).toBeVisible();
}
