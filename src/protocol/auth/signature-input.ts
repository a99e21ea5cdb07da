/** The text that is signed under each message. The body is not covered. [MS-SIPAE] 3.2.5.2, 3.3.5.2 */
import { readCSeq } from '../sip/checks.ts';
import { headerOf, headersOf, type SipMessage } from '../sip/message.ts';
import { readNameAddr } from '../sip/name-addr.ts';
import { splitList } from '../sip/params.ts';

/** What the header with the signature itself contributes, exactly as it is written there. */
export interface SignatureStamp {
  readonly scheme: string;
  /** `crand` of ours, `srand` of the server's. */
  readonly random: string;
  /** `cnum` of ours, `snum` of the server's. */
  readonly count: string;
  readonly realm: string;
  readonly targetName: string;
}

/**
 * The fields of a message one after another, each in angle brackets, `<>` where there is none. `version` is that of the challenge:
 * from 3 on the To URI and the asserted identity are covered too. Nothing is folded, lowered or unescaped.
 */
export function signatureInput(stamp: SignatureStamp, message: SipMessage, version: number): string {
  const cseq = readCSeq(headerOf(message, 'cseq') ?? '');
  const [from, to] = [partyOf(message, 'from'), partyOf(message, 'to')];
  const identity = version >= 3 ? identityOf(message) : undefined;
  const fields = [
    stamp.scheme,
    stamp.random,
    stamp.count,
    stamp.realm,
    stamp.targetName,
    headerOf(message, 'call-id') ?? '',
    String(cseq?.number ?? ''),
    cseq?.method ?? '',
    from.uri,
    from.tag,
    ...(identity ? [to.uri] : []),
    to.tag,
    ...(identity ? [identity.sip, identity.tel] : []),
    headerOf(message, 'expires') ?? '',
    ...(message.kind === 'response' ? [String(message.status)] : []),
  ];
  return fields.map((field) => `<${field}>`).join('');
}

function partyOf(message: SipMessage, key: 'from' | 'to'): { readonly uri: string; readonly tag: string } {
  const party = readNameAddr(headerOf(message, key) ?? '');
  return { uri: party?.uri.wire ?? '', tag: party?.params.get('tag') ?? '' };
}

/** The first SIP and the first telephone URI of P-Asserted-Identity, else of P-Preferred-Identity. RFC 3325 9.1, 9.2 */
function identityOf(message: SipMessage): { readonly sip: string; readonly tel: string } {
  const asserted = headersOf(message, 'p-asserted-identity');
  const values = asserted.length > 0 ? asserted : headersOf(message, 'p-preferred-identity');
  const uris = values.flatMap((value) => splitList(value) ?? []).map((entry) => readNameAddr(entry)?.uri.wire ?? '');
  const first = (scheme: RegExp) => uris.find((uri) => scheme.test(uri)) ?? '';
  return { sip: first(/^sip:/i), tel: first(/^tel:/i) };
}
