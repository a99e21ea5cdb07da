/** `npm run fuzz -- --runs 200000 --seed 7` or `-- 200000 7`: a million damaged inputs by default, another seed each day. Ends with 1 on a finding. */
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.ts';
import { fuzzTargets } from './targets.ts';

const usage = 'Usage: npm run fuzz -- [--runs count] [--seed seed]';
const { count, seed } = readArguments();

console.log(`${count} inputs, seed ${seed}: ${fuzzTargets.map((target) => target.name).join(', ')}`);
const started = performance.now();
const report = fuzz({
  targets: fuzzTargets,
  count,
  seed,
  boundMs: 250,
  now: ownTime,
  onProgress: (done) => {
    if (done % 100_000 === 0) console.log(`${done} done`);
  },
});
for (const finding of report.findings) {
  console.log(
    `${finding.kind} in ${finding.target} (input seed ${finding.inputSeed}): ${finding.problem}\n  ${finding.input}`,
  );
}
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(
  `${report.findings.length} findings, slowest ${report.slowestMs.toFixed(1)} ms, ${report.slowOnce} slow only once, ${seconds} s`,
);
process.exitCode = report.findings.length > 0 ? 1 : 0;

/** Milliseconds this process worked: what others take of a busy machine is no reader's fault. */
function ownTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function readArguments(): { readonly count: number; readonly seed: number } {
  try {
    const options = { runs: { type: 'string' }, seed: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const count = Number(values.runs ?? positionals[0] ?? 1_000_000);
    const seed = Number(values.seed ?? positionals[1] ?? Math.floor(Date.now() / 86_400_000));
    if (Number.isSafeInteger(count) && count > 0 && Number.isSafeInteger(seed)) return { count, seed };
    throw new TypeError('these must be whole numbers');
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n${usage}`);
    process.exit(2);
  }
}
