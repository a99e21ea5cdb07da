/** The peer hands us on: a new call, which takes the place of this one when it stands. RFC 3515 2.4, RFC 5589; protocol notes 9.6 */

import { writeReplaces } from '../../../protocol/sip/replaces.ts';
import { readUri } from '../../../protocol/sip/uri.ts';
import type { CallPeer } from '../../../shared/model/call.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import type { HeaderList } from '../../sip/dialog-id.ts';
import type { IncomingReferral } from '../../sip/referral.ts';
import { peerAt } from '../call-peer.ts';
import type { LiveCall } from './live-call.ts';
import { domainOf, telTarget } from './target.ts';

export interface SentOn {
  readonly uri: string;
  readonly peer: CallPeer;
  readonly headers: HeaderList;
}

export interface SentOnNeeds {
  /** Begins the new call; undefined when there are too many. */
  readonly start: (to: SentOn, from: LiveCall) => LiveCall | undefined;
  /** The call in hand is heard again. */
  readonly resume: (call: LiveCall) => void;
}

/** Follows without asking whoever may send us, and declines what leads nowhere. */
export function followReferral(call: LiveCall, referral: IncomingReferral, { start, resume }: SentOnNeeds): void {
  const { snapshot, ownUri } = call.needs;
  const to = readTarget(referral, ownUri());
  const isFree = call.isTaken && !call.isHandingOver && call.view.meetingId === undefined;
  if (!to || !isFree || !mayBeSentBy(call.view.peer, ownUri(), snapshot())) {
    referral.decline(to ? 603 : 400);
    return;
  }
  const wasHeld = call.isHeld;
  const next = start(to, call);
  if (!next) {
    referral.decline(486);
    return;
  }
  referral.accept();
  follow(next, { call, referral, resume: () => wasHeld || resume(call) });
}

interface Following {
  readonly call: LiveCall;
  readonly referral: IncomingReferral;
  readonly resume: () => void;
}

/** Tells the peer how it goes, and parts from it when the new call stands. */
function follow(next: LiveCall, { call, referral, resume }: Following): void {
  let told = 100;
  const tell = (status: number) => {
    if (told >= 200 || told === status) return false;
    told = status;
    referral.tell(status);
    return true;
  };
  next.followers.push(({ view, isTaken, isOver }) => {
    if (isTaken) turnTo(next, call);
    if (isTaken && tell(200)) call.end({ why: 'transferred' });
    if (isOver && tell(view.end?.failure?.sip?.status ?? 487)) resume();
    if (view.state === 'ringing' || view.state === 'early') tell(180);
  });
}

/** Whoever was held as it sent us on, and was turned back to since, is followed aloud, or as silently as the microphone is by now. */
function turnTo(next: LiveCall, call: LiveCall): void {
  if (!next.isAside || call.isHeld) return;
  next.isAside = false;
  next.patch({ isMuted: next.view.isMuted || call.view.isMuted });
}

/** People and numbers; never a meeting, a file, or another program. */
function readTarget({ to, referredBy }: IncomingReferral, ownUri: string): SentOn | undefined {
  const read = readUri(to.uri);
  const wire = read?.kind === 'tel' ? telTarget(read.number, domainOf(ownUri)) : to.uri;
  const uri = readUri(wire);
  if (uri?.kind !== 'sip' || !uri.user || /^app:conf/i.test(uri.params.get('opaque') ?? '')) return undefined;
  const peer = peerAt(uri);
  const replaces = to.replaces && writeReplaces(to.replaces);
  if (!peer || (to.replaces && replaces === undefined)) return undefined;
  return {
    uri: wire,
    peer: { ...peer, name: to.name.slice(0, 256) },
    headers: [
      ...(referredBy ? [['Referred-By', referredBy] as const] : []),
      ...(replaces ? [['Replaces', replaces] as const] : []),
    ],
  };
}

/** Our own company, and those outside whom the person has among the contacts and not kept at a distance. */
function mayBeSentBy(peer: CallPeer, ownUri: string, { contacts }: Pick<Snapshot, 'contacts'>): boolean {
  if (domainOf(peer.uri) === domainOf(ownUri)) return true;
  const contact = contacts.contacts.find(({ uri }) => uri === peer.uri);
  return contact !== undefined && contact.relationship !== 'external' && contact.relationship !== 'blocked';
}
