/** Scenarios for SIPp, of our own: what it waits for and what it says, one step after the other. RFC 3261, 3262, 3311, 3515 */

/** SIPp fills in what stands in brackets. */
const contact = 'Contact: <sip:sipp@[local_ip]:[local_port];transport=tcp>';
const own = ';tag=sipp[call_number]';

/** A description with PCMU, answered by an echo of every packet. */
export function sdp(direction: 'sendrecv' | 'sendonly' | 'inactive' = 'sendrecv', version = 1): readonly string[] {
  return [
    ...['v=0', `o=sipp 7 ${version} IN IP4 [local_ip]`, 's=-', 'c=IN IP4 [media_ip]', 't=0 0'],
    ...['m=audio [media_port] RTP/AVP 0', 'a=rtpmap:0 PCMU/8000', `a=${direction}`],
  ];
}

export interface Said {
  readonly headers?: readonly string[];
  readonly body?: readonly string[];
  readonly contentType?: string;
}

/** The whole file. */
export function scenario(...steps: readonly string[]): string {
  // Those that a scenario has no use for would be an error.
  const variables = '<Reference variables="theirs,ours"/>';
  return `<?xml version="1.0" encoding="UTF-8" ?>\n<scenario name="offhook">\n${steps.join('\n')}\n${variables}\n</scenario>\n`;
}

/** Waits for the INVITE that begins a call, and remembers who is who. */
export function awaitCall(): string {
  const remember = (header: string, name: string) =>
    `<ereg regexp=".*" search_in="hdr" header="${header}:" assign_to="${name}"/>`;
  return `<recv request="INVITE" rrs="true"><action>${remember('From', 'theirs')}${remember('To', 'ours')}</action></recv>`;
}

/** Waits for a request; `holding` is a pattern that must be somewhere in it. */
export function awaitRequest(method: string, holding?: string): string {
  return holding === undefined
    ? `<recv request="${method}"/>`
    : `<recv request="${method}"><action>${mustHold(holding)}</action></recv>`;
}

/** Waits for an answer. */
export function awaitAnswer(status: number, holding?: string): string {
  const early = status >= 200 ? '<recv response="100" optional="true"/>' : '';
  const check = holding === undefined ? '' : `<action>${mustHold(holding)}</action>`;
  return `${early}<recv response="${status}">${check}</recv>`;
}

function mustHold(pattern: string): string {
  return `<ereg regexp="${pattern}" search_in="msg" check_it="true" assign_to="ours_${pattern.replace(/\W/g, '')}"/>`;
}

/** Answers the request that came last. */
export function answer(status: string, said: Said = {}): string {
  const head = [
    '[last_Via:]',
    '[last_From:]',
    `[last_To:]${own}`,
    '[last_Call-ID:]',
    '[last_CSeq:]',
    '[last_Record-Route:]',
  ];
  return send([`SIP/2.0 ${status}`, ...head, contact], said);
}

/** Answers a request inside the dialog, whose To has its tag. */
export function answerInside(status: string, said: Said = {}): string {
  const head = ['[last_Via:]', '[last_From:]', '[last_To:]', '[last_Call-ID:]', '[last_CSeq:]'];
  return send([`SIP/2.0 ${status}`, ...head, contact], said);
}

/** A request inside the dialog that awaitCall() began. */
export function request(method: string, cseq: number, said: Said = {}): string {
  return send(
    [
      `${method} [next_url] SIP/2.0`,
      'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]',
      '[routes]',
      `From:[$ours]${own}`,
      'To:[$theirs]',
      'Call-ID: [call_id]',
      `CSeq: ${cseq} ${method === 'ACK' ? 'ACK' : method}`,
      'Max-Forwards: 70',
      contact,
    ],
    said,
  );
}

export function pause(milliseconds: number): string {
  return `<pause milliseconds="${milliseconds}"/>`;
}

function send(head: readonly string[], { headers = [], body = [], contentType = 'application/sdp' }: Said): string {
  const about = body.length > 0 ? [`Content-Type: ${contentType}`] : [];
  const lines = [...head, ...headers, ...about, 'Content-Length: [len]', '', ...body, ''];
  return `<send><![CDATA[\n${lines.join('\n')}\n]]></send>`;
}
