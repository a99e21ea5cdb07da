/** The German words of what one account trusts besides what this computer trusts. */
import type * as english from '../en/account-trust.ts';
import type { Worded } from '../language-pack.ts';

export const accountTrustTexts: Worded<typeof english.accountTrustTexts> = {
  title: 'Zertifikate',
  hint: (address) =>
    `Was nur für ${address} vertrauenswürdig ist, zusätzlich zu den Zertifizierungsstellen dieses Computers.`,
  nobody: 'Melden Sie sich einmal an, dann können Sie hier wählen, was für Ihr Konto vertrauenswürdig ist.',
  authorities: 'Zertifizierungsstellen Ihres Unternehmens',
  none: 'Keine',
  add: 'Zertifikatdatei hinzufügen',
  remove: (name) => `${name} entfernen`,
  validTo: (day) => `Gültig bis ${day}`,
  olderTlsHint:
    'Ihre Verschlüsselung lässt sich brechen. Schalten Sie dies nur ein, bis der Server erneuert ist, und nur in einem Netzwerk, dem Sie vertrauen.',
};
