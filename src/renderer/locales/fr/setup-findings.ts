/** One wording per finding of "Test my setup": what was found, and what to do. A code without words does not compile. */
import type * as english from '../en/setup-findings.ts';
import type { Worded } from '../language-pack.ts';

type Data = Readonly<Record<string, string>>;
interface Words {
  readonly sentence: (data: Data) => string;
  readonly next: (data: Data) => string;
}

function say(sentence: Words['sentence'] | string, next: Words['next'] | string = ''): Words {
  return {
    sentence: typeof sentence === 'string' ? () => sentence : sentence,
    next: typeof next === 'string' ? () => next : next,
  };
}

const of = (data: Data, name: string) => data[name] ?? '';

const runAgain = 'Relancez le test.';
const otherInDetails = 'Les détails indiquent ce qui ne va pas avec l’autre.';

export const findingTexts: Worded<typeof english.findingTexts> = {
  'needs-earlier-step': say(
    'Une étape précédente n’est pas allée assez loin.',
    'Remédiez-y d’abord, puis relancez le test.',
  ),
  cancelled: say('Le test a été annulé avant que ce soit connu.', runAgain),
  'out-of-time': say(
    'Cela prenait trop de temps et a été abandonné.',
    'Relancez le test ; si le problème persiste, envoyez le rapport à vos administrateurs.',
  ),
  'devices-ready': say(
    (data) =>
      `Offhook utilise ${of(data, 'microphone')} et ${of(data, 'speaker')}, et ${of(data, 'camera')} pour l’image.`,
  ),
  'devices-no-camera': say(
    (data) =>
      `Offhook utilise ${of(data, 'microphone')} et ${of(data, 'speaker')} ; il n’y a pas de caméra, et les appels fonctionnent sans.`,
  ),
  'devices-no-microphone': say('Il n’y a pas de micro.', 'Branchez-en un, ou un casque, pour être entendu.'),
  'devices-no-speaker': say(
    'Il n’y a ni haut-parleur ni écouteurs.',
    'Branchez-en, ou un casque, pour entendre les appels.',
  ),
  'devices-none': say(
    'Il n’y a ni micro ni haut-parleur.',
    'Branchez un casque pour parler ; les messages et les réunions sans son fonctionnent déjà.',
  ),
  'devices-unknown': say(
    'Les appareils présents ne peuvent pas être déterminés ici.',
    'Regardez sous Paramètres, Audio et vidéo.',
  ),
  'network-chosen': say((data) => `Les connexions passent par ${of(data, 'name')} (${of(data, 'address')}).`),
  'network-by-system': say(
    (data) => `Le système choisit entre ${of(data, 'names')}.`,
    'S’il choisit mal, indiquez votre préférence sous Paramètres, Réseau et certificats.',
  ),
  'network-lab': say('Le labo intégré est sur cet ordinateur : aucun autre réseau n’est nécessaire.'),
  'names-found': say((data) => `${of(data, 'domain')} indique son serveur : ${of(data, 'server')}.`),
  'names-manual': say(
    (data) => `Les serveurs ont été saisis à la main : ${of(data, 'servers')}. Aucun nom du domaine n’a été demandé.`,
  ),
  'names-hosts-only': say(
    (data) =>
      `${of(data, 'domain')} ne publie pas d’enregistrement de service ; le serveur a été trouvé par son nom habituel, ${of(data, 'server')}.`,
    (data) =>
      `La connexion fonctionne. Un enregistrement _sip._tls.${of(data, 'domain')} la rendrait plus rapide et plus sûre.`,
  ),
  'names-web-only': say(
    (data) => `Seul ${of(data, 'host')} est publié, qui indique le serveur aux personnes prouvant leur identité.`,
    'La suite ne peut être connue qu’en se connectant. Un enregistrement _sip._tls permettrait à tous de trouver le serveur.',
  ),
  'names-itself': say(
    (data) =>
      `${of(data, 'domain')} n’indique aucun serveur : seul ce qui se trouve à l’adresse du domaine lui-même est essayé.`,
    'Si ce n’est pas votre serveur, indiquez-le sous « Paramètres du serveur ».',
  ),
  'names-partly': say(
    (data) => `${of(data, 'server')} est utilisable, mais ${of(data, 'host')}, publié à côté, ne l’est pas.`,
    `La connexion fonctionne tant que le bon serveur fonctionne. ${otherInDetails}`,
  ),
  'reach-all': say(
    (data) =>
      `Tous les serveurs utilisés acceptent les connexions : ${of(data, 'hosts')}, à ${of(data, 'ms')} ms d’ici.`,
  ),
  'reach-some': say(
    (data) => `Connexions acceptées : ${of(data, 'hosts')}. Sans réponse : ${of(data, 'lost')}.`,
    'La connexion fonctionne, avec moins de solutions de secours.',
  ),
  'certificate-good': say(
    (data) =>
      `${of(data, 'host')} prouve son identité, avec ${of(data, 'protocol')} et ${certificates(of(data, 'count'))}.`,
  ),
  'certificate-some': say(
    (data) => `${of(data, 'host')} prouve son identité, mais pas ${of(data, 'bad')}.`,
    `La connexion ne fonctionne que si elle aboutit au bon serveur. ${otherInDetails}`,
  ),
  'certificate-none': say(
    'Le serveur est joint sans chiffrement.',
    'N’importe qui peut lire en chemin. Votre entreprise devrait proposer TLS.',
  ),
  'server-ready': say((data) => `${named(data)} répond en ${of(data, 'ms')} ms et accepte ${of(data, 'known')}.`),
  'server-open': say(
    (data) => `${named(data)} ne demande de mot de passe à personne (${of(data, 'status')}).`,
    'La connexion fonctionne. Le responsable du serveur devrait savoir qu’il admet n’importe qui.',
  ),
  'server-refuses': say(
    (data) =>
      `${named(data)} renvoie cette adresse ailleurs avant de demander qui se connecte (${of(data, 'status')}).`,
    'Essayez de vous connecter : ce n’est qu’alors qu’on saura où cela mène.',
  ),
  'server-no-known-scheme': say(
    (data) =>
      `${named(data)} ne propose aucun mode de connexion qu’Offhook connaisse : ${of(data, 'schemes') || 'il n’en nomme aucun'}.`,
    'Le serveur devrait proposer TLS-DSK, NTLM ou Digest.',
  ),
  'web-ready': say((data) => `${of(data, 'host')} et les pages de réunion sur ${of(data, 'page')} répondent.`),
  'web-no-page': say(
    (data) => `${of(data, 'host')} répond, mais ${of(data, 'page')} n’existe pas.`,
    'Si les liens de réunion de votre entreprise commencent par un autre nom, tout va bien.',
  ),
  'web-no-lyncdiscover': say(
    (data) =>
      `Les pages de réunion sur ${of(data, 'page')} répondent, mais lyncdiscover.${of(data, 'domain')} n’est pas publié.`,
    'La connexion depuis un ordinateur fonctionne sans. Les téléphones et certaines fonctions en ont besoin.',
  ),
  'web-none': say(
    (data) => `${of(data, 'domain')} ne publie aucun service web sous les noms habituels.`,
    'Un serveur SIP simple n’en a pas. Avec Skype for Business Server, les pages de réunion et le carnet d’adresses peuvent manquer.',
  ),
  'partners-published': say((data) => `Les entreprises qui cherchent des partenaires trouvent ${of(data, 'domain')}.`),
  'partners-unpublished': say(
    (data) => `_sipfederationtls._tcp.${of(data, 'domain')} n’est pas publié.`,
    'Les personnes d’autres entreprises ne vous joignent que si la leur inscrit la vôtre à la main. Vous pouvez vous connecter malgré tout.',
  ),
  'partners-unknown': say(
    (data) => `Le serveur de noms n’a pas dit comment d’autres entreprises trouvent ${of(data, 'domain')}.`,
    'Relancez le test, ou essayez un autre réseau.',
  ),
  'partner-ready': say(
    (data) => `Vous pouvez joindre les réunions de ${of(data, 'domain')} en tant qu’invité, sur ${of(data, 'server')}.`,
    'C’est là-bas qu’on décide d’admettre ou non les invités, au moment où vous participez.',
  ),
  'partner-unlisted': say(
    (data) =>
      `Vous pouvez joindre les réunions de ${of(data, 'domain')} en tant qu’invité, mais ce domaine ne publie pas d’enregistrement _sipfederationtls._tcp.`,
    'Participer en tant qu’invité fonctionne. Pour écrire à ses membres, votre entreprise doit l’inscrire à la main.',
  ),
  'partner-not-asked': say(
    'Aucune autre entreprise n’a été indiquée.',
    'Saisissez son domaine ou un lien de réunion ci-dessus pour l’essayer.',
  ),
  'media-local': say(
    (data) => `Les ports ${of(data, 'first')} à ${of(data, 'last')} sont utilisables sur cet ordinateur.`,
    'Ce n’est qu’après connexion qu’on sait si le son sort de ce réseau : le serveur n’indique son relais à personne d’autre.',
  ),
  'media-outside': say(
    (data) =>
      `Le son et l’image peuvent quitter ce réseau : ${of(data, 'server')} voit cet ordinateur comme ${of(data, 'seenAs')}.`,
  ),
  'media-silent': say(
    (data) => `${of(data, 'server')} ne répond pas en UDP.`,
    'Les appels peuvent être sans son, ou prendre un chemin plus long. L’UDP vers ce serveur devrait être autorisé.',
  ),
  'media-blocked': say(
    'Un paquet UDP n’est pas arrivé, même à l’intérieur de cet ordinateur.',
    'Un programme de sécurité empêche Offhook d’utiliser l’UDP : autorisez-l’y.',
  ),
  'media-few-ports': say(
    (data) => `Sur ${of(data, 'tried')} ports essayés, seuls ${of(data, 'free')} sont libres.`,
    'Fermez les autres programmes d’appel, puis relancez le test.',
  ),
  'media-no-ports': say(
    (data) => `Aucun des ports ${of(data, 'first')} à ${of(data, 'last')} n’est utilisable.`,
    'Un autre programme ou un programme de sécurité les occupe : fermez-le ou autorisez Offhook, puis relancez le test.',
  ),
};

function certificates(count: string): string {
  return count === '1' ? 'un certificat' : `${count} certificats`;
}

function named(data: Data): string {
  const software = of(data, 'software');
  return software === '' ? of(data, 'server') : `${of(data, 'server')} (${software})`;
}
