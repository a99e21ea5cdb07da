import { setupReportVersion, worstResult } from '../../../../shared/model/setup-check.ts';
import { menderOf } from '../../../../shared/model/setup-mender.ts';
import { wordsOfSteps } from './step-words.ts';
import { headline, type ReportInput } from './text-report.ts';

/** The whole check as JSON, for programs; docs/guide/test-my-setup.md describes the shape. Times are milliseconds. */
export function jsonReport({ check, version }: ReportInput): string {
  const words = wordsOfSteps(check);
  const steps = check.steps.map((step, index) => ({
    number: index + 1,
    id: step.id,
    title: words[index]?.title,
    result: step.outcome?.result ?? step.state,
    ...(step.startMs === undefined ? {} : { startMs: step.startMs }),
    ...(step.durationMs === undefined ? {} : { durationMs: step.durationMs }),
    ...(step.outcome ? { finding: step.outcome.finding } : {}),
    sentence: words[index]?.sentence,
    next: words[index]?.next,
    mender: menderOf(step) ?? null,
    details: step.outcome?.details ?? null,
  }));
  const { address, domain, startedAt, phase, durationMs } = check;
  const report = {
    report: 'offhook-setup',
    version: setupReportVersion,
    offhook: version,
    address,
    domain,
    startedAt: new Date(startedAt).toISOString(),
    phase,
    ...(durationMs === undefined ? {} : { durationMs }),
    result: worstResult(check),
    headline: headline(check),
    steps,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
