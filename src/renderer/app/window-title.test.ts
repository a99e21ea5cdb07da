import { expect, it } from 'vitest';
import type { AccountFacts } from '../../shared/model/account.ts';
import type { ConversationSummary } from '../../shared/model/conversation.ts';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import { activeCall, incomingCall } from '../gallery/fixtures-calls.ts';
import { joined } from '../gallery/fixtures-meeting.ts';
import { firstSnapshot } from '../state/first-snapshot.ts';
import { firstPlace } from './navigation.ts';
import { type Shown, toastTitle, windowTitle } from './window-title.ts';

const account = { kind: 'registered', account: { registeredAt: 0 } as AccountFacts } as const;
const signedIn: Snapshot = { ...firstSnapshot, account };
const list: Shown = { place: { ...firstPlace, tab: 'chats' }, detail: undefined, paneTitle: '' };

/** A detail in front, whose pane has this title. */
function inFront(detail: NonNullable<Shown['detail']>, paneTitle: string, about = ''): Shown {
  return { place: { ...firstPlace, detail, about, front: 'detail' }, detail, paneTitle };
}

it('signed out it names the sign-in, and whose it is while it goes on', () => {
  const out: Shown = { place: firstPlace, detail: undefined, paneTitle: '' };
  expect(windowTitle(out, firstSnapshot)).toBe('Sign in – Offhook');
  const signingIn: Snapshot = { ...firstSnapshot, account: { kind: 'signing-in', address: 'karen@contoso.com' } };
  expect(windowTitle(out, signingIn)).toBe('Signing in as karen@contoso.com – Offhook');
  const about: Shown = { ...out, detail: 'about', paneTitle: 'About Offhook' };
  expect(windowTitle(about, firstSnapshot)).toBe('About Offhook – Offhook');
});

it('names the tab while the list is in front, and the dialog above everything', () => {
  expect(windowTitle(list, signedIn)).toBe('Chats – Offhook');
  const behind: Shown = { ...list, detail: 'contact', paneTitle: 'Jeremy Los' };
  expect(windowTitle(behind, signedIn)).toBe('Chats – Offhook');
  const dialog: Shown = { ...inFront('contact', 'Jeremy Los'), place: { ...firstPlace, dialog: 'join' } };
  expect(windowTitle(dialog, signedIn)).toBe('Join a meeting – Offhook');
  expect(windowTitle(dialog, firstSnapshot)).toBe('Join a meeting as a guest – Offhook');
});

it('names a person, a call and a meeting in front; until a pane is drawn, the list', () => {
  expect(windowTitle(inFront('conversation', 'Jeremy Los', 'c1'), signedIn)).toBe('Jeremy Los – Offhook');
  expect(windowTitle(inFront('conversation', ''), signedIn)).toBe('Contacts – Offhook');
  const calling = { ...signedIn, calls: [activeCall] };
  expect(windowTitle(inFront('call', 'Garth Fort', activeCall.id), calling)).toBe('Call: Garth Fort – Offhook');
  expect(windowTitle(inFront('call', 'Call', 'gone'), calling)).toBe('Call – Offhook');
  const meeting: Snapshot = { ...signedIn, meeting: { ...joined, subject: 'Weekly' } };
  expect(windowTitle(inFront('meeting', 'Weekly'), meeting)).toBe('Meeting: Weekly – Offhook');
  const unnamed: Snapshot = { ...signedIn, meeting: { ...joined, subject: '' } };
  expect(windowTitle(inFront('meeting', 'Meeting of Garth Fort'), unnamed)).toBe('Meeting of Garth Fort – Offhook');
});

it('begins with the count of what nobody has looked at', () => {
  const conversations = [{ id: 'c1', unread: 2, isIncomingWaiting: false } as ConversationSummary];
  expect(windowTitle(list, { ...signedIn, conversations })).toBe('(2) Chats – Offhook');
  expect(windowTitle(list, { ...signedIn, conversations, account: { kind: 'signed-out' } })).toBe('Sign in – Offhook');
});

it('keeps what others wrote on one line, from left to right, and short', () => {
  const subject = '  Week\n\u202eylk\u2066 e \u0007 ';
  expect(windowTitle(inFront('conversation', subject), signedIn)).toBe('Week ylk e – Offhook');
  const long = windowTitle(inFront('conversation', '😀'.repeat(200)), signedIn);
  expect(long).toBe(`${'😀'.repeat(79)}… – Offhook`);
  expect(windowTitle(inFront('conversation', '\u202e'), signedIn)).toBe('Offhook');
});

it('a toast is named by who calls', () => {
  expect(toastTitle({ ...incomingCall, peer: { uri: 'sip:g@t', name: 'Garth\nFort' } })).toBe(
    'Garth Fort calls you – Offhook',
  );
  expect(toastTitle(undefined)).toBe('Offhook');
});
