/** What an administrator would change, in German; the settings keep the names they have in the published tables (mission 1.L, 1.M). */
import type { Diagnostic } from '../../../shared/model/failure.ts';
import { type AdvisedDiagnostic, adviceOn, namedParameter } from '../administrator-logic.ts';

const partner = (diagnostic: Diagnostic) =>
  namedParameter(diagnostic, 'external-domain', 'domain') ?? 'die Domäne des Organisators';
const partnerName = (diagnostic: Diagnostic) =>
  namedParameter(diagnostic, 'external-domain', 'domain') ?? '<Domäne des Organisators>';
const ofPartner = (diagnostic: Diagnostic) => {
  const name = namedParameter(diagnostic, 'external-domain', 'domain');
  return name ? `von ${name}` : 'der Domäne des Organisators';
};

/** Settings of the hosted service take their time; an administrator who tries at once learns nothing. */
const online = 'Änderungen am Onlinedienst brauchen 30 bis 45 Minuten, bis sie wirken.';
const organizers =
  'Beim Organisator: „Enable federation“ einschalten (Access Edge Configuration) und dieses Unternehmen unter „SIP Federated Domains“ zulassen.';

const advice: Readonly<Record<AdvisedDiagnostic, (diagnostic: Diagnostic) => string>> = {
  1002: () =>
    `Den Zugang zu anderen Unternehmen erlauben: „External communications“ ist für diese Organisation ausgeschaltet, oder der Benutzer ist nicht für den Verbund aktiviert. ${online}`,
  1008: (told) =>
    `_sipfederationtls._tcp.${partnerName(told)} veröffentlichen oder den Access Edge unter „SIP Federated Domains“ von Hand eintragen.`,
  1009: (told) =>
    `Der Eintrag ${ofPartner(told)} nennt einen Server außerhalb dieser Domäne: den Access Edge unter „SIP Federated Domains“ von Hand eintragen.`,
  1017: (told) =>
    `Unter „SIP Federated Domains“ ${partner(told)} zulassen oder „partner domain discovery“ einschalten (Access Edge Configuration).`,
  1028: (told) =>
    `Unter „SIP Federated Domains“ ${partner(told)} zulassen oder „partner domain discovery“ einschalten: Der Hostinganbieter ist eingerichtet, die Domäne ist nicht eingetragen.`,
  1034: () => organizers,
  1036: () => `${organizers} Die Domäne ist gehostet: ${online}`,
  1064: (told) =>
    `Unter „SIP Federated Domains“ ${partner(told)} aus den blockierten Domänen nehmen; ein blockiertes Suffix gilt für alles darunter.`,
  4033: () =>
    `Beim Organisator: „External communications“ ist ausgeschaltet oder lässt die Domäne dieses Unternehmens aus. ${online}`,
  27000: (told) =>
    `Die Organisation steht auf „On only for allowed domains“: ${namedParameter(told, 'destination', 'external-domain', 'domain') ?? 'die Domäne des Organisators'} dort hinzufügen. ${online}`,
};

/** One sentence or two for whoever runs the servers; undefined where nothing is known to help. */
export function administratorAdvice(diagnostics: readonly Diagnostic[] | undefined): string | undefined {
  return adviceOn(diagnostics, advice);
}
