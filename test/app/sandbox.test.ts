/** The sandbox is proved where it can stand: in the page's process of an unprivileged user. */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron as electron, expect, test } from '@playwright/test';
import { root } from './offhook.ts';

const nobody = 65534;

test("the page's process runs under seccomp", async () => {
  test.skip(process.platform !== 'linux', 'seccomp is a thing of Linux');
  const stage = mkdtempSync(join(tmpdir(), 'offhook-sandbox-'));
  try {
    const app = await electron.launch({ ...launchPlan(stage), chromiumSandbox: true });
    try {
      await app.firstWindow();
      const pid = await app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
      );
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      expect(status).toMatch(/^Seccomp:\s*2$/m);
      expect(status).not.toMatch(/^Uid:\s*0\s/m);
    } finally {
      await app.close();
    }
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
});

/** An ordinary user starts the application as it is; root starts a copy that `nobody` can read, as `nobody`. */
function launchPlan(stage: string): { args: string[]; cwd: string; executablePath?: string } {
  const profile = `--user-data-dir=${join(stage, 'home/profile')}`;
  if (process.getuid?.() !== 0) return { args: ['.', profile], cwd: root };
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'node_modules/electron/dist');
  execFileSync('cp', ['-a', '--reflink=auto', dist, join(stage, 'dist')]);
  const app = join(stage, 'app');
  cpSync(join(root, 'out'), join(app, 'out'), { recursive: true });
  cpSync(join(root, 'package.json'), join(app, 'package.json'));
  execFileSync('mkdir', [join(stage, 'home')]);
  execFileSync('chown', [String(nobody), join(stage, 'home')]);
  execFileSync('chmod', ['-R', 'a+rX', stage]);
  const wrapper = join(stage, 'as-nobody.sh');
  const drop = `setpriv --reuid=${nobody} --regid=${nobody} --clear-groups`;
  const env = `env -u XAUTHORITY -u ELECTRON_DISABLE_SANDBOX HOME=${stage}/home`;
  writeFileSync(wrapper, `#!/bin/sh\nexec ${drop} ${env} ${stage}/dist/electron "$@"\n`);
  chmodSync(wrapper, 0o755);
  return { args: [app, profile], cwd: stage, executablePath: wrapper };
}
