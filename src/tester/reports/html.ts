/** Results as one page that stands by itself: no scripts, nothing fetched. */
import { xml } from '../../lab/sip/xml-text.ts';
import type { ScenarioResult, StepResult } from '../scenario/run.ts';
import { summaryText } from './text.ts';

const words: Readonly<Record<ScenarioResult['outcome'], string>> = {
  passed: 'As expected',
  failed: 'Different',
  error: 'Could not be played',
  skipped: 'Left out',
};

const style = `body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#242424;background:#fff}
h2{font-size:1.1rem;margin:2rem 0 .25rem}table{border-collapse:collapse;margin:.5rem 0}td,th{border:1px solid #616161;padding:.25rem .5rem;text-align:left;vertical-align:top}
pre{overflow-x:auto;border:1px solid #d1d1d1;padding:.5rem;font-size:.8rem}.failed strong,.error strong{color:#b10e1c}.passed strong{color:#0e700e}`;

export function reportHtml(results: readonly ScenarioResult[]): string {
  const summary = xml(summaryText(results));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Scenarios: ${summary}</title>
<style>${style}</style></head><body><main><h1>Scenarios</h1><p>${summary}</p>
${results.map(sectionOf).join('\n')}
</main></body></html>
`;
}

function sectionOf({ outcome, file, id, name, ms, problem, steps, ladders, gaps }: ScenarioResult): string {
  const differences = steps.flatMap((step) => step.differences);
  return `<section class="${outcome}"><h2>${xml(`${id} ${name}`)}</h2>
<p><strong>${words[outcome]}</strong>, ${xml(file)}, ${ms} ms${problem ? `: ${xml(problem)}` : ''}</p>
${gaps.length > 0 ? `<p>Not in the recording: ${xml([...new Set(gaps)].join('; '))}</p>\n` : ''}${differences.length > 0 ? tableOf(steps) : ''}<details><summary>Steps and messages</summary>
<ol>${steps.map((step) => `<li>${xml(step.words)}, ${step.ms} ms</li>`).join('')}</ol>
${ladders.map(({ who, text }) => `<h3>As ${xml(who)} saw it</h3><pre tabindex="0">${xml(text)}</pre>`).join('\n')}</details></section>`;
}

function tableOf(steps: readonly StepResult[]): string {
  const rows = steps.flatMap((step) =>
    step.differences.map(
      ({ what, expected, got }) =>
        `<tr>${[step.words, what, expected, got].map((cell) => `<td>${xml(cell)}</td>`).join('')}</tr>`,
    ),
  );
  return `<table><thead><tr><th>Step</th><th>What</th><th>Expected</th><th>Got</th></tr></thead><tbody>${rows.join('')}</tbody></table>\n`;
}
