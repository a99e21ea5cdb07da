/** `npm run check-setup -- karenb@contoso.com`: "Test my setup" without a window. Ends with 0 unless something is red. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { checkSetup } from './check-setup-run.ts';

const end = new AbortController();
process.once('SIGINT', () => end.abort());

checkSetup({
  args: process.argv.slice(2),
  version: versionOf(),
  print: (text) => console.log(text),
  signal: end.signal,
}).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(`The setup could not be tested: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 2;
  },
);

/** Of the checkout this runs in; built, it lies two folders below, as it does here. */
function versionOf(): string {
  const text = readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8');
  const { version } = JSON.parse(text) as { version?: unknown };
  return typeof version === 'string' ? version : '';
}
