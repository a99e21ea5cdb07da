/** Whether the desktop starts Offhook when the person signs in to it. On Linux an entry of the Desktop Application Autostart Specification. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { App } from 'electron';

/** Both throw where the disk or the desktop refuses. */
export interface Autostart {
  isOn(): boolean;
  set(on: boolean): void;
}

/** The desktop's own way on each system. */
export function createAutostart(
  app: Pick<App, 'getAppPath' | 'isPackaged' | 'getLoginItemSettings' | 'setLoginItemSettings'>,
): Autostart {
  if (process.platform !== 'linux') {
    return {
      isOn: () => app.getLoginItemSettings().openAtLogin,
      set: (openAtLogin) => app.setLoginItemSettings({ openAtLogin }),
    };
  }
  const { XDG_CONFIG_HOME, APPIMAGE } = process.env;
  // An AppImage runs from a folder that is gone when it ends.
  const command = [APPIMAGE ?? process.execPath, ...(app.isPackaged ? [] : [app.getAppPath()])];
  return autostartEntry(join(XDG_CONFIG_HOME || join(homedir(), '.config'), 'autostart', 'offhook.desktop'), command);
}

/** The entry in a file; `command` is the program and its arguments. */
export function autostartEntry(file: string, command: readonly string[]): Autostart {
  const content = entryFor(command);
  return {
    isOn() {
      try {
        return !/^(?:Hidden=true|X-GNOME-Autostart-enabled=false)\s*$/m.test(readFileSync(file, 'utf8'));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
        throw error;
      }
    },
    set(on) {
      if (!on) {
        rmSync(file, { force: true });
        return;
      }
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      writeFileSync(file, content);
    },
  };
}

function entryFor(command: readonly string[]): string {
  const [program = ''] = command;
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Version=1.0',
    'Name=Offhook',
    // Removing a package touches nobody's own files: this is what makes the desktop pass over an entry whose program is gone.
    `TryExec=${escaped(program)}`,
    `Exec=${command.map(quoted).join(' ')}`,
    'Icon=offhook',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** An argument of Exec: quoted, then escaped once more as a string of the file. Desktop Entry Specification, "The Exec key" */
function quoted(argument: string): string {
  const inQuotes = argument.replaceAll('%', '%%').replace(/["`$\\]/g, '\\$&');
  return escaped(`"${inQuotes}"`);
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A value of type string, which is all that TryExec is: a path as it is, blanks too, without quotes. Desktop Entry Specification, "Possible value types" */
function escaped(value: string): string {
  return value.replace(/[\\\n\r\t]/g, (character) => escapes[character] ?? '');
}
