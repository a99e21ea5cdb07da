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
  UPDATE_EXPIRED: say(
    (failure) =>
      `La liste des versions${failure.server ? ` de ${failure.server}` : ''} a expiré : elle ne dit plus s’il existe une version plus récente.`,
    'Vérifiez la date de cet ordinateur ; si elle est juste, dites à votre administrateur que la liste doit être signée à nouveau.',
  ),
  UPDATE_OLDER: say(
    (failure) =>
      `La liste des versions${failure.server ? ` de ${failure.server}` : ''} propose ${failure.data?.version ? `la version ${failure.data.version},` : 'une version'} plus ancienne que celle-ci : elle n’a pas été utilisée.`,
    'Prévenez votre administrateur : une ancienne liste a peut-être été remise en place.',
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
