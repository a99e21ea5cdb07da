/** What somebody has who meets Offhook for the first time: eyes for names and roles, a mouse, a keyboard. Tests of newcomers get this in place of the page. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { hasPulseAudio } from '../interop/pulse/server.ts';
import { expect, startOffhook } from './offhook.ts';
import { type Sound, startSound } from './sound.ts';

type Role = Parameters<Page['getByRole']>[0];

export interface Hands {
  /** Something by its role and its name as it is shown or read out. */
  find(role: Role, name?: string | RegExp): Locator;
  /** A field by its label. */
  field(label: string | RegExp): Locator;
  click(role: Role, name: string | RegExp): Promise<void>;
  type(label: string | RegExp, text: string): Promise<void>;
  press(key: string): Promise<void>;
  /** What the desktop calls the window. */
  seeTitle(title: string | RegExp): Promise<void>;
}

/** Somebody new at a desk, before a window that nobody has used. */
export interface Newcomer {
  readonly hands: Hands;
  /** Where there is a sound server to plug speakers into. */
  readonly sound?: Sound;
  /** What the page refused or broke with. */
  readonly complaints: readonly string[];
  /** The next file goes to this name, as chosen in the desktop's own dialog, which no test can click; the returned function reads it. */
  willSave(name: string): Promise<() => string>;
  leave(): Promise<void>;
}

/** Starts Offhook with an empty profile, and with speakers to choose from where that can be had. */
export async function sitDown(): Promise<Newcomer> {
  const sound = hasPulseAudio ? await startSound(0) : undefined;
  const { app, window, profile, complaints, stop } = await startOffhook(sound ? { env: sound.env } : {});
  return {
    hands: handsOn(window),
    ...(sound ? { sound } : {}),
    complaints,
    async willSave(name) {
      const filePath = join(profile, name);
      await app.evaluate(({ dialog }, chosen) => {
        dialog.showSaveDialog = () => Promise.resolve({ filePath: chosen, canceled: false });
      }, filePath);
      return () => readFileSync(filePath, 'utf8');
    },
    async leave() {
      await stop();
      await sound?.stop();
    },
  };
}

/** Hands on one window. A name given as text is the whole name. */
function handsOn(page: Page): Hands {
  const find: Hands['find'] = (role, name) => {
    if (name === undefined) return page.getByRole(role);
    return page.getByRole(role, typeof name === 'string' ? { name, exact: true } : { name });
  };
  const field: Hands['field'] = (label) => page.getByLabel(label);
  return {
    find,
    field,
    click: (role, name) => find(role, name).click(),
    type: (label, text) => field(label).fill(text),
    press: (key) => page.keyboard.press(key),
    seeTitle: (title) => expect(page).toHaveTitle(title),
  };
}

/** Ways around the window's names: selectors, marks for tests, scripts, addresses, requests. */
const shortcuts =
  /\.(?:locator|getByTestId|getByText|getByPlaceholder|\$\$?|evaluate\w*|goto|window)\b|offhook\.request|location\.hash/g;

/** The shortcuts a test takes, as it is written; `file` as in `import.meta.filename`. */
export function shortcutsIn(file: string): string[] {
  return readFileSync(file, 'utf8').match(shortcuts) ?? [];
}
