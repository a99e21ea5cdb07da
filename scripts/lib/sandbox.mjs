/** Whether Chromium's sandbox can stand on this machine for this user. Offhook never runs without it in silence. */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Stop, say } from './terminal.mjs';

/** Whether this process may do everything; Chromium refuses its sandbox to root. */
export function isRoot() {
  return process.getuid?.() === 0;
}

/**
 * Whether an unprivileged user may make user namespaces, which the sandbox is built from.
 * @param {{ asNobody?: boolean }} [options] asked by root on behalf of `nobody`
 */
export function hasUserNamespaces({ asNobody = false } = {}) {
  const probe = ['unshare', '--user', '--map-root-user', 'true'];
  const command = asNobody ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', ...probe] : probe;
  return spawnSync(command[0] ?? '', command.slice(1), { stdio: 'ignore' }).status === 0;
}

/**
 * The variables that settle the sandbox, after saying or demanding what has to be said or done.
 * Root: switched off, in one spoken line. Others: on; where the kernel forbids it, the line to type.
 * @param {string} dist the folder of the Electron that will run
 * @returns {Record<string, string | undefined>}
 */
export function sandboxEnvironment(dist) {
  if (process.platform !== 'linux') return {};
  if (isRoot()) {
    say("running as root, so Chromium's sandbox is off for this run (ELECTRON_DISABLE_SANDBOX=1)");
    return { ELECTRON_DISABLE_SANDBOX: '1' };
  }
  const helper = join(dist, 'chrome-sandbox');
  if (hasUserNamespaces() || isSetuidRoot(helper)) return { ELECTRON_DISABLE_SANDBOX: undefined };
  throw new Stop(
    "this system keeps ordinary users from Chromium's sandbox, and Offhook does not run without it.\n" +
      `Type this one line, then start again:\n\n  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`,
  );
}

/** @param {string} file */
function isSetuidRoot(file) {
  const facts = statSync(file, { throwIfNoEntry: false });
  return facts !== undefined && facts.uid === 0 && (facts.mode & 0o4000) !== 0;
}
