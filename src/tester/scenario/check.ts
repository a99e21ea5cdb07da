/** Holds an expectation against what the client, and the lab, say: every difference with both sides of it. */
import type { Lab } from '../../lab/api.ts';
import type { Tracing } from '../../main/trace/tracing.ts';
import type { Failure } from '../../shared/model/failure.ts';
import type { MeetingState } from '../../shared/model/meeting.ts';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import type { Expectation, ExpectedFailure } from './schema.ts';

export interface Difference {
  /** Such as `meeting.phase`. */
  readonly what: string;
  readonly expected: string;
  readonly got: string;
}

/** What there is to look at. */
export interface Scene {
  readonly snapshot: Snapshot;
  /** What is kept of all that the client recorded. */
  readonly trace: ReturnType<Tracing['list']>;
  readonly lab: Lab | undefined;
}

/** Empty when all of it is true now. */
export function differences(scene: Scene, expectation: Expectation): readonly Difference[] {
  const { snapshot } = scene;
  const account = snapshot.account;
  const facts = 'account' in account ? account.account : undefined;
  const { meeting, conversation, call } = expectation;
  return [
    ...same('account', expectation.account, account.kind),
    ...same('scheme', expectation.scheme, facts?.scheme),
    ...same('server', expectation.server, facts?.server),
    ...same('location', expectation.location, facts?.location),
    ...failureDifferences('failure', expectation.failure, 'failure' in account ? account.failure : undefined),
    ...(meeting ? meetingDifferences(scene, meeting) : []),
    ...(conversation ? conversationDifferences(snapshot, conversation) : []),
    ...(call ? callDifferences(snapshot, call) : []),
    ...presenceDifferences(snapshot, expectation.presence),
    ...traceDifferences(scene.trace, expectation),
    ...same('privacyBreaches', expectation.privacyBreaches, scene.lab?.privacyBreaches().length),
  ];
}

/** How a failure differs from the one that was expected; an undefined expectation takes any. */
export function failureDifferences(
  what: string,
  expected: ExpectedFailure | undefined,
  got: Failure | undefined,
): readonly Difference[] {
  if (!expected) return [];
  const diagnostic = got?.diagnostics?.[0];
  return [
    ...same(`${what}.code`, expected.code, got?.code),
    ...same(`${what}.status`, expected.status, got?.sip?.status),
    ...same(`${what}.diagnostic`, expected.diagnostic, diagnostic?.code),
    ...same(`${what}.source`, expected.source, diagnostic?.source),
    // An empty failure expects that there is one.
    ...(Object.keys(expected).length === 0 && !got ? [{ what, expected: 'a failure', got: 'none' }] : []),
  ];
}

/** One line: code, status, diagnostic. */
export function failureWords({ code, server, sip, diagnostics }: Failure): string {
  const [first] = diagnostics ?? [];
  const parts = [code, server, sip && `${sip.status} ${sip.reason}`, first && `diagnostic ${first.code}`];
  return parts.filter(Boolean).join(', ');
}

function meetingDifferences(
  { snapshot, lab }: Scene,
  expected: NonNullable<Expectation['meeting']>,
): readonly Difference[] {
  const { meeting } = snapshot;
  const roster = meeting?.participants.map(rosterName) ?? [];
  const refusal = meeting?.homeFailure;
  return [
    ...same('meeting.phase', expected.phase, meeting?.phase),
    ...same('meeting.asGuest', expected.asGuest, meeting?.asGuest),
    ...same('meeting.endedBecause', expected.endedBecause, meeting?.endedBecause),
    ...failureDifferences('meeting.failure', expected.failure, meeting?.failure),
    ...(expected.homeRefusal === 'none'
      ? same('meeting.homeRefusal', 'none', refusal ? failureWords(refusal) : 'none')
      : failureDifferences('meeting.homeRefusal', expected.homeRefusal, refusal)),
    ...listed('meeting.has', expected.has, roster),
    ...unlisted('meeting.lacks', expected.lacks, roster),
    // Without a lab nobody can look, and so it is not met.
    ...(expected.organizerSees
      ? listed('meeting.organizerSees', expected.organizerSees, lab ? organizersList(lab, meeting) : [])
      : []),
  ];
}

function rosterName({ name, isGuest }: MeetingState['participants'][number]): string {
  return isGuest ? `${name} (Guest)` : name;
}

function organizersList(lab: Lab, meeting: MeetingState | null): string[] {
  if (!meeting) return [];
  return lab
    .meeting(meeting.link.conferenceId)
    .participants()
    .map(({ displayName, anonymous }) => (anonymous ? `${displayName} (Guest)` : displayName));
}

function conversationDifferences(
  { conversations }: Snapshot,
  expected: NonNullable<Expectation['conversation']>,
): readonly Difference[] {
  const found = conversations.find(({ peer }) => peer.uri === sipUri(expected.with));
  return [
    ...(found ? [] : [{ what: 'conversation', expected: `one with ${expected.with}`, got: 'none' }]),
    ...same('conversation.state', expected.state, found?.state),
    ...same('conversation.lastText', expected.lastText, found?.lastText),
    ...failureDifferences('conversation.failure', expected.failure, found?.failure),
  ];
}

function callDifferences({ calls }: Snapshot, expected: NonNullable<Expectation['call']>): readonly Difference[] {
  const call = calls.at(-1);
  return [
    ...same('call.state', expected.state, call?.state),
    ...same('call.encryption', expected.encryption, call?.encryption),
    ...same('call.endedBecause', expected.endedBecause, call?.end?.why),
    ...failureDifferences('call.failure', expected.failure, call?.end?.failure),
  ];
}

function presenceDifferences(snapshot: Snapshot, expected: Expectation['presence']): readonly Difference[] {
  if (!expected) return [];
  return same(`presence of ${expected.of}`, expected.is, snapshot.presence[sipUri(expected.of)]?.availability);
}

function traceDifferences({ entries, lostBefore }: Scene['trace'], expected: Expectation): readonly Difference[] {
  const asked = entries.flatMap((entry) => (entry.kind === 'dns-query' ? [dnsName(entry.name)] : []));
  const contains = (words: string) =>
    entries.some((entry) => Object.values(entry).some((value) => String(value).includes(words)));
  const { contains: wanted = [], lacks = [] } = expected.trace ?? {};
  const needsAll = lacks.length > 0 || (expected.neverAsked ?? []).length > 0;
  const cut = {
    what: 'trace',
    expected: 'all of it, to say what is not there',
    got: 'its beginning is no longer kept',
  };
  return [
    ...(needsAll && lostBefore > 1 ? [cut] : []),
    ...wanted
      .filter((words) => !contains(words))
      .map((words) => ({ what: 'trace', expected: `contains ${words}`, got: 'nothing like it' })),
    ...lacks.filter(contains).map((words) => ({ what: 'trace', expected: `lacks ${words}`, got: 'it is there' })),
    ...listed('asked', expected.asked?.map(dnsName), asked),
    ...unlisted('neverAsked', expected.neverAsked?.map(dnsName), asked),
  ];
}

/** Names differ neither by case (RFC 4343 2) nor by the root's dot. */
function dnsName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

type Plain = string | number | boolean;

function same(what: string, expected: Plain | undefined, got: Plain | undefined): readonly Difference[] {
  if (expected === undefined || expected === got) return [];
  return [{ what, expected: String(expected), got: got === undefined ? 'nothing' : String(got) }];
}

function listed(what: string, expected: readonly string[] | undefined, got: readonly string[]): readonly Difference[] {
  const missing = (expected ?? []).filter((each) => !got.includes(each));
  return missing.map((each) => ({ what, expected: each, got: listWords(got) }));
}

function unlisted(
  what: string,
  unwanted: readonly string[] | undefined,
  got: readonly string[],
): readonly Difference[] {
  const there = (unwanted ?? []).filter((each) => got.includes(each));
  return there.map((each) => ({ what, expected: `not ${each}`, got: listWords(got) }));
}

function listWords(words: readonly string[]): string {
  return [...new Set(words)].slice(0, 30).join(', ') || 'nobody and nothing';
}

function sipUri(address: string): string {
  return `sip:${address.replace(/^sip:/i, '').toLowerCase()}`;
}
