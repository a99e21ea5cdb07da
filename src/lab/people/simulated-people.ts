/** The simulated people of one company, as far as they talk: they answer while they are signed in nowhere. */
import { readConferenceInvite } from '../../protocol/conference-invite/read.ts';
import { readImSession } from '../../protocol/im/session.ts';
import type { FocusUri } from '../../protocol/links/focus-uri.ts';
import { headerOf, type SipResponse } from '../../protocol/sip/message.ts';
import { readNameAddr, readNameAddrs } from '../../protocol/sip/name-addr.ts';
import { hopHeaders } from '../calls/hop.ts';
import type { Endpoint } from '../frontend/registrar.ts';
import type { LabCore } from '../net/listener.ts';
import type { Exchange } from '../sip/exchange.ts';
import type { Incoming } from '../sip/incoming.ts';
import { type Body, type HeaderLine, messageText, quoted } from '../sip/template.ts';
import type { Company, LabPerson } from '../topologies/topology.ts';
import { imSdp, plainText, toast } from './im-text.ts';
import { answerToMessage, type Manner, refusalOf } from './manners.ts';
import { Talk, type TalkNumbers, type TalkPlace } from './talk.ts';

const MOST_RINGING = 100;
const RINGING = { status: 180, reason: 'Ringing' } as const;
const NO_MEETING = { status: 404, reason: 'Not Found' } as const;
const NOT_HERE = { status: 488, reason: 'Not Acceptable Here' } as const;

/** Somebody sits down in a meeting; false when there is none, or he cannot get there. */
export type ComeTo = (address: string, meeting: FocusUri) => boolean;

export class SimulatedPeople {
  readonly #core: LabCore;
  readonly #comeTo: ComeTo;
  readonly #manners = new Map<string, Manner>();
  /** Invitations that wait, by transaction. */
  readonly #ringing = new Map<string, Exchange>();
  /** Who was forgotten once, `forgetful|peer`. */
  readonly #forgotten = new Set<string>();

  constructor(core: LabCore, company: Company, comeTo: ComeTo) {
    this.#core = core;
    this.#comeTo = comeTo;
    for (const { address, manner, standIn } of company.people) this.setManner(address, manner ?? standIn);
  }

  /** How somebody takes messages from now on; undefined for somebody who takes none. */
  setManner(address: string, manner: Manner | undefined): void {
    if (manner) this.#manners.set(address.toLowerCase(), manner);
    else this.#manners.delete(address.toLowerCase());
  }

  mannerOf(address: string): Manner | undefined {
    return this.#manners.get(address.toLowerCase());
  }

  /** Answers an invitation or a message; false when nobody simulated is meant. */
  takes(exchange: Exchange): boolean {
    const { method, target } = exchange.incoming;
    const manner = this.#manners.get(target);
    if (!manner || (method !== 'INVITE' && method !== 'MESSAGE')) return false;
    if (method === 'INVITE') this.#invited(exchange, manner);
    else this.#paged(exchange, manner);
    return true;
  }

  /** Takes back an invitation that rings; false when there is none. */
  cancel({ transaction }: Incoming): boolean {
    const exchange = this.#ringing.get(transaction);
    this.#ringing.delete(transaction);
    exchange?.answer({ status: 487, reason: 'Request Terminated' });
    return exchange !== undefined;
  }

  /** A simulated person writes to where somebody is signed in, and takes what comes back. */
  write(person: LabPerson, to: Endpoint, text: string): void {
    const { link, address: peer } = to;
    const [callId, localTag] = [link.randomHex(16), link.randomHex(8)];
    const from = `"${quoted(person.displayName)}"<sip:${person.address}>`;
    const place = { link, callId, address: person.address, localTag };
    const hop = hopHeaders(link);
    const first = (method: string, remote: string): readonly HeaderLine[] => [
      ...hop.headers,
      ['From', `${from};tag=${localTag}`],
      ['To', remote],
      ['Call-ID', callId],
      ['CSeq', `1 ${method}`],
    ];
    const headers: readonly HeaderLine[] = [
      ...first('INVITE', `<sip:${peer}>`),
      ['Contact', contactOf(person.address)],
      ['P-Asserted-Identity', from],
      ['ms-text-format', toast(text)],
      ['Ms-Conversation-ID', Buffer.from(link.randomHex(9)).toString('base64')],
    ];
    link.forward(messageText(`INVITE ${to.contact} SIP/2.0`, headers, imSdp()), {
      branch: hop.branch,
      method: 'INVITE',
      onAnswer: (response) => {
        if (!response || response.status < 200) return;
        // RFC 3261 17.1.1.3
        const ack = () =>
          messageText(`ACK ${to.contact} SIP/2.0`, first('ACK', headerOf(response, 'to') ?? ''), undefined);
        if (response.status >= 300) link.forward(ack());
        else this.#answered(response, place, text);
      },
    });
  }

  #answered(
    response: SipResponse,
    place: Pick<TalkPlace, 'link' | 'callId' | 'address' | 'localTag'>,
    text: string,
  ): void {
    const remote = headerOf(response, 'to') ?? '';
    const target = readNameAddrs(headerOf(response, 'contact') ?? '')?.[0]?.uri.wire;
    if (target === undefined) return;
    const remoteTag = readNameAddr(remote)?.params.get('tag') ?? '';
    const whole = { ...place, remote, remoteTag, target };
    place.link.request({
      method: 'ACK',
      uri: target,
      headers: [
        ['From', `<sip:${place.address}>;tag=${place.localTag}`],
        ['To', remote],
        ['Call-ID', place.callId],
        ['CSeq', '1 ACK'],
      ],
    });
    this.#talk(whole, { own: 1, theirs: -1 }).say(plainText(text));
  }

  #invited(exchange: Exchange, manner: Manner): void {
    const { message, target } = exchange.incoming;
    const meeting = readConferenceInvite(exchange.incoming.text)?.focus;
    const refusal = meeting || readImSession(message.body) ? refusalOf(manner) : NOT_HERE;
    exchange.answer(RINGING);
    if (refusal) exchange.answer(refusal);
    else if (manner === 'rings') this.#ring(exchange);
    else if (!meeting) this.#accept(exchange, imSdp(target));
    else if (this.#comeTo(target, meeting)) this.#accept(exchange);
    else exchange.answer(NO_MEETING);
  }

  /** Without a body somebody says yes to a meeting. */
  #accept(exchange: Exchange, body?: Body): void {
    const { incoming, link, localTag } = exchange;
    const place: TalkPlace = {
      link,
      callId: incoming.callId,
      address: incoming.target,
      localTag,
      remote: headerOf(incoming.message, 'from') ?? '',
      remoteTag: incoming.from.tag ?? '',
      target: incoming.contact?.uri.wire ?? incoming.from.uri,
    };
    const headers = [['Contact', contactOf(incoming.target)] as const];
    this.#talk(place, { own: 0, theirs: incoming.cseq });
    exchange.answer({ status: 200, reason: 'OK', headers, ...(body ? { body } : {}) });
  }

  #ring(exchange: Exchange): void {
    const oldest = this.#ringing.keys().next();
    if (this.#ringing.size >= MOST_RINGING && !oldest.done) this.#ringing.delete(oldest.value);
    this.#ringing.set(exchange.incoming.transaction, exchange);
  }

  #paged(exchange: Exchange, manner: Manner): void {
    const answer = refusalOf(manner) ?? answerToMessage(manner, exchange.incoming.contentType);
    if (answer) exchange.answer(answer);
  }

  #talk(place: TalkPlace, numbers: TalkNumbers): Talk {
    const manner = () => this.#manners.get(place.address.toLowerCase()) ?? 'echo';
    const forgets = () => {
      if (manner() === 'amnesiac') return true;
      const key = `${place.address} ${place.remote.replace(/;.*/s, '')}`;
      if (manner() !== 'forgetful' || this.#forgotten.has(key)) return false;
      this.#forgotten.add(key);
      return true;
    };
    return new Talk(place, { clock: this.#core.clock, manner, forgets }, numbers);
  }
}

function contactOf(address: string): string {
  return `<sip:${address};opaque=user:epid:simulated;gruu>`;
}
