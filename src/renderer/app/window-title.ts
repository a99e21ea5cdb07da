/** What the window is called in the task bar and when one changes between windows: what it shows, and how much waits. Pure. */
import { attentionOf } from '../../shared/model/attention.ts';
import type { Call } from '../../shared/model/call.ts';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import { appTexts as texts } from '../locales/app.ts';
import { callTexts } from '../locales/calls.ts';
import { mainTexts } from '../locales/main.ts';
import { meetingTexts } from '../locales/meeting.ts';
import { signInTexts } from '../locales/sign-in.ts';
import type { Place } from './navigation.ts';
import type { DetailId } from './screens.ts';

export interface Shown {
  readonly place: Place;
  /** The detail that is drawn. */
  readonly detail: DetailId | undefined;
  /** What its pane calls itself; empty until it is drawn. */
  readonly paneTitle: string;
}

/** Task bars show less; a meeting's subject may be as long as its organiser likes. */
const longest = 80;

/** `(3) Jeremy Los – Offhook`: in front is the count of what nobody has looked at, as on the desktop's badge. */
export function windowTitle(shown: Shown, snapshot: Snapshot): string {
  const waiting = attentionOf(snapshot).total;
  return `${waiting > 0 ? `(${waiting}) ` : ''}${named(whatIsShown(shown, snapshot))}`;
}

/** The small window of a call that comes in. */
export function toastTitle(call: Call | undefined): string {
  return named(call ? callTexts.calls(call.peer.name) : '');
}

function whatIsShown({ place, detail, paneTitle }: Shown, { account, calls, meeting }: Snapshot): string {
  const signedIn = account.kind === 'registered' || account.kind === 'reconnecting';
  if (place.dialog) return signedIn ? meetingTexts.joinTitle : meetingTexts.joinAsGuestTitle;
  // Signed out there is no list: a detail takes the whole window.
  const inFront = detail !== undefined && paneTitle !== '' && (place.front === 'detail' || !signedIn);
  if (inFront && detail === 'call' && calls.some(({ id }) => id === place.about)) return texts.callTitle(paneTitle);
  if (inFront && detail === 'meeting' && meeting?.subject) return texts.meetingTitle(meeting.subject);
  if (inFront) return paneTitle;
  if (signedIn) return mainTexts.tabs[place.tab];
  return account.kind === 'signing-in' ? signInTexts.signingInAs(account.address) : signInTexts.signIn;
}

function named(text: string): string {
  const line = oneLine(text);
  return line === '' ? signInTexts.product : `${line} – ${signInTexts.product}`;
}

/** Names and subjects come from others: without line breaks and without signs that turn the reading direction for what follows. */
function oneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp} ]+/gu, ' ').trim();
  const letters = [...line];
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : line;
}
