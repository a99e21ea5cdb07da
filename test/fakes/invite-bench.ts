/** An INVITE to a focus under way, and what its dialog's listener hears. */
import type { Dialog, InviteOptions, InviteOutcome } from '../../src/main/sip/agent.ts';
import type { SipRequest } from '../../src/protocol/sip/message.ts';
import type { Failure } from '../../src/shared/model/failure.ts';
import type { AgentBench } from './agent-bench.ts';
import type { Parts } from './wire-peer.ts';

export const focusUri = 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ';
export const focusContact = 'Contact: <sip:focus.tailspintoys.com:5061;transport=tls>;isfocus';
export const accepted: Parts = { headers: [focusContact, 'Content-Type: application/cccp+xml'], body: '<response/>' };

export interface InviteUnderWay {
  readonly outcome: Promise<InviteOutcome>;
  readonly request: SipRequest;
  readonly heard: { requests: SipRequest[]; ends: { bye?: SipRequest; failure?: Failure }[]; progress: number[] };
  /** The status that the listener answers with; 200 while undefined. */
  answerWith: number | undefined;
}

export async function startInvite(bench: AgentBench, patch: Partial<InviteOptions> = {}): Promise<InviteUnderWay> {
  const heard: InviteUnderWay['heard'] = { requests: [], ends: [], progress: [] };
  const body = { contentType: 'application/cccp+xml', text: '<request/>' };
  const onProgress: InviteOptions['onProgress'] = ({ status }) => void heard.progress.push(status);
  const outcome = bench.agent.invite(
    { uri: focusUri, body, onProgress, ...patch },
    {
      onRequest(request) {
        heard.requests.push(request);
        return underWay.answerWith;
      },
      onEnd: (reason) => void heard.ends.push(reason),
    },
  );
  const request = await bench.peer.nextRequest('INVITE');
  const underWay: InviteUnderWay = { outcome, request, heard, answerWith: undefined };
  return underWay;
}

/** An INVITE that was accepted and acknowledged. */
export async function openDialog(
  bench: AgentBench,
  headers: readonly string[] = [],
): Promise<InviteUnderWay & { readonly dialog: Dialog; readonly ack: SipRequest }> {
  const underWay = await startInvite(bench);
  bench.peer.answer(underWay.request, '200 OK', { ...accepted, headers: [...(accepted.headers ?? []), ...headers] });
  const outcome = await underWay.outcome;
  if (outcome.kind !== 'accepted') throw new Error(`the INVITE was ${outcome.kind}`);
  const ack = await bench.peer.nextRequest('ACK');
  return Object.assign(underWay, { dialog: outcome.dialog, ack });
}
