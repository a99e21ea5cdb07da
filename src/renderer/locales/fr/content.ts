/** The words of what a meeting shows: slides, whiteboards, polls, questions. */
import type {
  ContentItem,
  NewStroke,
  PollItem,
  StrokeColour,
  WhiteboardItem,
} from '../../../shared/model/meeting-content.ts';
import type * as english from '../en/content.ts';
import { isolated } from '../format.ts';
import type { Worded } from '../language-pack.ts';

export const contentTexts: Worded<typeof english.contentTexts> = {
  pane: 'Contenu',
  connecting: 'Connexion au contenu de la réunion',
  off: 'Cette réunion ne présente pas de contenu',
  offBody: 'Son organisateur ou son serveur ne propose ni diapositives, ni tableaux blancs, ni sondages, ni questions.',
  emptyTitle: 'Rien n’est encore présenté',
  emptyPresenter: 'Partagez un tableau blanc, un sondage, un PDF ou des images : tout le monde les voit ici.',
  emptyAttendee: 'Ce que partagent les présentateurs apparaît ici. Vous pouvez déjà poser des questions.',
  toQuestions: 'Poser une question',
  retry: 'Réessayer',
  labOnly: 'Labo seulement',
  labOnlyBody:
    'Les vrais serveurs transmettent diapositives, tableaux blancs et sondages par un protocole propre qu’Offhook ne parle pas encore. Vous voyez ici le fonctionnement avec le labo intégré ; avec un vrai serveur, cette partie reste vide.',
  items: 'Ce que contient la réunion',
  choose: 'Regarder',
  shownToAll: 'Présenté à tous',
  lookingAlone: (title) => `Tous voient ${isolated(title)}. Vous seul regardez ceci.`,
  nothingShown: 'Rien n’est présenté à tous en ce moment.',
  goThere: 'Y aller',
  show: 'Présenter à tous',
  takeAway: 'Retirer…',
  takeAwayTitle: (title) => `Retirer ${isolated(title)} ?`,
  takeAwayBody: 'L’élément disparaît pour tous les participants et ne peut pas être rétabli.',
  takeAwayNow: 'Retirer',
  cancel: 'Annuler',
  close: 'Fermer',
  sending: (title, sent, count) => `Partage de ${isolated(title)} : ${sent} page${sent > 1 ? 's' : ''} sur ${count}`,
  sendingLabel: 'Progression du partage',
  stopSending: 'Arrêter',
};

const kindWords: Record<ContentItem['kind'], string> = {
  slides: 'Diapositives',
  whiteboard: 'Tableau blanc',
  poll: 'Sondage',
  questions: 'Questions',
};

const longestLabel = 28;

/** What a thing is called on its tab: its title, cut where it is long, or its kind. */
export function itemLabel(item: ContentItem): string {
  const title = item.kind === 'poll' ? item.question : item.title;
  if (item.kind === 'questions' || title.trim() === '') return kindWords[item.kind];
  return title.length > longestLabel ? `${title.slice(0, longestLabel - 1).trimEnd()}…` : title;
}

/** What a thing is called in a sentence. */
export function itemTitle(item: ContentItem): string {
  return (item.kind === 'poll' ? item.question : item.title).trim() || kindWords[item.kind];
}

export const shareTexts: Worded<typeof english.shareTexts> = {
  share: 'Partager',
  whiteboard: 'Tableau blanc',
  /** The title of a new one, which everybody sees. */
  whiteboardTitle: (number) => (number === 1 ? 'Tableau blanc' : `Tableau blanc ${number}`),
  poll: 'Sondage…',
  questions: 'Questions',
  pdf: 'PDF…',
  pictures: 'Images…',
  picturesHint: 'PNG ou JPEG, une page par image',
  powerPoint: 'PowerPoint',
  powerPointWhy: 'Nécessite un serveur Office Web Apps',
  forbidden: (rule) => `Votre entreprise ne l’autorise pas (règle ${rule})`,
  onePerTime: 'Attendez que tous aient reçu les pages',
};

export const slidesTexts: Worded<typeof english.slidesTexts> = {
  previous: 'Page précédente',
  next: 'Page suivante',
  page: (page, count) => `Page ${page + 1} sur ${count}`,
  picture: ({ title, by }, page, count) =>
    `Page ${page + 1} sur ${count}, ${isolated(title)}${by ? `, partagé par ${isolated(by)}` : ''}`,
  loading: 'Récupération de la page',
  zoomIn: 'Zoom avant',
  zoomOut: 'Zoom arrière',
  fit: 'Ajuster',
  zoom: (percent) => `${percent} %`,
  keysPresenter: 'Cliquez sur la page : les flèches la tournent alors pour tous ; plus, moins et 0 règlent le zoom.',
  keysAttendee: 'Un présentateur tourne les pages. Plus, moins et 0 règlent le zoom.',
};

export const boardTexts: Worded<typeof english.boardTexts> = {
  tools: 'Outil',
  colours: 'Couleur',
  widths: 'Épaisseur',
  tool: {
    pen: 'Stylo',
    highlighter: 'Surligneur',
    line: 'Ligne',
    arrow: 'Flèche',
    rectangle: 'Rectangle',
    ellipse: 'Ellipse',
    eraser: 'Gomme',
    pointer: 'Pointeur',
  },
  colour: {
    black: 'Noir',
    red: 'Rouge',
    blue: 'Bleu',
    green: 'Vert',
    orange: 'Orange',
    purple: 'Violet',
    yellow: 'Jaune',
    grey: 'Gris',
  } satisfies Record<StrokeColour, string>,
  width: { thin: 'Fin', medium: 'Moyen', thick: 'Épais' },
  undo: 'Annuler',
  clear: 'Effacer…',
  clearTitle: 'Effacer le tableau blanc ?',
  clearBody: 'Tout ce qui s’y trouve disparaît pour tous, quel qu’en soit l’auteur. Annuler le rétablit.',
  clearNow: 'Effacer',
  readOnly: 'Seuls les présentateurs dessinent ici.',
  readOnlyRule: (rule) => `Votre entreprise n’autorise pas le dessin dans les réunions (règle ${rule}).`,
  keys: 'Au clavier : les flèches déplacent la croix, loin avec Maj ; Entrée commence et termine ; Échap arrête ; Ctrl+Z annule.',
  board: (title) => (/^tableau blanc(?![\p{L}\d])/iu.test(title) ? title : `Tableau blanc ${isolated(title)}`),
  empty: 'Rien n’est encore dessiné.',
  began: (tool, x, y) => `${tool} : début à ${x} %, ${y} %. Entrée termine.`,
  drawn: (tool) => `Dessiné : ${tool}`,
  undone: 'Action annulée',
  stopped: 'Arrêté',
  erased: (what) => `Effacé : ${what}`,
  nothingHere: 'Il n’y a rien ici',
  you: 'vous',
};

/** `Ligne (rouge) par Bonnie Kearney`. */
export function strokeWords(stroke: NewStroke & { readonly by: string; readonly isOwn: boolean }): string {
  const { tool, colour, by, isOwn } = stroke;
  const what = `${boardTexts.tool[tool]} (${boardTexts.colour[colour].toLowerCase()})`;
  return `${what} par ${isOwn ? boardTexts.you : isolated(by)}`;
}

/** Who drew how much: `Dessiné par Bonnie Kearney 12, vous 3.`. */
export function authorWords(
  { strokeCount }: Pick<WhiteboardItem, 'strokeCount'>,
  authors: readonly { readonly by: string; readonly isOwn: boolean; readonly count: number }[],
): string {
  if (strokeCount === 0 && authors.length === 0) return boardTexts.empty;
  const parts = authors.map(({ by, isOwn, count }) => `${isOwn ? boardTexts.you : isolated(by)} ${count}`);
  return `Dessiné par ${parts.join(', ')}.`;
}

export const pollTexts: Worded<typeof english.pollTexts> = {
  askTitle: 'Lancer un sondage',
  question: 'Question',
  choices: 'Choix',
  choice: (number) => `Choix ${number}`,
  addChoice: 'Ajouter un choix',
  removeChoice: (number) => `Supprimer le choix ${number}`,
  ask: 'Poser à tous',
  questionMissing: 'Saisissez la question.',
  choiceMissing: 'Saisissez ce choix.',
  choiceMissingOrRemove: 'Saisissez ce choix, ou supprimez-le.',
  choiceTwice: 'Ce choix existe déjà.',
  vote: 'Voter',
  changeVote: 'Modifier mon vote',
  voted: (choice) => `Vous avez voté : ${isolated(choice)}`,
  open: 'Ouvert au vote',
  closed: 'Le sondage est clos.',
  hidden: 'Les résultats s’affichent quand un présentateur les montre.',
  presentersOnly: 'Seuls les présentateurs voient les résultats provisoires.',
  showResults: 'Montrer les résultats à tous',
  hideResults: 'Masquer les résultats',
  closePoll: 'Clore le sondage',
  openAgain: 'Le rouvrir',
  askedBy: (name) => `Posé par ${isolated(name)}`,
  results: 'Résultats',
  yours: 'Votre vote',
};

/** `7 votes, 58 %`; the share is of all who voted. */
export function votesWords(votes: number, all: number): string {
  const count = votes > 1 ? `${votes} votes` : `${votes} vote`;
  return all === 0 ? count : `${count}, ${Math.round((100 * votes) / all)} %`;
}

/** `12 personnes ont voté`. */
export function turnoutWords({ choices }: PollItem): string {
  const all = choices.reduce((sum, { votes }) => sum + (votes ?? 0), 0);
  if (all === 0) return 'Personne n’a encore voté.';
  return all === 1 ? '1 personne a voté.' : `${all} personnes ont voté.`;
}

export const questionTexts: Worded<typeof english.questionTexts> = {
  empty: 'Pas encore de questions. Ce qui est demandé ici est visible de tous.',
  ask: 'Votre question',
  send: 'Poser',
  missing: 'Saisissez votre question.',
  answer: 'Répondre',
  answerTo: (asker) => `Réponse à ${isolated(asker)}`,
  answerAgain: 'Modifier la réponse',
  answerAgainTo: (asker) => `Modifier la réponse à ${isolated(asker)}`,
  answerMissing: 'Saisissez la réponse.',
  sendAnswer: 'Répondre',
  order: 'Ordre',
  orders: {
    unanswered: 'Sans réponse d’abord',
    oldest: 'Plus anciennes d’abord',
    newest: 'Plus récentes d’abord',
  },
  list: 'Questions et réponses',
  asked: ({ asker, isOwn }) => (isOwn ? 'Vous avez demandé' : `${isolated(asker)} a demandé`),
  answered: (by) => `${isolated(by)} a répondu`,
  waiting: (count) => `${count} sans réponse`,
};

/** What is read out when it happens, once. */
export const contentNewsTexts: Worded<typeof english.contentNewsTexts> = {
  pollOpened: (question) => `Sondage : ${isolated(question)}`,
  pollClosed: (question) => `Sondage clos : ${isolated(question)}`,
  resultsShown: (question) => `Les résultats du sondage sont affichés : ${isolated(question)}`,
  nowShown: (title) => `À l’écran : ${isolated(title)}`,
  asked: (asker) => `${isolated(asker)} a posé une question`,
  answered: 'Votre question a reçu une réponse',
  failed: 'Le contenu de la réunion est injoignable. La réunion continue.',
};
