/** One cell of the matrix, walked by the real client: federation set at both companies, signed in, joined, looked at, left. */
import type { Lab } from '../lab/api.ts';
import type { Failure } from '../shared/model/failure.ts';
import type { MeetingState } from '../shared/model/meeting.ts';
import type { HeadlessClient } from './headless-client.ts';
import { type Cell, type Expectation, organizerSettings } from './matrix.ts';

/** What the tester types as guest name: not the account's, so that one cannot pass for the other. */
const guestName = 'Visiting Tester';

export type Got =
  /** In under the account's own name. */
  | { readonly kind: 'federated'; readonly name: string }
  /** In as Guest after the own company's refusal. */
  | { readonly kind: 'guest'; readonly status: number; readonly code: number; readonly name: string }
  | { readonly kind: 'failed'; readonly step: 'sign-in' | 'join' | 'roster'; readonly why: string };

export interface CellResult {
  readonly cell: Cell;
  readonly got: Got;
  /** The organiser's own list agrees with what the client shows. */
  readonly isAsExpected: boolean;
}

/**
 * Runs one cell with a client that is signed out, and leaves client and lab as they were.
 * Never rejects because a join fails: that is a result.
 */
export async function runCell(lab: Lab, user: HeadlessClient, cell: Cell): Promise<CellResult> {
  const restore = setFederation(lab, cell);
  try {
    const got = await walk(lab, user, cell);
    return { cell, got, isAsExpected: fits(got, cell.expected) };
  } finally {
    await user.client.meetings.leave();
    await user.client.signIn.signOut();
    user.client.meetings.dismiss();
    restore();
  }
}

/** Sets both companies as the cell says; the returned function takes it back. */
function setFederation(lab: Lab, { row, organizerEnabled }: Cell): () => void {
  const attendeeDomain = domainOf(row.attendee);
  const organizerDomain = domainOf(row.organizer);
  const before = [attendeeDomain, organizerDomain].map((domain) => [domain, lab.federation(domain)] as const);
  const kind = 'mode' in lab.federation(organizerDomain) ? 'hosted' : 'on-premises';
  lab.setFederation(attendeeDomain, row.attendeeSettings);
  lab.setFederation(organizerDomain, organizerSettings(kind, organizerEnabled, attendeeDomain));
  return () => {
    for (const [domain, settings] of before) lab.setFederation(domain, settings);
  };
}

async function walk(lab: Lab, user: HeadlessClient, { row }: Cell): Promise<Got> {
  const signedIn = await user.signIn(row.attendee);
  if (!signedIn.ok) return { kind: 'failed', step: 'sign-in', why: wordsOf(signedIn.failure) };
  const { id, links } = meetingFor(lab, row.organizer);
  const joined = await user.client.meetings.join({ text: links.conf, guestName, as: 'auto' });
  if (!joined.ok) return { kind: 'failed', step: 'join', why: wordsOf(joined.failure) };
  const inside = await user.until(({ meeting }) => meeting?.phase === 'joined' || meeting?.phase === 'ended');
  const meeting = inside?.meeting;
  if (meeting?.phase !== 'joined') {
    return { kind: 'failed', step: 'roster', why: meeting?.endedBecause ?? 'no roster within the limit' };
  }
  return judge(meeting, lab.meeting(id).participants(), row.attendee);
}

type OrganizersList = ReturnType<ReturnType<Lab['meeting']>['participants']>;

/** The client's word and the organiser's must be the same story. */
function judge(meeting: MeetingState, organizersList: OrganizersList, attendee: string): Got {
  const self = meeting.participants.find(({ isSelf }) => isSelf);
  const listed = organizersList.find(({ entity }) => entity === self?.entity);
  if (!self || !listed) return { kind: 'failed', step: 'roster', why: 'not in the roster' };
  const isOwnName = self.entity === `sip:${attendee}`;
  if (self.isGuest !== meeting.asGuest || listed.anonymous !== meeting.asGuest || isOwnName === meeting.asGuest) {
    return { kind: 'failed', step: 'roster', why: `client and organiser disagree about ${self.name}` };
  }
  if (!meeting.asGuest) return { kind: 'federated', name: self.name };
  const { sip, diagnostics } = meeting.homeFailure ?? {};
  return { kind: 'guest', status: sip?.status ?? 0, code: diagnostics?.[0]?.code ?? 0, name: self.name };
}

/** A meeting that the organiser holds, or else one of the same company: federation looks at companies, not at people. */
function meetingFor(lab: Lab, organizer: string) {
  const { meetings } = lab.profile;
  const found =
    meetings.find((meeting) => meeting.organizer === organizer) ??
    meetings.find((meeting) => domainOf(meeting.organizer) === domainOf(organizer));
  if (!found) throw new Error(`the lab has no meeting of ${organizer}`);
  return found;
}

function fits(got: Got, expected: Expectation): boolean {
  if (got.kind !== 'guest' || expected.kind !== 'guest') return got.kind === expected.kind;
  return got.status === expected.status && got.code === expected.code;
}

function wordsOf({ code, server, sip }: Failure): string {
  return [code, server, sip ? `${sip.status} ${sip.reason}` : undefined].filter(Boolean).join(', ');
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
