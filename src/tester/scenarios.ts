/** `npm run scenarios`: the testers' command line. What it prints and how it ends stands in docs/guide/testers.md. */
import process from 'node:process';
import { runScenarios } from './scenarios-run.ts';

const end = new AbortController();
// Once: whoever cannot wait for the reports sends it again.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end.abort());

// The clock of the lab keeps no process alive: a pause of a scenario must not end this one.
const awake = setInterval(() => undefined, 60_000);
void runScenarios({
  args: process.argv.slice(2),
  environment: process.env,
  print: (text) => console.log(text),
  signal: end.signal,
})
  .catch((error: unknown) => {
    console.error(`The scenarios could not run: ${error instanceof Error ? error.message : String(error)}`);
    return 2;
  })
  .then((code) => {
    clearInterval(awake);
    process.exitCode = code;
  });
