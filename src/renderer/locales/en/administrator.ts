/** What an administrator would change, by the number that a refusal gives: the four scenario tables' settings by their own names (mission 1.L, 1.M). */
import type { Diagnostic } from '../../../shared/model/failure.ts';
import { type AdvisedDiagnostic, adviceOn, namedParameter } from '../administrator-logic.ts';

const partner = (diagnostic: Diagnostic) =>
  namedParameter(diagnostic, 'external-domain', 'domain') ?? "the organizer's domain";

/** Settings of the hosted service take their time; an administrator who tries at once learns nothing. */
const online = 'Changes of the online service take 30 to 45 minutes to work.';
const organizers =
  "On the organizer's side: Enable federation (Access Edge Configuration), and allow this company under SIP Federated Domains.";

const advice: Readonly<Record<AdvisedDiagnostic, (diagnostic: Diagnostic) => string>> = {
  1002: () =>
    `Let people reach other companies: External communications is off for this organization, or the user is not enabled for federation. ${online}`,
  1008: (told) =>
    `Publish _sipfederationtls._tcp.${partner(told)}, or list its Access Edge by hand under SIP Federated Domains.`,
  1009: (told) =>
    `The record of ${partner(told)} names a server outside that domain: list its Access Edge by hand under SIP Federated Domains.`,
  1017: (told) =>
    `Allow ${partner(told)} under SIP Federated Domains, or enable partner domain discovery (Access Edge Configuration).`,
  1028: (told) =>
    `Allow ${partner(told)} under SIP Federated Domains, or enable partner domain discovery: its hosting provider is configured, the domain is not listed.`,
  1034: () => organizers,
  1036: () => `${organizers} It is hosted: ${online.charAt(0).toLowerCase()}${online.slice(1)}`,
  1064: (told) =>
    `Take ${partner(told)} off the blocked domains under SIP Federated Domains; a blocked suffix holds for all below it.`,
  4033: () => `On the organizer's side: external communications are off, or leave this company's domain out. ${online}`,
  27000: (told) =>
    `The organization is "On only for allowed domains": add ${namedParameter(told, 'destination', 'external-domain', 'domain') ?? "the organizer's domain"} to them. ${online}`,
};

/** One sentence or two for whoever runs the servers; undefined where nothing is known to help. */
export function administratorAdvice(diagnostics: readonly Diagnostic[] | undefined): string | undefined {
  return adviceOn(diagnostics, advice);
}
