/** A failure as text to copy: everything support needs, nothing secret (the failure never held any). */
import type { Diagnostic, Failure } from '../../shared/model/failure.ts';
import { administratorAdvice } from '../locales/administrator.ts';
import { factNames } from '../locales/app.ts';
import { explainDiagnostic } from '../locales/diagnostics.ts';
import { failureTexts } from '../locales/failures.ts';
import { labelled } from '../locales/format.ts';

/** One line per fact, the sentence first. */
export function failureReport(failure: Failure): string {
  return [
    failureTexts[failure.code].sentence(failure),
    ...failureFacts(failure).map(([name, value]) => labelled(name, value)),
  ].join('\n');
}

/** Name and value of every fact of a failure, in the order people ask for them. */
export function failureFacts(failure: Failure): readonly (readonly [name: string, value: string])[] {
  const facts: [string, string | undefined][] = [
    [factNames.code, failure.code],
    [factNames.server, failure.server],
    [factNames.answer, failure.sip && `${failure.sip.status} ${failure.sip.reason}`],
    ...(failure.diagnostics ?? []).flatMap(diagnosticFacts),
    [factNames.advice, administratorAdvice(failure.diagnostics)],
    [factNames.certificates, failure.data?.sentNames],
    [factNames.missing, failure.data?.url],
    [factNames.more, failure.detail],
    [factNames.time, new Date(failure.at).toISOString()],
  ];
  return facts.filter((fact): fact is [string, string] => fact[1] !== undefined && fact[1] !== '');
}

function diagnosticFacts(diagnostic: Diagnostic): [string, string | undefined][] {
  const number = diagnostic.subCode === undefined ? `${diagnostic.code}` : `${diagnostic.code}.${diagnostic.subCode}`;
  const extra = Object.entries(diagnostic.params).map(([name, value]) => `${name}="${value}"`);
  return [
    ['ms-diagnostics', diagnostic.reason ? `${number} ${diagnostic.reason}` : number],
    [factNames.meaning, explainDiagnostic(diagnostic).sentence],
    [factNames.source, diagnostic.source],
    [factNames.parameters, extra.join('; ')],
  ];
}
