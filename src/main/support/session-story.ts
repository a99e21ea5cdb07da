/** What became of a session, told in one sentence and in a list of what happened. Pure: times come in, in milliseconds since 1970, and are told in UTC. */
import type { AccountState } from '../../shared/model/account.ts';
import type { Failure } from '../../shared/model/failure.ts';

/** How the session stands: it goes on, it was closed, or it ended without anybody closing it. */
export type SessionEnd = 'running' | 'closed' | 'silent';

export interface SessionStory {
  readonly startedAt: number;
  /** The last sign-in that worked. */
  readonly signIn?: { readonly who: string; readonly server: string; readonly scheme: string; readonly at: number };
  /** The last that did not. */
  readonly refused?: { readonly address: string; readonly why: string; readonly at: number };
  readonly trying?: string;
  /** Connections that were lost and came back, and the one that is away now. */
  readonly losses: number;
  readonly lost?: { readonly why: string; readonly at: number };
  readonly signedOutAt?: number;
  readonly meetings: number;
  readonly calls: number;
  readonly errors: number;
  /** One line each, oldest first. */
  readonly events: readonly string[];
}

const maxEvents = 500;
const maxWhy = 200;
const stillRunning = 'it is still running.';
const endedSilently = 'Offhook ended without a word.';

/** A session of which nothing is known yet. */
export function newStory(startedAt: number): SessionStory {
  return { startedAt, losses: 0, meetings: 0, calls: 0, errors: 0, events: [] };
}

/** What the account's new state adds; the story itself where it adds nothing. */
export function tellAccount(story: SessionStory, account: AccountState, at: number): SessionStory {
  switch (account.kind) {
    case 'signing-in':
      return withEvent({ ...story, trying: account.address }, at, `signing in as ${account.address}`);
    case 'registered':
      return registered(story, account.account, at);
    case 'reconnecting':
      if (story.lost) return story;
      return withEvent(
        { ...story, losses: story.losses + 1, lost: { why: whyOf(account.failure), at } },
        at,
        `lost the connection: ${whyOf(account.failure)}`,
      );
    case 'signed-out':
      return signedOut(story, account.failure, at);
  }
}

function registered(
  story: SessionStory,
  account: Extract<AccountState, { kind: 'registered' }>['account'],
  at: number,
): SessionStory {
  const { trying: _trying, refused: _refused, signedOutAt: _signedOutAt, lost, ...rest } = story;
  if (lost && story.signedOutAt === undefined) return withEvent(rest, at, 'the connection came back');
  if (story.signIn && story.signedOutAt === undefined && story.trying === undefined) return story;
  const who = oneLine(account.displayName || account.address);
  const signIn = { who, server: account.server, scheme: account.scheme, at };
  return withEvent({ ...rest, signIn }, at, `${who} signed in to ${account.server} with ${account.scheme}`);
}

function signedOut(story: SessionStory, failure: Failure | undefined, at: number): SessionStory {
  const { trying, lost, ...others } = story;
  // Who was signed out by others stays so, whatever is tried later. A connection that is away now does not come back any more.
  const isOut = story.signedOutAt !== undefined;
  const rest = isOut && lost ? { ...others, lost } : { ...others, losses: story.losses - (lost ? 1 : 0) };
  if (failure) {
    const why = whyOf(failure);
    if (trying !== undefined) {
      return withEvent({ ...rest, refused: { address: trying, why, at } }, at, `sign-in failed: ${why}`);
    }
    return withEvent({ ...rest, signedOutAt: at, lost: { why, at } }, at, `was signed out: ${why}`);
  }
  if (trying === undefined && (!story.signIn || story.signedOutAt !== undefined)) return story;
  const left = story.signIn && story.signedOutAt === undefined ? { ...rest, signedOutAt: at } : rest;
  return withEvent(left, at, trying === undefined ? 'signed out' : 'the sign-in was cancelled');
}

/** A meeting was joined: which one is nobody's business here. */
export function tellMeeting(story: SessionStory, asGuest: boolean, at: number): SessionStory {
  return withEvent({ ...story, meetings: story.meetings + 1 }, at, `joined a meeting${asGuest ? ' as a guest' : ''}`);
}

/** A call was answered, by either side. */
export function tellCall(story: SessionStory, at: number): SessionStory {
  return withEvent({ ...story, calls: story.calls + 1 }, at, 'a call was answered');
}

/** Something inside Offhook broke; the text has been redacted. */
export function tellError(story: SessionStory, text: string, at: number): SessionStory {
  return withEvent({ ...story, errors: story.errors + 1 }, at, `something inside Offhook broke: ${oneLine(text)}`);
}

/** The whole file: the outcome in one sentence, then what happened. */
export function storyText(story: SessionStory, end: SessionEnd): string {
  return `${[outcomeOf(story, end), '', ...story.events].join('\n')}\n`;
}

/** The outcome in one sentence, such as `2026-11-21 10:32 UTC: Karen Berg signed in to sip.contoso.com with TLS-DSK; signed out 17:02.` */
export function outcomeOf(story: SessionStory, end: SessionEnd): string {
  const { signIn, refused } = story;
  const at = signIn?.at ?? refused?.at ?? story.startedAt;
  const parts = [mainClause(story), ...(signIn ? partsAfterSignIn(story, at) : [])];
  const done = [counted(story.meetings, 'meeting'), counted(story.calls, 'call'), counted(story.errors, 'inner error')];
  const counts = done.filter((each) => each !== '').join(', ');
  if (counts !== '') parts.push(counts);
  if (end === 'running') parts.push(stillRunning.slice(0, -1));
  if (end === 'silent') parts.push(endedSilently.slice(0, -1));
  return `${day(at)} ${time(at)} UTC: ${parts.join('; ')}.`;
}

/** The file's text with the end of its first line put right, where the session was left running; undefined where it was closed. */
export function endedWithoutAWord(text: string): string | undefined {
  const [first = ''] = text.split('\n', 1);
  if (!first.endsWith(stillRunning)) return undefined;
  return `${first.slice(0, -stillRunning.length)}${endedSilently}${text.slice(first.length)}`;
}

function mainClause({ signIn, refused }: SessionStory): string {
  if (signIn) return `${signIn.who} signed in to ${signIn.server} with ${signIn.scheme}`;
  return refused ? `The sign-in of ${refused.address} failed: ${refused.why}` : 'Nobody signed in';
}

function partsAfterSignIn(story: SessionStory, since: number): string[] {
  const { losses, lost, refused, signedOutAt } = story;
  const moment = (at: number) => (day(at) === day(since) ? time(at) : `${day(at)} ${time(at)}`);
  const cameBack = losses - (lost && signedOutAt === undefined ? 1 : 0);
  const parts: string[] = [];
  if (cameBack > 0) parts.push(`lost the connection ${cameBack === 1 ? 'once' : `${cameBack} times`} and got it back`);
  if (signedOutAt !== undefined) {
    parts.push(
      lost ? `signed out by others ${moment(signedOutAt)} (${lost.why})` : `signed out ${moment(signedOutAt)}`,
    );
  } else if (lost) parts.push(`without a connection since ${moment(lost.at)} (${lost.why})`);
  if (refused) parts.push(`a later sign-in of ${refused.address} failed ${moment(refused.at)}: ${refused.why}`);
  return parts;
}

function counted(count: number, what: string): string {
  if (count === 0) return '';
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}

function whyOf({ code, detail }: Failure): string {
  const said = oneLine(detail ?? '').slice(0, maxWhy);
  return said === '' ? code : `${code} (${said})`;
}

/** What others chose, such as a name, may not begin a line of its own. */
function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
}

function withEvent(story: SessionStory, at: number, text: string): SessionStory {
  const events = [...story.events, `${day(at)} ${new Date(at).toISOString().slice(11, 19)} ${text}`];
  return { ...story, events: events.slice(-maxEvents) };
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function time(at: number): string {
  return new Date(at).toISOString().slice(11, 16);
}
