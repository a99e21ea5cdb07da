/** What a person wants to call, as an address that can be called. Protocol notes 9.8; mission 1.G */
import { readUri, type SipUri } from '../../../protocol/sip/uri.ts';
import type { CallPeer } from '../../../shared/model/call.ts';
import type { DialResult } from '../../../shared/model/dial-plan.ts';
import { peerAt } from '../call-peer.ts';

export interface CallTarget {
  /** For the wire. */
  readonly uri: string;
  /** Without a name. */
  readonly peer: Omit<CallPeer, 'name'>;
  /** The dial plan's rule that made the number. */
  readonly rule?: string;
  readonly isEmergency?: true;
}

/**
 * Undefined for what cannot be called: no address, no number, a meeting. An address is called as it is, also one of a number, which came out of
 * the dial plan before; a number goes through the plan once.
 */
export function targetOf(to: string, dial: (typed: string) => DialResult): CallTarget | undefined {
  const text = to.trim();
  if (/^sips?:/i.test(text) || (text.includes('@') && !/^tel:/i.test(text))) return addressTarget(text);
  return numberTarget(dial(text));
}

function addressTarget(text: string): CallTarget | undefined {
  const uri = readUri(/^sips?:/i.test(text) ? text : `sip:${text}`);
  if (uri?.kind !== 'sip' || !uri.user || isMeeting(uri)) return undefined;
  const wire = withoutHeaders(uri);
  const peer = peerAt(uri);
  return peer ? { uri: wire, peer } : undefined;
}

function isMeeting({ params }: SipUri): boolean {
  return /^app:conf/i.test(params.get('opaque') ?? '');
}

/** What stands behind `?` is for whoever makes the request, and not theirs to say. RFC 3261 19.1.5 */
function withoutHeaders({ wire }: SipUri): string {
  return wire.slice(0, wire.indexOf('?') < 0 ? undefined : wire.indexOf('?'));
}

function numberTarget(result: DialResult): CallTarget | undefined {
  const { dials, rule } = result;
  if (!dials) return undefined;
  // What the server is to translate is shown as it was typed.
  const number = dials.phoneContext === undefined ? result.result : result.cleaned;
  return {
    uri: dials.sip,
    peer: { uri: dials.sip, number },
    ...(rule ? { rule: rule.pattern } : {}),
    ...(result.emergency ? { isEmergency: true } : {}),
  };
}

/** `tel:+4722…` as an address of the own company, whose servers find the way. */
export function telTarget(number: string, domain: string): string {
  return `sip:${number.replace(/[().-]/g, '').replaceAll('#', '%23')}@${domain};user=phone`;
}

/** `contoso.com` of `sip:karen@contoso.com`, in lower case; '' without one. */
export function domainOf(uri: string): string {
  const read = readUri(uri);
  return read?.kind === 'sip' ? read.host : '';
}
