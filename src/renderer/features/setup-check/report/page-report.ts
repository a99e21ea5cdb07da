/** The whole check as one page that needs nothing else: no scripts, nothing loaded, light and dark, and fit to be printed. */
import { type SetupCheck, type SetupStep, worstResult } from '../../../../shared/model/setup-check.ts';
import { exactTime, labelled, milliseconds } from '../../../locales/format.ts';
import { languageTag } from '../../../locales/language.ts';
import { reportTexts, setupTexts } from '../../../locales/setup-check.ts';
import { type DetailTable, detailTables } from './detail-tables.ts';
import { escaped } from './escape.ts';
import { pageStyle } from './page-style.ts';
import { chainPicture, timelinePicture } from './pictures.ts';
import { type StepWords, wordsOfSteps } from './step-words.ts';
import { headline, type ReportInput } from './text-report.ts';

/** HTML of the report. Everything a server said is escaped. */
export function pageReport({ check, version }: ReportInput): string {
  const title = reportTexts.title(check.address);
  const steps = wordsOfSteps(check).map((words, index) => stepSection(words, check.steps[index]));
  const took = check.durationMs === undefined ? '' : ` ${setupTexts.took(milliseconds(check.durationMs))}.`;
  return `<!doctype html>
<html lang="${languageTag()}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<p class="quiet">${escaped(reportTexts.made(exactTime(check.startedAt), version))}.${escaped(took)} ${escaped(reportTexts.secretFree)}</p>
<p class="headline ${worstResult(check)}">${escaped(headline(check))}</p>
${timeline(check)}
<ol>
${steps.join('\n')}
</ol>
</main>
</body>
</html>
`;
}

function timeline(check: SetupCheck): string {
  return `<figure>${timelinePicture(check)}<figcaption>${escaped(reportTexts.timeline)}</figcaption></figure>`;
}

function stepSection(words: StepWords, step: SetupStep | undefined): string {
  const isTimed = step?.durationMs !== undefined && words.shown !== 'skipped';
  const time = isTimed ? `<span class="quiet">${escaped(milliseconds(step.durationMs))}</span>` : '';
  const details = step?.outcome?.details;
  const tables = detailTables(details).map(tableHtml);
  const pictures =
    details?.kind === 'certificate' ? details.looks.flatMap((look) => look.addresses.map(chainPicture)) : [];
  const more = [...pictures.filter(Boolean).map((picture) => `<figure>${picture}</figure>`), ...tables].join('\n');
  return `<li>
<h2>${escaped(words.title)} <span class="badge ${words.shown}">${escaped(words.result)}</span> ${time}</h2>
<p>${escaped(words.sentence)}</p>
${words.next === '' ? '' : `<p class="next">${escaped(words.next)}</p>`}
${words.mender === undefined ? '' : `<p class="quiet">${escaped(labelled(setupTexts.whoMends, words.mender))}</p>`}
${more === '' ? '' : `<details${words.shown === 'red' ? ' open' : ''}><summary>${escaped(setupTexts.details(words.title))}</summary>\n${more}\n</details>`}
</li>`;
}

function tableHtml({ title, columns, rows }: DetailTable): string {
  const caption = title === undefined ? '' : `<caption>${escaped(title)}</caption>`;
  const head =
    columns.length > 0
      ? `<thead><tr>${columns.map((name) => `<th scope="col">${escaped(name)}</th>`).join('')}</tr></thead>`
      : '';
  const body = rows.map(
    (row) => `<tr>${row.map((cell, index) => cellHtml(cell, index === 0 && columns.length === 0)).join('')}</tr>`,
  );
  return `<div class="table"><table>${caption}${head}<tbody>\n${body.join('\n')}\n</tbody></table></div>`;
}

function cellHtml(cell: string, isName: boolean): string {
  return isName ? `<th scope="row">${escaped(cell)}</th>` : `<td>${escaped(cell)}</td>`;
}
