import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { argumentsFor, hasNotifySend, notifySend } from './notify-send.ts';

const buttons = [
  { id: 'open', label: 'Open' },
  { id: 'decline', label: 'Decline' },
];

describe('the arguments of a notice', () => {
  it('name the buttons, and what a click on the notice does', () => {
    expect(argumentsFor({ title: 'Garth Fort', body: 'Hello', category: 'im.received', buttons })).toEqual([
      '--app-name=Offhook',
      '--hint=string:desktop-entry:offhook',
      '--category=im.received',
      '--wait',
      '--action=default=Open',
      '--action=open=Open',
      '--action=decline=Decline',
      '--',
      'Garth Fort',
      'Hello',
    ]);
  });

  it('let no option, no markup and no control character in from what somebody wrote', () => {
    const body = '<a href="x">&\n\u001b[31m\u202egnp.exe';
    const hostile = argumentsFor({ title: '--icon=/etc/passwd\u0000', body, buttons: [] });
    expect(hostile.slice(-3)).toEqual(['--', '--icon=/etc/passwd', '&lt;a href="x"&gt;&amp; [31m gnp.exe']);
  });

  it('leave a backslash what it is: the command makes escapes of C out of a body, and gives up where that is no UTF-8', () => {
    const args = argumentsFor({ title: 'a\\b', body: 'C:\\new\\300', buttons: [] });
    expect(args.slice(-2)).toEqual(['a\\b', 'C:\\\\new\\\\300']);
  });

  it('show a title where there is none, and cut what is endless between two characters', () => {
    const args = argumentsFor({ title: '', body: '🗝'.repeat(5000), buttons: [] });
    expect(args.at(-2)).toBe('Offhook');
    expect(args.at(-1)).toBe('🗝'.repeat(300));
  });
});

describe.skipIf(process.platform === 'win32')('the command', () => {
  let folder: string;
  let env: NodeJS.ProcessEnv;
  const become = (script: string) => {
    const file = join(folder, 'notify-send');
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  };
  const chosen = () => new Promise((resolve) => void notifySend(env)({ title: 'T', body: 'B', buttons }, resolve));

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'offhook-notify-'));
    env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('serves when it knows buttons, and not when it is old or missing', async () => {
    become('echo "  -A, --action=[NAME=]Text..."');
    expect(await hasNotifySend(env)).toBe(true);
    become('echo "  -u, --urgency=LEVEL"');
    expect(await hasNotifySend(env)).toBe(false);
    expect(await hasNotifySend({ PATH: '/nowhere' })).toBe(false);
  });

  it.each([
    ['a button', 'echo decline', 'decline'],
    ['a click on the notice', 'echo default', 'open'],
    ['a button nobody offered', 'echo rm', undefined],
    ['endless words', 'head -c 100000 /dev/zero | tr "\\0" x', undefined],
    ['a failure', 'exit 1', undefined],
  ])('says once how it ended: %s', async (_, script, id) => {
    become(script);
    expect(await chosen()).toBe(id);
  });

  it('that is missing after all ends without a choice', async () => {
    const ended = new Promise((resolve) => {
      notifySend({ PATH: '/nowhere' })({ title: 'T', body: 'B', buttons }, resolve);
    });
    expect(await ended).toBeUndefined();
  });

  it('is interrupted when its notice is taken back', async () => {
    become('exec sleep 60');
    const ended = new Promise((resolve) => {
      const takeBack = notifySend(env)({ title: 'T', body: 'B', buttons }, resolve);
      takeBack();
      takeBack();
    });
    expect(await ended).toBeUndefined();
  });
});
