/** The telephones of one company's simulated people. */
import { headerOf } from '../../protocol/sip/message.ts';
import type { Endpoint } from '../frontend/registrar.ts';
import type { MediaFaults } from '../media/impairment.ts';
import type { LabCore } from '../net/listener.ts';
import { type Manner, refusalOf } from '../people/manners.ts';
import type { Exchange, Link } from '../sip/exchange.ts';
import { bare, type Incoming } from '../sip/incoming.ts';
import type { HeaderLine } from '../sip/template.ts';
import type { Company, LabPerson } from '../topologies/topology.ts';
import type { CallBook, PlacedHow } from './call-book.ts';
import { IncomingCall, type IncomingExtras } from './incoming-call.ts';
import { type CallOffice, LabCall } from './lab-call.ts';
import { isForMailbox, mailbox, mailboxExtras } from './mailbox.ts';
import { displayed, OutgoingCall } from './outgoing-call.ts';
import { openPartyLine, type PartyLine } from './party-line.ts';
import { ordinary, type PartyPlan, type PhoneManner, partyPlans, phoneManners } from './plans.ts';
import { replacedBy } from './replaces.ts';
import { beginScript } from './script.ts';
import { isCall } from './sdp-body.ts';
import { type LabCallFacts, type LabCallTimes, timesAtStart } from './settings.ts';
import { transferred } from './transfer.ts';

const MOST_CALLS = 100;
const KEPT_CALLS = 50;
/** Nobody who shows this picks up. */
const OFFLINE = 18_500;
const UNAVAILABLE = { status: 480, reason: 'Temporarily Unavailable' } as const;

const NO_SUCH_CALL = { status: 481, reason: 'Call/Transaction Does Not Exist' } as const;

/** What the desk has to know of the company around it. */
export interface DeskSurroundings {
  readonly personOf: (address: string) => LabPerson | undefined;
  readonly mannerOf: (address: string) => Manner | undefined;
  /** The places where somebody of any company is signed in. */
  readonly endpointsOf: (address: string) => readonly Endpoint[];
  /** Whether a call of the party's would ring anywhere: somebody is signed in, or has rules for such calls. */
  readonly isReached: (party: string, address: string) => boolean;
  /** Rings as the rules of whoever is called say, or refuses. */
  readonly route: (exchange: Exchange) => void;
  /** A request inside a call on its way, or the end of one that rings; false when it is of none. */
  readonly pass: (exchange: Exchange) => boolean;
  /** What its servers call themselves. */
  readonly software: () => string;
}

interface RunningCall {
  readonly call: LabCall;
  readonly transaction?: string;
  readonly incoming?: IncomingCall;
  readonly outgoing?: OutgoingCall;
}

export class CallDesk implements CallBook {
  readonly #company: Company;
  readonly #around: DeskSurroundings;
  readonly #phones = new Map<string, PhoneManner>();
  /** Oldest first; ended ones stay a while. */
  readonly #calls = new Map<string, RunningCall>();
  readonly #line: PartyLine;
  /** By party; of all others under ''. */
  readonly #faults = new Map<string, MediaFaults>();
  readonly #office: CallOffice;
  #times: LabCallTimes = timesAtStart;

  constructor(core: LabCore, company: Company, around: DeskSurroundings) {
    this.#company = company;
    this.#around = around;
    const { frontEnd } = company;
    this.#line = openPartyLine(core, frontEnd, {
      onRequest: around.route,
      onPassing: around.pass,
      software: around.software,
    });
    this.#office = {
      core,
      mediaAddress: frontEnd.address,
      faultsOf: (party) => this.#faults.get(party) ?? this.#faults.get('') ?? {},
      times: () => this.#times,
      onRefer: (call, exchange) => transferred(this, call, exchange),
      onEnded: () => this.#forgetOld(),
    };
  }

  /** Takes a call for somebody simulated; false when it is no call, or for nobody of the kind. */
  takes(exchange: Exchange): boolean {
    const { incoming } = exchange;
    const { target } = incoming;
    if (!isForMailbox(incoming)) return this.takesFor(exchange, target);
    const isTaken = this.#around.personOf(target) !== undefined && opensCall(incoming);
    if (isTaken) this.take(exchange, target, mailbox, mailboxExtras(target));
    return isTaken;
  }

  /** The same for whoever stands behind the address that was called. */
  takesFor(exchange: Exchange, party: string): boolean {
    const { incoming } = exchange;
    if (incoming.method !== 'INVITE' || incoming.to.tag !== undefined) return false;
    const plan = this.#planFor(incoming, party);
    if (!plan) return false;
    this.take(exchange, party, plan);
    return true;
  }

  /** Takes a call in a party's name. */
  take(exchange: Exchange, party: string, plan: PartyPlan, extras?: IncomingExtras): LabCall | undefined {
    if (this.#running.length >= MOST_CALLS) {
      exchange.answer({ status: 503, reason: 'Service Unavailable', headers: [['Retry-After', '30']] });
      return undefined;
    }
    const { incoming, link } = exchange;
    const contact = extras?.contact ?? `<sip:${party};opaque=user:epid:simulated;gruu>`;
    const who = { id: link.randomHex(8), party, peer: incoming.from.address, direction: 'in', contact } as const;
    const call = new LabCall(this.#office, who);
    const replaced = replacedBy(this, exchange);
    const taken = new IncomingCall(call, exchange, planAfter(replaced, plan), extras);
    this.#calls.set(who.id, { call, transaction: incoming.transaction, incoming: taken });
    if (replaced === 'none') beginScript(this, call, plan);
    // Where the new call comes to nothing, the old one goes on. RFC 3891 3
    else if (replaced !== 'unknown') taken.onAccepted = () => replaced.hangUp('replaced');
    void taken.begin();
    return call;
  }

  /** Takes back a call that rings; false when there is none. */
  cancel({ transaction }: Incoming): boolean {
    const found = this.#running.find((running) => running.transaction === transaction);
    found?.incoming?.cancel();
    return found !== undefined;
  }

  /** An offer inside a dialog that comes over another connection than the dialog was on; false when it is of none. */
  takesBack(exchange: Exchange): boolean {
    const { callId, to, from, method } = exchange.incoming;
    const call = method !== 'INVITE' ? undefined : this.inDialog(callId, to.tag ?? '', from.tag ?? '');
    call?.comeBack(exchange);
    return call !== undefined;
  }

  /** A party calls somebody, by that one's rules; undefined when nobody is signed in there, and no rules say where else. `party` is `user@domain`, or a number of the telephone network. */
  place(party: string, to: string, how: PlacedHow): LabCall | undefined {
    if (!this.#around.isReached(party, to)) return undefined;
    const { link } = this.#line;
    const isNumber = party.startsWith('+');
    const address = isNumber ? `${party}@${this.#company.domain}` : party;
    const uri = isNumber ? `sip:${address};user=phone` : `sip:${address}`;
    const contact = isNumber
      ? `<${uri};gruu;opaque=srvr:MediationServer>;isGateway`
      : `<${uri};opaque=user:epid:simulated;gruu>`;
    const id = link.randomHex(8);
    const call = new LabCall(this.#office, { id, party: address, peer: to.toLowerCase(), direction: 'out', contact });
    const outgoing = new OutgoingCall(call, {
      ...how,
      name: displayed(this.#around.personOf(party)?.displayName),
      uri,
      to: to.toLowerCase(),
      link,
      linkOf: (at) => this.#linkOf(at),
      more: how.replaces === undefined ? this.#replacesHeader(how.wish.replaces) : [['Replaces', how.replaces]],
    });
    this.#calls.set(id, { call, outgoing });
    outgoing.begin().catch(() => call.end('500'));
    return call;
  }

  call(id: string): LabCall | undefined {
    return this.#calls.get(id)?.call;
  }

  /** The call whose dialog has this Call-ID and, seen from the lab, these tags. RFC 3891 3 */
  inDialog(callId: string, localTag: string, remoteTag: string): LabCall | undefined {
    return this.#running.find(({ call }) => {
      const { place } = call.dialog ?? {};
      return place?.callId === callId && place.localTag === localTag && place.remoteTag === remoteTag;
    })?.call;
  }

  get times(): LabCallTimes {
    return this.#times;
  }

  /** What a party hears that calls somebody who is signed in nowhere: simulated people take the call among themselves. */
  outcomeFor(address: string): readonly [status: number, reason: string] {
    const person = this.#around.personOf(address);
    if (!person) return [404, 'Not Found'];
    const [user = '', domain] = address.split('@');
    const phone = this.#phones.get(address);
    const party: PartyPlan | undefined = phone
      ? phoneManners[phone]
      : domain === 'contoso.com'
        ? partyPlans[user]
        : undefined;
    const { refusal, answers } = party ?? this.#ordinaryPlan(address) ?? { refusal: UNAVAILABLE, answers: 'never' };
    if (refusal) return [refusal.status, refusal.reason];
    return answers === 'never' ? [UNAVAILABLE.status, UNAVAILABLE.reason] : [200, 'OK'];
  }

  list(): readonly LabCallFacts[] {
    return [...this.#calls.values()].map(({ call }) => call.facts);
  }

  /** Gives up a call that still rings at the other side. */
  giveUp(id: string, isElsewhere: boolean): void {
    const { call, outgoing } = this.#calls.get(id) ?? {};
    if (call?.facts.state === 'ringing') outgoing?.cancel(isElsewhere);
  }

  setPhone(address: string, manner: PhoneManner | undefined): void {
    if (manner) this.#phones.set(address.toLowerCase(), manner);
    else this.#phones.delete(address.toLowerCase());
  }

  setTimes(times: Partial<LabCallTimes>): void {
    this.#times = { ...this.#times, ...times };
  }

  close(): void {
    for (const { call } of this.#running) call.end('lost');
    this.#calls.clear();
    this.#line.close();
  }

  /** Of one party, or of all, whose own are forgotten. */
  setMediaFaults(faults: MediaFaults, party = ''): void {
    const key = party.toLowerCase();
    if (Object.keys(faults).length > 0) this.#faults.set(key, faults);
    else this.#faults.delete(key);
    if (key === '') for (const each of [...this.#faults.keys()]) if (each !== '') this.#faults.delete(each);
  }

  mediaFaults(): Readonly<Record<string, MediaFaults>> {
    return Object.fromEntries(this.#faults);
  }

  /** Where somebody who answered is signed in. */
  #linkOf(contact: string): Link | undefined {
    const endpoints = this.#around.endpointsOf(bare(contact));
    return endpoints.find(({ gruu, contact: own }) => gruu === contact || own === contact)?.link;
  }

  get #running(): readonly RunningCall[] {
    return [...this.#calls.values()].filter(({ call }) => !call.isOver);
  }

  #planFor(incoming: Incoming, target: string): PartyPlan | undefined {
    const { message } = incoming;
    const [user = '', domain] = target.split('@');
    const isParty = domain === 'contoso.com' && partyPlans[user] !== undefined;
    // An INVITE without a description asks for ours: only those who are there for calls give one.
    if (!isCall(incoming, headerOf(message, 'content-type') ?? '') && !(isParty && message.body.length === 0))
      return undefined;
    const phone = this.#phones.get(target);
    if (phone) return phoneManners[phone];
    return isParty ? partyPlans[user] : this.#ordinaryPlan(target);
  }

  /** Who answers messages answers calls as well; who looks as if he were there does, too. */
  #ordinaryPlan(target: string): PartyPlan | undefined {
    const person = this.#around.personOf(target);
    if (!person) return undefined;
    const manner = this.#around.mannerOf(target);
    const refusal = manner === undefined ? undefined : refusalOf(manner);
    if (refusal) return { sound: 'silence', answers: 'never', refusal };
    return manner !== undefined || person.availability < OFFLINE ? ordinary : undefined;
  }

  /** As the other side sees the dialog: its own tag is the first. */
  #replacesHeader(id: string | undefined): readonly HeaderLine[] {
    const place = id === undefined ? undefined : this.call(id)?.dialog?.place;
    if (!place) return [];
    return [['Replaces', `${place.callId};to-tag=${place.remoteTag};from-tag=${place.localTag}`]];
  }

  #forgetOld(): void {
    const ended = [...this.#calls].filter(([, { call }]) => call.isOver);
    for (const [id] of ended.slice(0, Math.max(0, ended.length - KEPT_CALLS))) this.#calls.delete(id);
  }
}

/** Whether an INVITE begins a call with a description of the caller's. */
function opensCall(incoming: Incoming): boolean {
  const isNew = incoming.method === 'INVITE' && incoming.to.tag === undefined;
  return isNew && isCall(incoming, headerOf(incoming.message, 'content-type') ?? '');
}

/** Who takes the place of another in a call is answered at once; nobody's place is refused. RFC 3891 3 */
function planAfter(replaced: LabCall | 'none' | 'unknown', plan: PartyPlan): PartyPlan {
  if (replaced === 'none') return plan;
  if (replaced === 'unknown') return { sound: 'silence', answers: 'never', refusal: NO_SUCH_CALL };
  const { refusal: _refusal, afterwards: _afterwards, ...kept } = plan;
  return { ...kept, answers: 'at-once' };
}
