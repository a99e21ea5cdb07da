/** `npm run check-setup` as a person types it: what it prints and writes, and how it ends. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { checkSetup } from '../../src/tester/check-setup-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'offhook-setup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...args: string[]): Promise<{ code: number; text: string }> {
  const printed: string[] = [];
  const signal = new AbortController().signal;
  const code = await checkSetup({ args, version: '0.1.0', print: (text) => printed.push(text), signal });
  return { code, text: printed.join('\n') };
}

it('[B15] tests a setup in a lab, and writes both reports', async () => {
  const [json, html] = [join(folder, 'setup.json'), join(folder, 'setup.html')];
  const args = ['karenb@contoso.com', '--lab', '--partner', 'tailspintoys.com', '--json', json, '--html', html];
  const { code, text } = await run(...args);
  expect(text).toContain('3. Names of your company’s servers: Good');
  expect(text).toContain('You can reach meetings of tailspintoys.com as a guest');
  expect(code).toBe(0);
  expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({ report: 'offhook-setup', version: 1 });
  expect(readFileSync(html, 'utf8')).toMatch(/^<!doctype html>/);
});

it('ends with 1 where something is red', async () => {
  const { code, text } = await run('somebody@nobody-has-this.example', '--lab');
  expect(text).toContain('No server is published for nobody-has-this.example.');
  expect(code).toBe(1);
});

it('ends with 2 where a report cannot be written, told before anything is tested', async () => {
  writeFileSync(join(folder, 'file'), '');
  const json = join(folder, 'file', 'x.json');
  const { code, text } = await run('somebody@nobody-has-this.example', '--lab', '--json', json);
  expect(text).toMatch(/^[^\n]*x\.json: the report could not be written: E[^\n]*$/);
  expect(code).toBe(2);
  const twice = join(folder, 'twice');
  const both = await run('somebody@nobody-has-this.example', '--lab', '--json', twice, '--html', twice);
  expect([both.code, both.text]).toEqual([2, `${twice}: is another file of this run.`]);
});

it.runIf(existsSync('/dev/full'))('writes the other report where the disk refuses one', async () => {
  const html = join(folder, 'deep', 'x.html');
  const { code, text } = await run('somebody@nobody-has-this.example', '--lab', '--json', '/dev/full', '--html', html);
  expect(text).toContain('/dev/full: the report could not be written: ENOSPC');
  expect(readFileSync(html, 'utf8')).toMatch(/^<!doctype html>/);
  expect(code).toBe(2);
});

it.each([[[]], [['karen']], [['a@b.com', 'c@d.com']], [['a@b.com', '--colour']], [['a@b.com', '--json']]])(
  'ends with 2 for %j, and tells how it is used',
  async (args) => {
    const { code, text } = await run(...args);
    expect(text).toContain('Usage: npm run check-setup');
    expect(code).toBe(2);
  },
);

it('tells how it is used where that is asked', async () => {
  expect(await run('--help')).toMatchObject({ code: 0, text: expect.stringContaining('--partner') });
});
