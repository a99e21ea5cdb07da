import { type SetupCheck, worstResult } from '../../../../shared/model/setup-check.ts';
import { exactTime, labelled, milliseconds } from '../../../locales/format.ts';
import { headlines, reportTexts, setupTexts } from '../../../locales/setup-check.ts';
import { type DetailTable, detailTables } from './detail-tables.ts';
import { type StepWords, wordsOfSteps } from './step-words.ts';

export interface ReportInput {
  readonly check: SetupCheck;
  /** Of Offhook. */
  readonly version: string;
}

/** The whole check as lines of text. */
export function textReport({ check, version }: ReportInput): string {
  const steps = wordsOfSteps(check);
  return [
    reportTexts.title(check.address),
    reportTexts.made(exactTime(check.startedAt), version),
    ...(check.durationMs === undefined ? [] : [setupTexts.took(milliseconds(check.durationMs))]),
    reportTexts.secretFree,
    '',
    headline(check),
    ...steps.flatMap((words, index) => ['', ...stepLines(words, check, index)]),
    '',
  ].join('\n');
}

/** The whole of it in one sentence, as far as it went. */
export function headline(check: SetupCheck): string {
  const words = headlines[worstResult(check)](check.address);
  return check.phase === 'cancelled' ? setupTexts.cancelled : words;
}

function stepLines(words: StepWords, { steps }: SetupCheck, index: number): readonly string[] {
  const step = steps[index];
  const isLookedAt = words.shown !== 'skipped';
  const time = step?.durationMs === undefined || !isLookedAt ? '' : `, ${milliseconds(step.durationMs)}`;
  const told = [
    words.sentence,
    words.next === '' || words.mender === undefined ? words.next : labelled(reportTexts.what, words.next),
    words.mender === undefined ? '' : labelled(setupTexts.whoMends, words.mender),
    ...detailTables(step?.outcome?.details).flatMap(tableLines),
  ];
  return [
    `${words.number}. ${words.title}: ${words.result}${time}`,
    ...told.filter((line) => line !== '').map((line) => `   ${plain(line)}`),
  ];
}

function tableLines({ title, rows }: DetailTable): readonly string[] {
  const lines = rows.map((row) => `  - ${row.filter((cell) => cell !== '').join(' | ')}`);
  return title === undefined ? lines : [`  ${title}`, ...lines];
}

/** A name server can put anything into a name: in a text it stays on its line. */
function plain(line: string): string {
  return [...line].map((letter) => ((letter.codePointAt(0) ?? 0) < 32 ? ' ' : letter)).join('');
}
