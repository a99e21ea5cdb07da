/** The words of what one account trusts besides what this computer trusts. */
import type * as english from '../en/account-trust.ts';
import type { Worded } from '../language-pack.ts';

export const accountTrustTexts: Worded<typeof english.accountTrustTexts> = {
  title: 'Certificats',
  hint: (address) => `Ce qui est approuvé pour ${address} seulement, en plus des autorités connues de cet ordinateur.`,
  nobody: 'Connectez-vous une fois : vous pourrez ensuite choisir ici ce qui est approuvé pour votre compte.',
  authorities: 'Autorités de votre entreprise',
  none: 'Aucune',
  add: 'Ajouter un fichier de certificat',
  remove: (name) => `Supprimer ${name}`,
  validTo: (day) => `Valide jusqu’au ${day}`,
  olderTlsHint:
    'Leur chiffrement peut être cassé. N’activez ceci que le temps du renouvellement du serveur, et seulement dans un réseau de confiance.',
};
