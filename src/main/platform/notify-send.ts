/**
 * Notifications with buttons on a Linux desktop: Electron's have none there, so libnotify's own command shows them where it is installed
 * (`notify-send` 0.7.10 and later, desktop notifications specification 1.2).
 */
import { execFile, spawn } from 'node:child_process';

import { plainLine, withoutMarkup } from './notice-text.ts';

export interface NoticeButton {
  readonly id: string;
  readonly label: string;
}

export interface DesktopNotice {
  readonly title: string;
  readonly body: string;
  /** What it is, in the words of the specification, 1.2 "Categories"; desktops choose sounds and places by it. */
  readonly category?: 'im.received' | 'presence' | 'call.incoming';
  /** The first is what a click on the notice itself does. */
  readonly buttons: readonly NoticeButton[];
}

/**
 * Shows a notice. `onEnd` is told at most once: the id of the button that was chosen, or undefined when the notice went without one, where
 * the desktop tells. The returned function takes the notice back.
 */
export type ShowNotice = (notice: DesktopNotice, onEnd: (id: string | undefined) => void) => () => void;

/** True when the command is there and knows buttons. `env` reaches it, so that a test can bring a desktop of its own. */
export function hasNotifySend(env: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  return new Promise((resolve) => {
    execFile('notify-send', ['--help'], { env, timeout: 2000 }, (error, stdout) =>
      resolve(!error && /--action/.test(stdout)),
    );
  });
}

/** How long a notice may stand before its process is given up, where the desktop never says that it went. */
const limitMs = 600_000;
/** The command takes its notice back when it is interrupted; any other signal would leave the notice standing without anybody to hear. */
const takeBack = 'SIGINT';
const mostSaid = 1000;

/** Shows notices through `notify-send`, one process each, which ends when the notice goes. */
export function notifySend(env: NodeJS.ProcessEnv = process.env): ShowNotice {
  return ({ buttons, ...notice }, onEnd) => {
    const child = spawn('notify-send', argumentsFor({ buttons, ...notice }), {
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: limitMs,
      killSignal: takeBack,
    });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (said.length < mostSaid) said += text;
    });
    // No such command after all: then nobody sees the notice, and the unread count in the window still tells. "close" follows.
    child.on('error', () => undefined);
    child.on('close', () => {
      const chosen = said.trim();
      const button = chosen === 'default' ? buttons[0] : buttons.find(({ id }) => id === chosen);
      onEnd(button?.id);
    });
    return () => {
      child.kill(takeBack);
    };
  };
}

/** What the command is called with. The words come from other people: no option, no markup can hide in them. */
export function argumentsFor({ title, body, category, buttons }: DesktopNotice): readonly string[] {
  const [first] = buttons;
  return [
    '--app-name=Offhook',
    '--hint=string:desktop-entry:offhook',
    ...(category ? [`--category=${category}`] : []),
    '--wait',
    ...(first ? [`--action=default=${first.label}`] : []),
    ...buttons.map(({ id, label }) => `--action=${id}=${label}`),
    '--',
    plainLine(title) || 'Offhook',
    withoutEscapes(withoutMarkup(plainLine(body))),
  ];
}

/** The command reads escapes of C in a body, and in a body alone: of a path it would make control characters, and show nothing where they are no UTF-8. */
function withoutEscapes(text: string): string {
  return text.replaceAll('\\', '\\\\');
}
