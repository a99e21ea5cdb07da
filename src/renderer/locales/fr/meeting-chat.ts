/** The words of the chat in a meeting. */
import type { MeetingChatState } from '../../../shared/model/meeting-chat.ts';
import type * as english from '../en/meeting-chat.ts';
import { isolated } from '../format.ts';
import type { Worded } from '../language-pack.ts';

export const meetingChatTexts: Worded<typeof english.meetingChatTexts> = {
  tab: 'Conversation',
  list: 'Ce qui s’est dit dans la réunion',
  unread: (count) => (count === 1 ? '1 nouveau message' : `${count} nouveaux messages`),
  news: 'Il y a de nouveaux messages dans la conversation de la réunion',
  emptyTitle: 'Rien n’a encore été dit',
  emptyBody: 'Ce qui est écrit ici est lu par tous les participants. Rien n’en est conservé après la réunion.',
  write: 'Message à tous les participants',
  connecting: 'Ouverture de la conversation',
  retryAt: (time) => `Offhook réessaie à ${time}.`,
  retryNow: 'Réessayer maintenant',
  gap: (from, to) => `Vous étiez absent de ${from} à ${to} ; ce qui a été écrit entre-temps manque ici.`,
  lost: 'Les messages plus anciens ne sont plus gardés.',
  missedBy: (names, more) => `Non remis à ${listed(names, more)}`,
  you: 'Vous',
};

/** `A écrit`, `A et B écrivent`, `A et 3 autres écrivent`; empty for nobody. */
export function typingWords(names: readonly string[]): string {
  if (names.length === 0) return '';
  const [first = '', second = ''] = names.map(isolated);
  if (names.length === 1) return `${first} écrit`;
  if (names.length === 2) return `${first} et ${second} écrivent`;
  return `${first} et ${names.length - 1} autres écrivent`;
}

function listed(names: readonly string[], more: number): string {
  const shown = names.slice(0, 3).map(isolated);
  const rest = names.length - shown.length + more;
  if (rest > 0) return `${shown.join(', ')} et ${rest} ${rest === 1 ? 'autre' : 'autres'}`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} et ${shown.at(-1)}`;
}

/** Why nothing can be written now; undefined while it can. */
export function whySilent({
  mayWrite,
  noWriting,
}: Pick<MeetingChatState, 'mayWrite' | 'noWriting'>): string | undefined {
  if (mayWrite) return undefined;
  switch (noWriting?.kind) {
    case 'none':
      return 'Cette réunion n’a pas de conversation.';
    case 'removed':
      return 'Vous avez été retiré de la conversation. Vous êtes toujours dans la réunion.';
    case 'attendees':
      return 'Seuls les présentateurs peuvent écrire dans cette réunion.';
    case 'policy':
      return `Votre entreprise ne vous autorise pas à écrire ici${noWriting.rule ? ` (${noWriting.rule.key})` : ''}.`;
    default:
      return 'La conversation n’est pas encore ouverte.';
  }
}
