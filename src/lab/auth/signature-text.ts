/** The text that is signed for one message, as the lab reads the specification. [MS-SIPAE] 3.2.5.2 (protocol 3.3) */
import { headerOf, type SipMessage } from '../../protocol/sip/message.ts';
import { readNameAddr } from '../../protocol/sip/name-addr.ts';
import { splitList } from '../../protocol/sip/params.ts';

export interface SignatureFields {
  /** As in the header: `NTLM`, `TLS-DSK`. */
  readonly scheme: string;
  /** crand or srand. */
  readonly random: string;
  /** cnum or snum, decimal. */
  readonly number: string;
  readonly realm: string;
  readonly targetName: string;
  /** The scheme's version; below 3 the text is the old, shorter one. */
  readonly version: number;
}

/** Every value between angle brackets, nothing between them; what a message lacks is empty. */
export function signatureText(message: SipMessage, fields: SignatureFields): string {
  const isNew = fields.version >= 3;
  const [sequence = '', method = ''] = (headerOf(message, 'cseq') ?? '').trim().split(/\s+/, 2);
  const from = partyOf(message, 'from');
  const to = partyOf(message, 'to');
  const asserted = isNew ? assertedIdentity(message) : { sip: '', tel: '' };
  const values = [
    fields.scheme,
    fields.random,
    fields.number,
    fields.realm,
    fields.targetName,
    headerOf(message, 'call-id') ?? '',
    sequence,
    method,
    from.uri,
    from.tag,
    ...(isNew ? [to.uri] : []),
    to.tag,
    ...(isNew ? [asserted.sip, asserted.tel] : []),
    headerOf(message, 'expires') ?? '',
    ...(message.kind === 'response' ? [String(message.status)] : []),
  ];
  return values.map((value) => `<${value}>`).join('');
}

function partyOf(message: SipMessage, key: 'from' | 'to'): { uri: string; tag: string } {
  const read = readNameAddr(headerOf(message, key) ?? '');
  return { uri: read?.uri.wire ?? '', tag: read?.params.get('tag') ?? '' };
}

/** The first SIP address and the first number of P-Asserted-Identity, or of P-Preferred-Identity where that is missing. */
function assertedIdentity(message: SipMessage): { sip: string; tel: string } {
  const value = headerOf(message, 'p-asserted-identity') ?? headerOf(message, 'p-preferred-identity') ?? '';
  const uris = (splitList(value) ?? []).map((entry) => /<([^<>]*)>/.exec(entry)?.[1] ?? entry.trim());
  const first = (scheme: RegExp) => uris.find((uri) => scheme.test(uri)) ?? '';
  return { sip: first(/^sips?:/i), tel: first(/^tel:/i) };
}
