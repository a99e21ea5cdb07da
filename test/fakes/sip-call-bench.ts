/** A call of ours to bob, and what its dialog's listener hears; a call of jeremy to us. The far ends are the test's. */
import type {
  Body,
  Dialog,
  DialogListener,
  EarlyDialog,
  IncomingInvite,
  InviteEnd,
  InviteOptions,
  InviteOutcome,
} from '../../src/main/sip/agent.ts';
import { headerOf, type SipMessage, type SipRequest } from '../../src/protocol/sip/message.ts';
import type { AgentBench } from './agent-bench.ts';
import type { Parts } from './wire-peer.ts';

/** A description of media; two with one version are the same. */
export function media(version: number): Body {
  return {
    contentType: 'application/sdp',
    text: `v=0\r\no=- 1 ${version} IN IP4 192.0.2.10\r\ns=-\r\nc=IN IP4 192.0.2.10\r\nt=0 0\r\nm=audio 5000 RTP/AVP 0\r\n`,
  };
}

export const bobUri = 'sip:bob@contoso.com';
export const bobContact = 'Contact: <sip:bob@192.0.2.20:5061;transport=tls>';

/** What a far end says with a description of media. */
export function withMedia(version: number, headers: readonly string[] = [], toTag = 'srv1'): Parts {
  return { headers: [bobContact, 'Content-Type: application/sdp', ...headers], body: media(version).text, toTag };
}

export interface CallUnderWay {
  readonly outcome: Promise<InviteOutcome>;
  readonly request: SipRequest;
  readonly heard: { readonly progress: number[]; readonly early: EarlyDialog[]; readonly ends: { bye?: SipRequest }[] };
}

const noOffer = Symbol('the far end makes the offer');

type Patch = Partial<Omit<InviteOptions, 'body'>> & { readonly body?: Body | typeof noOffer };

export async function startCall(
  bench: AgentBench,
  { body = media(1), ...patch }: Patch = {},
  listener: Partial<DialogListener> = {},
): Promise<CallUnderWay> {
  const heard: CallUnderWay['heard'] = { progress: [], early: [], ends: [] };
  const options: InviteOptions = {
    uri: bobUri,
    ...(body === noOffer ? {} : { body }),
    isCall: true,
    onProgress: ({ status }, early) => {
      heard.progress.push(status);
      if (early) heard.early.push(early);
    },
    ...patch,
  };
  const outcome = bench.agent.invite(options, {
    onRequest: () => undefined,
    onEnd: (reason) => void heard.ends.push(reason),
    ...listener,
  });
  return { outcome, heard, request: await bench.peer.nextRequest('INVITE') };
}

/** A call whose far end makes the offer. */
export function startEmptyCall(
  bench: AgentBench,
  answerOffer: NonNullable<InviteOptions['answerOffer']>,
): Promise<CallUnderWay> {
  return startCall(bench, { body: noOffer, answerOffer });
}

export interface OpenCall extends CallUnderWay {
  readonly dialog: Dialog;
}

/** A call of ours that was answered and acknowledged. */
export async function openCall(
  bench: AgentBench,
  listener: Partial<DialogListener> = {},
  headers: readonly string[] = [],
): Promise<OpenCall> {
  const call = await startCall(bench, {}, listener);
  bench.peer.answer(call.request, '200 OK', withMedia(1, headers));
  const outcome = await call.outcome;
  if (outcome.kind !== 'accepted') throw new Error(`the INVITE was ${outcome.kind}`);
  await bench.peer.nextRequest('ACK');
  return { ...call, dialog: outcome.dialog };
}

export interface Told {
  readonly headers?: readonly string[];
  readonly body?: string;
  readonly cseq?: number;
  readonly branch?: string;
  readonly callId?: string;
  readonly toTag?: string;
}

const target = 'sip:192.0.2.10:50230;transport=tls;ms-received-cid=2C00';

/** What a server passes on of jeremy's, without any writer of ours. */
export function deliver(bench: AgentBench, method: string, told: Told = {}): void {
  const { headers = [], body = '', cseq = 1, callId = 'call1', toTag } = told;
  const lines = [
    `${method} ${target} SIP/2.0`,
    `Via: SIP/2.0/TLS 192.0.2.1:443;branch=z9hG4bK${told.branch ?? `${method}${callId}${cseq}`}`,
    'Max-Forwards: 69',
    'From: "Jeremy Los"<sip:jeremy@contoso.com>;tag=j1;epid=0a',
    `To: <sip:karen@contoso.com>${toTag === undefined ? '' : `;tag=${toTag}`}`,
    `Call-ID: ${callId}`,
    `CSeq: ${cseq} ${method}`,
    'Contact: <sip:jeremy@192.0.2.30:5061;transport=tls>',
    ...headers,
    ...(body === '' ? [] : ['Content-Type: application/sdp']),
    `Content-Length: ${body.length}`,
  ];
  bench.flow.deliver(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

/** A call of jeremy. */
export function callUs(bench: AgentBench, told: Told = {}): void {
  deliver(bench, 'INVITE', { body: media(7).text, ...told });
}

export interface Rung {
  readonly rung: IncomingInvite[];
  readonly gone: InviteEnd[];
}

/** Keeps every call that comes, without ringing. */
export function listen(bench: AgentBench): Rung {
  const kept: Rung = { rung: [], gone: [] };
  bench.agent.onInvite((invite) => {
    kept.rung.push(invite);
    invite.onGone((why) => void kept.gone.push(why));
    return true;
  });
  return kept;
}

/** The tag an answer of ours put on To. */
export function toTagOf(message: SipMessage): string {
  return /;tag=([^;]+)/.exec(headerOf(message, 'to') ?? '')?.[1] ?? '';
}

export interface TakenCall extends Rung {
  readonly dialog: Dialog;
  readonly ok: SipMessage;
  readonly toTag: string;
  readonly ends: { bye?: SipRequest; failure?: { code: string } }[];
}

/** A call of jeremy that we took and he acknowledged. */
export async function takenCall(
  bench: AgentBench,
  listener: Partial<DialogListener> = {},
  told: Told = {},
): Promise<TakenCall> {
  const kept = listen(bench);
  callUs(bench, told);
  const ends: TakenCall['ends'] = [];
  const dialog = kept.rung[0]?.accept(media(8), {
    onRequest: () => undefined,
    onEnd: (reason) => void ends.push(reason),
    ...listener,
  });
  if (!dialog) throw new Error('not accepted');
  const ok = await bench.peer.next('SIP/2.0 200');
  const toTag = toTagOf(ok);
  deliver(bench, 'ACK', { toTag, ...(told.callId === undefined ? {} : { callId: told.callId }) });
  return { ...kept, dialog, ok, toTag, ends };
}
