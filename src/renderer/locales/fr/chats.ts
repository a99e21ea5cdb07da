/** The words of conversations and of the history. */
import type { ConversationSummary } from '../../../shared/model/conversation.ts';
import type { FileTransfer } from '../../../shared/model/file-transfer.ts';
import type * as english from '../en/chats.ts';
import { isolated, oneDecimal } from '../format.ts';
import type { Worded } from '../language-pack.ts';

export const chatTexts: Worded<typeof english.chatTexts> = {
  tab: 'Messages',
  list: 'Conversations',
  emptyTitle: 'Pas encore de conversations',
  emptyBody: 'Choisissez quelqu’un sous Contacts et écrivez le premier message. Vos échanges apparaîtront ici.',
  earlier: 'Plus ancien',
  search: 'Rechercher dans les messages et appels',
  searchClear: 'Effacer',
  searchNone: (text) => `Aucun message ni appel ne correspond à « ${text} ».`,
  foundCalls: 'Appels',
  foundMessages: 'Messages',
  searchMore: 'Afficher les plus anciens',
  historyOff:
    'Les conversations ne sont pas enregistrées sur cet ordinateur. La durée se règle sous Paramètres, Confidentialité.',
  today: 'Aujourd’hui',
  yesterday: 'Hier',
  unread: (count) => (count === 1 ? '1 non lu' : `${count} non lus`),
  typing: (name) => `${isolated(name)} écrit`,
  waiting: (name) => `${isolated(name)} souhaite vous parler.`,
  accept: 'Accepter',
  decline: 'Refuser',
  cancel: 'Annuler',
  write: (name) => `Message à ${isolated(name)}`,
  writeHint: 'Écrire un message',
  send: 'Envoyer',
  sendFile: 'Envoyer un fichier',
  format: 'Mise en forme',
  formats: { bold: 'Gras', italic: 'Italique', underline: 'Souligné' },
  tooLong: (most) => `Un message contient au plus ${most.toLocaleString('fr-FR')} caractères.`,
  offline: 'Vous n’êtes pas connecté. Ce que vous écrivez sera envoyé à votre retour.',
  retry: 'Réessayer',
  notDelivered: 'Non remis',
  sending: 'Envoi en cours',
  queued: 'En attente de la connexion',
  sent: 'Envoyé ; remis plus tard',
  cut: 'La suite de ce message était trop longue à afficher.',
  older: 'Afficher les messages précédents',
  olderLoading: 'Recherche des messages',
  close: 'Fermer la conversation',
  more: 'Plus',
  removeHistory: 'Supprimer les échanges…',
  removeTitle: (name) => `Supprimer tous vos échanges avec ${name} ?`,
  removeBody:
    'Ils sont supprimés de cet ordinateur, avec les appels entre vous, et la conversation est fermée. Votre correspondant garde ce qu’il a.',
  remove: 'Supprimer',
  card: 'Carte de visite',
  addPerson: 'Ajouter quelqu’un…',
  addPersonBusy: 'Vous êtes dans une réunion : invitez-y des personnes',
  addPersonTitle: (name) => `En faire une réunion entre vous, ${name} et une autre personne`,
  message: 'Message',
  messageTo: (name) => `Envoyer un message à ${name}`,
  gone: 'Cette conversation a été fermée.',
  file: (name) => `Fichier : ${name}`,
  program: 'Ce fichier peut exécuter du code à l’ouverture. Ne l’acceptez que si vous l’attendez.',
  progressOf: (name) => `Progression de ${name}`,
  acceptFile: (name) => `Accepter ${name}`,
  declineFile: (name) => `Refuser ${name}`,
  cancelFile: (name) => `Annuler ${name}`,
  showFile: 'Afficher dans le dossier',
  you: 'Vous',
  noFiles: 'Votre entreprise n’autorise pas l’envoi de fichiers.',
};

export const noticeWords: Worded<typeof english.noticeWords> = {
  missed: 'Manquée : pas de réponse à temps.',
  'answered-elsewhere': 'Prise sur un autre de vos appareils.',
  declined: 'Vous avez refusé.',
  unreadable: 'Un message reçu ne peut pas être affiché.',
};

const stateWords: Partial<Record<ConversationSummary['state'], string>> = {
  new: 'Rien n’a encore été dit',
  inviting: 'Prise de contact',
  'ringing-in': 'Attend votre réponse',
  failed: 'Injoignable',
};

/** The second line of a row: what is going on, else what was said last. */
export function lastLine({ state, peerTyping, peer, lastText }: ConversationSummary): string {
  if (peerTyping) return chatTexts.typing(peer.name);
  if (state === 'failed' && lastText) return `${chatTexts.notDelivered} : ${lastText}`;
  return lastText || stateWords[state] || '';
}

/** `812 octets`, `4,2 Ko`, `12 Mo`. */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} octet${bytes > 1 ? 's' : ''}`;
  const units = ['Ko', 'Mo', 'Go', 'To'] as const;
  const step = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return `${value < 10 ? oneDecimal(value) : Math.round(value)} ${units[step - 1]}`;
}

/** How a file stands, in words. */
export function fileStateWords({ direction, progress, size }: FileTransfer): string {
  switch (progress.kind) {
    case 'offered':
      return direction === 'incoming' ? 'Vous est proposé' : 'En attente d’une réponse';
    case 'connecting':
      return 'Connexion en cours';
    case 'moving':
      return `${Math.floor((100 * progress.bytes) / Math.max(1, size))} %`;
    case 'done':
      return direction === 'incoming' ? `Enregistré sous ${progress.savedAs ?? ''}` : 'Envoyé';
    case 'declined':
      return direction === 'incoming' ? 'Vous l’avez refusé' : 'Refusé';
    case 'cancelled':
      return progress.by === 'me' ? 'Vous l’avez annulé' : 'Annulé par votre correspondant';
    case 'failed':
      return 'Échec';
  }
}
