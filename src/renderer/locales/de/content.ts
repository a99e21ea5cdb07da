/** The German words of what a meeting shows: slides, whiteboards, polls, questions. */
import type { ContentItem, NewStroke, PollItem, WhiteboardItem } from '../../../shared/model/meeting-content.ts';
import type * as english from '../en/content.ts';
import { isolated } from '../format.ts';
import type { Worded } from '../language-pack.ts';

export const contentTexts: Worded<typeof english.contentTexts> = {
  pane: 'Inhalte',
  connecting: 'Verbindung zu den Inhalten der Besprechung',
  off: 'Diese Besprechung zeigt keine Inhalte',
  offBody: 'Ihr Organisator oder ihr Server bietet keine Folien, Whiteboards, Umfragen und Fragen an.',
  emptyTitle: 'Noch wird nichts gezeigt',
  emptyPresenter: 'Teilen Sie ein Whiteboard, eine Umfrage, ein PDF oder Bilder, und alle sehen sie hier.',
  emptyAttendee: 'Was die Referenten teilen, erscheint hier. Fragen können Sie schon jetzt stellen.',
  toQuestions: 'Eine Frage stellen',
  retry: 'Erneut versuchen',
  labOnly: 'Nur Labor',
  labOnlyBody:
    'Echte Server senden Folien, Whiteboards und Umfragen über ein eigenes Protokoll, das Offhook noch nicht spricht. Hier sehen Sie, wie es mit dem eingebauten Labor funktioniert; bei einem echten Server bleibt dieser Teil leer.',
  items: 'Was die Besprechung enthält',
  choose: 'Ansehen',
  shownToAll: 'Wird allen gezeigt',
  lookingAlone: (title) => `Allen wird ${isolated(title)} gezeigt. Nur Sie sehen dies hier an.`,
  nothingShown: 'Allen wird gerade nichts gezeigt.',
  goThere: 'Dorthin',
  show: 'Allen zeigen',
  takeAway: 'Entfernen…',
  takeAwayTitle: (title) => `${isolated(title)} entfernen?`,
  takeAwayBody: 'Es verschwindet für alle in der Besprechung und lässt sich nicht zurückholen.',
  takeAwayNow: 'Entfernen',
  cancel: 'Abbrechen',
  close: 'Schließen',
  sending: (title, sent, count) => `${isolated(title)} wird geteilt: ${sent} von ${count} Seiten`,
  sendingLabel: 'Fortschritt des Teilens',
  stopSending: 'Stopp',
};

const kindWords: Record<ContentItem['kind'], string> = {
  slides: 'Folien',
  whiteboard: 'Whiteboard',
  poll: 'Umfrage',
  questions: 'Fragen',
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
  share: 'Teilen',
  whiteboard: 'Whiteboard',
  whiteboardTitle: (number) => (number === 1 ? 'Whiteboard' : `Whiteboard ${number}`),
  poll: 'Umfrage…',
  questions: 'Fragen',
  pdf: 'PDF…',
  pictures: 'Bilder…',
  picturesHint: 'PNG oder JPEG, je eine Seite',
  powerPoint: 'PowerPoint',
  powerPointWhy: 'Braucht einen Office Web Apps-Server',
  forbidden: (rule) => `Ihr Unternehmen lässt es nicht zu (Regel ${rule})`,
  onePerTime: 'Warten Sie, bis alle die Seiten haben',
};

export const slidesTexts: Worded<typeof english.slidesTexts> = {
  previous: 'Vorige Seite',
  next: 'Nächste Seite',
  page: (page, count) => `Seite ${page + 1} von ${count}`,
  picture: ({ title, by }, page, count) =>
    `Seite ${page + 1} von ${count} von ${isolated(title)}${by ? `, geteilt von ${isolated(by)}` : ''}`,
  loading: 'Seite wird geladen',
  zoomIn: 'Vergrößern',
  zoomOut: 'Verkleinern',
  fit: 'Einpassen',
  zoom: (percent) => `${percent} %`,
  keysPresenter: 'Klicken Sie auf die Seite: Die Pfeiltasten blättern dann für alle; Plus, Minus und 0 zoomen.',
  keysAttendee: 'Ein Referent blättert. Plus, Minus und 0 zoomen.',
};

export const boardTexts: Worded<typeof english.boardTexts> = {
  tools: 'Werkzeug',
  colours: 'Farbe',
  widths: 'Strichstärke',
  tool: {
    pen: 'Stift',
    highlighter: 'Textmarker',
    line: 'Linie',
    arrow: 'Pfeil',
    rectangle: 'Rechteck',
    ellipse: 'Ellipse',
    eraser: 'Radierer',
    pointer: 'Zeiger',
  },
  colour: {
    black: 'Schwarz',
    red: 'Rot',
    blue: 'Blau',
    green: 'Grün',
    orange: 'Orange',
    purple: 'Lila',
    yellow: 'Gelb',
    grey: 'Grau',
  },
  width: { thin: 'Dünn', medium: 'Mittel', thick: 'Dick' },
  undo: 'Rückgängig',
  clear: 'Leeren…',
  clearTitle: 'Whiteboard leeren?',
  clearBody: 'Alles darauf verschwindet für alle, egal wer es gezeichnet hat. „Rückgängig“ holt es zurück.',
  clearNow: 'Leeren',
  readOnly: 'Hier zeichnen nur Referenten.',
  readOnlyRule: (rule) => `Ihr Unternehmen lässt Zeichnen in Besprechungen nicht zu (Regel ${rule}).`,
  keys: 'Mit der Tastatur: Pfeiltasten bewegen das Kreuz, mit Umschalt weit; Eingabe beginnt und beendet; Esc bricht ab; Strg+Z macht rückgängig.',
  board: (title) => (/^whiteboard\b/i.test(title) ? title : `Whiteboard ${isolated(title)}`),
  empty: 'Noch ist nichts gezeichnet.',
  began: (tool, x, y) => `${tool} beginnt bei ${x} %, ${y} %. Eingabe beendet.`,
  drawn: (tool) => `${tool} gezeichnet`,
  undone: 'Rückgängig gemacht',
  stopped: 'Abgebrochen',
  erased: (what) => `${what} gelöscht`,
  nothingHere: 'Hier liegt nichts',
  you: 'Ihnen',
};

/** `Linie in Rot von Bonnie Kearney`. */
export function strokeWords(stroke: NewStroke & { readonly by: string; readonly isOwn: boolean }): string {
  const { tool, colour, by, isOwn } = stroke;
  const what = `${boardTexts.tool[tool]} in ${boardTexts.colour[colour]}`;
  return `${what} von ${isOwn ? boardTexts.you : isolated(by)}`;
}

/** Who drew how much: `Gezeichnet von Bonnie Kearney 12, Ihnen 3.`. */
export function authorWords(
  { strokeCount }: Pick<WhiteboardItem, 'strokeCount'>,
  authors: readonly { readonly by: string; readonly isOwn: boolean; readonly count: number }[],
): string {
  if (strokeCount === 0 && authors.length === 0) return boardTexts.empty;
  const parts = authors.map(({ by, isOwn, count }) => `${isOwn ? boardTexts.you : isolated(by)} (${count})`);
  return `Gezeichnet von ${parts.join(', ')}.`;
}

export const pollTexts: Worded<typeof english.pollTexts> = {
  askTitle: 'Umfrage starten',
  question: 'Frage',
  choices: 'Antworten',
  choice: (number) => `Antwort ${number}`,
  addChoice: 'Antwort hinzufügen',
  removeChoice: (number) => `Antwort ${number} entfernen`,
  ask: 'Alle fragen',
  questionMissing: 'Geben Sie die Frage ein.',
  choiceMissing: 'Geben Sie diese Antwort ein.',
  choiceMissingOrRemove: 'Geben Sie diese Antwort ein, oder entfernen Sie sie.',
  choiceTwice: 'Diese Antwort gibt es schon.',
  vote: 'Abstimmen',
  changeVote: 'Stimme ändern',
  voted: (choice) => `Ihre Stimme: ${isolated(choice)}`,
  open: 'Abstimmung offen',
  closed: 'Die Umfrage ist geschlossen.',
  hidden: 'Das Ergebnis ist zu sehen, wenn ein Referent es zeigt.',
  presentersOnly: 'Das Ergebnis sehen bisher nur Referenten.',
  showResults: 'Ergebnis allen zeigen',
  hideResults: 'Ergebnis ausblenden',
  closePoll: 'Umfrage schließen',
  openAgain: 'Wieder öffnen',
  askedBy: (name) => `Gefragt von ${isolated(name)}`,
  results: 'Ergebnis',
  yours: 'Ihre Stimme',
};

/** `7 Stimmen, 58 %`; the share is of all who voted. */
export function votesWords(votes: number, all: number): string {
  const count = votes === 1 ? '1 Stimme' : `${votes} Stimmen`;
  return all === 0 ? count : `${count}, ${Math.round((100 * votes) / all)} %`;
}

/** `12 Personen haben abgestimmt`. */
export function turnoutWords({ choices }: PollItem): string {
  const all = choices.reduce((sum, { votes }) => sum + (votes ?? 0), 0);
  if (all === 0) return 'Noch hat niemand abgestimmt.';
  return all === 1 ? '1 Person hat abgestimmt.' : `${all} Personen haben abgestimmt.`;
}

export const questionTexts: Worded<typeof english.questionTexts> = {
  empty: 'Noch keine Fragen. Was hier gefragt wird, sehen alle.',
  ask: 'Ihre Frage',
  send: 'Fragen',
  missing: 'Geben Sie Ihre Frage ein.',
  answer: 'Antworten',
  answerTo: (asker) => `${isolated(asker)} antworten`,
  answerAgain: 'Antwort ändern',
  answerAgainTo: (asker) => `Antwort an ${isolated(asker)} ändern`,
  answerMissing: 'Geben Sie die Antwort ein.',
  sendAnswer: 'Antworten',
  order: 'Reihenfolge',
  orders: { unanswered: 'Unbeantwortete zuerst', oldest: 'Älteste zuerst', newest: 'Neueste zuerst' },
  list: 'Fragen und Antworten',
  asked: ({ asker, isOwn }) => (isOwn ? 'Sie haben gefragt' : `${isolated(asker)} hat gefragt`),
  answered: (by) => `${isolated(by)} hat geantwortet`,
  waiting: (count) => `${count} unbeantwortet`,
};

/** What is read out when it happens, once. */
export const contentNewsTexts: Worded<typeof english.contentNewsTexts> = {
  pollOpened: (question) => `Umfrage: ${isolated(question)}`,
  pollClosed: (question) => `Umfrage geschlossen: ${isolated(question)}`,
  resultsShown: (question) => `Das Ergebnis der Umfrage wird gezeigt: ${isolated(question)}`,
  nowShown: (title) => `Jetzt zu sehen: ${isolated(title)}`,
  asked: (asker) => `${isolated(asker)} hat eine Frage gestellt`,
  answered: 'Ihre Frage wurde beantwortet',
  failed: 'Die Inhalte der Besprechung sind nicht erreichbar. Die Besprechung geht weiter.',
};
