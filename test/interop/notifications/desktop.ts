/** A desktop that shows notices: dunst out of the unpacked Debian packages, on a bus and a screen of its own that nobody else sees. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { accessSync, chmodSync, constants, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export interface ShownNotice {
  readonly summary: string;
  readonly body: string;
  /** What dunst draws, which is markup of its own. */
  readonly message: string;
  readonly appname: string;
  readonly category: string;
}

export interface Desktop {
  /** For programs of this desktop. */
  readonly env: NodeJS.ProcessEnv;
  /** Resolves when so many notices are on the screen. */
  shows(count: number): Promise<void>;
  /** Those that were on the screen and went, the latest first. */
  history(): Promise<readonly ShownNotice[]>;
  /** A click on the notice. */
  click(): Promise<void>;
  /** Chooses an action by its label, from the menu that dunst opens for that. */
  choose(label: string): Promise<void>;
  /** The person sends the notice away. */
  dismiss(): Promise<void>;
  stop(): Promise<void>;
}

const peers = process.env.OFFHOOK_PEERS ?? join(process.cwd(), '.peers/root');
const path = [join(peers, 'usr/bin'), process.env.PATH ?? ''].join(delimiter);
const lifeLimitMs = 120_000;
const answerLimitMs = 5000;

/** Why there cannot be such a desktop here; undefined when there can. */
export function whyNoDesktop(): string | undefined {
  const missing = ['notify-send', 'dunst', 'dunstctl'].find((name) => !existsSync(join(peers, 'usr/bin', name)));
  if (missing) return `${missing} is not unpacked (node scripts/peers.mjs)`;
  const lacking = ['dbus-daemon', 'dbus-send', 'busctl', 'Xvfb'].find((name) => !isOnPath(name));
  return lacking && `${lacking} is not installed`;
}

function isOnPath(name: string): boolean {
  return path.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Starts it; rejects when a part ends before it is ready. */
export async function startDesktop(): Promise<Desktop> {
  const home = mkdtempSync(join(tmpdir(), 'offhook-desktop-'));
  writeFileSync(join(home, 'bus.conf'), busConfig(home));
  writeFileSync(join(home, 'dunstrc'), dunstConfig(home));
  writeFileSync(join(home, 'wish'), '');
  // dunst hands its menu a line for each action, such as "#Open (Offhook) [1,open]", and takes one back.
  writeFileSync(join(home, 'menu'), `#!/bin/sh\nexec grep -F -m 1 -f "${join(home, 'wish')}"\n`);
  chmodSync(join(home, 'menu'), 0o755);
  const running: Program[] = [];
  const start = (...given: Parameters<typeof launch>): Program => {
    const program = launch(...given);
    running.push(program);
    return program;
  };
  async function stop(): Promise<void> {
    for (const program of running.reverse()) await program.stop();
    rmSync(home, { recursive: true, force: true });
  }
  try {
    const bus = start('dbus-daemon', [`--config-file=${join(home, 'bus.conf')}`, '--nofork', '--print-address=3']);
    const screen = start('Xvfb', ['-displayfd', '3', '-screen', '0', '640x480x24', '-nolisten', 'tcp']);
    const [address, display] = await Promise.all([bus.said, screen.said]);
    const env = { ...environment(), HOME: home, DBUS_SESSION_BUS_ADDRESS: address, DISPLAY: `:${display}` };
    const dunst = start('dunst', ['-conf', join(home, 'dunstrc')], env);
    const desktop = desktopOf({ home, env, stop, hasEnded: () => dunst.hasEnded() });
    await desktop.shows(0);
    return desktop;
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Program {
  /** The first line it writes to its descriptor 3; rejects when it ends before. */
  readonly said: Promise<string>;
  hasEnded(): boolean;
  stop(): Promise<void>;
}

function launch(name: string, args: readonly string[], env: NodeJS.ProcessEnv = environment()): Program {
  const child = spawn(name, args, { env, stdio: ['ignore', 'ignore', 'ignore', 'pipe'], timeout: lifeLimitMs });
  let isGone = false;
  const gone = new Promise<void>((resolve) => {
    for (const event of ['exit', 'error']) child.once(event, () => resolve());
  }).then(() => {
    isGone = true;
  });
  const said = firstLine(child).then((line) => line ?? Promise.reject(new Error(`${name} ended`)));
  // Who does not ask for it does not mind.
  said.catch(() => undefined);
  return {
    said,
    hasEnded: () => isGone,
    async stop() {
      child.kill();
      await gone;
    },
  };
}

function firstLine(child: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    let text = '';
    child.stdio[3]?.on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) resolve(text.split('\n')[0]);
    });
    for (const event of ['exit', 'error']) child.once(event, () => resolve(undefined));
  });
}

function environment(): NodeJS.ProcessEnv {
  const lib = join(peers, 'usr/lib');
  const libraries = existsSync(lib) ? readdirSync(lib).map((name) => join(lib, name)) : [];
  const { WAYLAND_DISPLAY: _wayland, ...env } = process.env;
  return { ...env, PATH: path, LD_LIBRARY_PATH: libraries.join(delimiter) };
}

function desktopOf(given: {
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
  readonly stop: () => Promise<void>;
  readonly hasEnded: () => boolean;
}): Desktop {
  const { home, env, stop, hasEnded } = given;
  const dunstctl = (...args: string[]) =>
    new Promise<string>((resolve, reject) => {
      execFile('dunstctl', args, { env, timeout: answerLimitMs }, (error, stdout) =>
        error ? reject(error) : resolve(stdout),
      );
    });
  return {
    env,
    stop,
    async shows(count) {
      // Each question is a process of its own, which is wait enough.
      for (;;) {
        const shown = await dunstctl('count', 'displayed').catch(() => '');
        if (shown.trim() === String(count)) return;
        if (hasEnded()) throw new Error('dunst ended');
      }
    },
    async history() {
      const { data } = JSON.parse(await dunstctl('history')) as {
        readonly data: readonly (readonly Readonly<Record<keyof ShownNotice, { readonly data: string }>>[])[];
      };
      return (data[0] ?? []).map(({ summary, body, message, appname, category }) => ({
        summary: summary.data,
        body: body.data,
        message: message.data,
        appname: appname.data,
        category: category.data,
      }));
    },
    click: async () => void (await dunstctl('action', '0')),
    async choose(label) {
      writeFileSync(join(home, 'wish'), `#${label} `);
      await dunstctl('context');
    },
    dismiss: async () => void (await dunstctl('close')),
  };
}

/** A bus for one desktop: whoever may open its socket may speak. */
function busConfig(home: string): string {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${join(home, 'bus')}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;
}

/** Markup is read, which is what a hostile notice would want. */
function dunstConfig(home: string): string {
  return `[global]
    markup = full
    format = "%s|%b"
    dmenu = ${join(home, 'menu')}
    idle_threshold = 0
[urgency_normal]
    timeout = 0
`;
}
