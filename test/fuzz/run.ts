/** `npm run fuzz [count] [seed]`: a million damaged inputs by default, another seed each day. Ends with 1 on a finding. */
import { fuzz } from './fuzz.ts';
import { fuzzTargets } from './targets.ts';

const [count = 1_000_000, seed = Math.floor(Date.now() / 86_400_000)] = process.argv.slice(2).map(Number);
if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed)) {
  console.error('Usage: npm run fuzz -- [count] [seed]');
  process.exit(2);
}

console.log(`${count} inputs, seed ${seed}: ${fuzzTargets.map((target) => target.name).join(', ')}`);
const started = performance.now();
const report = fuzz({
  targets: fuzzTargets,
  count,
  seed,
  boundMs: 250,
  now: () => performance.now(),
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
