/** Why a newer version could not be found or got. */
import type * as english from '../en/failures-updates.ts';
import { say } from '../failure-text.ts';
import type { Worded } from '../language-pack.ts';

export const updateFailures: Worded<typeof english.updateFailures> = {
  UPDATE_UNREACHABLE: say(
    (failure) =>
      `L’emplacement des nouvelles versions, ${failure.server ?? 'indiqué par votre administrateur'}, n’a pas donné de réponse utilisable.`,
    'Vérifiez la connexion réseau, puis relancez la recherche.',
  ),
  UPDATE_NOT_BELIEVED: say(
    (failure) =>
      `La liste des versions${failure.server ? ` de ${failure.server}` : ''} n’est pas celle que votre administrateur a signée : elle n’a pas été utilisée.`,
    'Prévenez votre administrateur : quelqu’un l’a peut-être modifiée.',
  ),
  UPDATE_DAMAGED: say(
    'La nouvelle version reçue n’est pas celle qui a été signée : elle a été rejetée.',
    'Réessayez plus tard ; si cela se reproduit, prévenez votre administrateur.',
  ),
  UPDATE_NOT_DOWNLOADED: say(
    'La nouvelle version n’a pas pu être récupérée.',
    'Réessayez, ou installez-la comme vous avez installé celle-ci. Les détails indiquent ce qui manquait.',
  ),
};
