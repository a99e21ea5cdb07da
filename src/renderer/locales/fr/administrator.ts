/** What an administrator would change, by the number that a refusal gives: the four scenario tables' settings by their own names (mission 1.L, 1.M). */
import type { Diagnostic } from '../../../shared/model/failure.ts';
import { type AdvisedDiagnostic, adviceOn, namedParameter } from '../administrator-logic.ts';

const partner = (diagnostic: Diagnostic) =>
  namedParameter(diagnostic, 'external-domain', 'domain') ?? '<domaine de l’organisateur>';

/** Settings of the hosted service take their time; an administrator who tries at once learns nothing. */
const online = 'Les modifications du service en ligne prennent effet après 30 à 45 minutes.';
const organizers =
  'Du côté de l’organisateur : activez la fédération (Access Edge Configuration) et autorisez cette entreprise sous SIP Federated Domains.';
const orDiscovery = 'ou activez la découverte des domaines partenaires (Access Edge Configuration)';

const advice: Readonly<Record<AdvisedDiagnostic, (diagnostic: Diagnostic) => string>> = {
  1002: () =>
    `Autorisez les communications avec d’autres entreprises : External communications est désactivé pour cette organisation, ou l’utilisateur n’est pas activé pour la fédération. ${online}`,
  1008: (told) =>
    `Publiez _sipfederationtls._tcp.${partner(told)}, ou inscrivez à la main son Access Edge sous SIP Federated Domains.`,
  1009: (told) =>
    `L’enregistrement de ${partner(told)} désigne un serveur hors de ce domaine : inscrivez à la main son Access Edge sous SIP Federated Domains.`,
  1017: (told) => `Autorisez ${partner(told)} sous SIP Federated Domains, ${orDiscovery}.`,
  1028: (told) =>
    `Autorisez ${partner(told)} sous SIP Federated Domains, ${orDiscovery} : son hébergeur est configuré, mais le domaine n’est pas inscrit.`,
  1034: () => organizers,
  1036: () => `${organizers} Ce domaine est hébergé. ${online}`,
  1064: (told) =>
    `Retirez ${partner(told)} des domaines bloqués sous SIP Federated Domains ; un suffixe bloqué vaut pour tout ce qui en dépend.`,
  4033: () =>
    `Du côté de l’organisateur : les communications externes sont désactivées, ou excluent le domaine de cette entreprise. ${online}`,
  27000: (told) =>
    `L’organisation est réglée sur « On only for allowed domains » : ajoutez-y ${namedParameter(told, 'destination', 'external-domain', 'domain') ?? 'le domaine de l’organisateur'}. ${online}`,
};

/** One sentence or two for whoever runs the servers; undefined where nothing is known to help. */
export function administratorAdvice(diagnostics: readonly Diagnostic[] | undefined): string | undefined {
  return adviceOn(diagnostics, advice);
}
