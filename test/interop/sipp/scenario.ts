/** Scenarios for SIPp, of our own: what it waits for and what it says, one step after the other. RFC 3261, 3262, 3311, 3515 */

/** SIPp fills in what stands in brackets. */
const contact = 'Contact: <sip:sipp@[local_ip]:[local_port];transport=tcp>';
/** Raw PCMU, beside the scenario. */
export const toneFile = 'tone.pcmu';
/** A word of ours that SIPp fills in. */
export const echoPort = 'echo_port';
const own = ';tag=sipp[call_number]';
/** Who it is when it calls. */
export const callingAddress = 'sip:sipp@contoso.com';

/** A description with PCMU, for the port that the tone comes from. */
export function sdp(direction: 'sendrecv' | 'sendonly' | 'inactive' = 'sendrecv', version = 1): readonly string[] {
  return pcmuAt('rtpstream_audio_port', direction, version);
}

/** A description with PCMU, for the port that sends back what it gets. */
export function echoSdp(): readonly string[] {
  return pcmuAt(echoPort, 'sendrecv', 1);
}

function pcmuAt(port: string, direction: string, version: number): readonly string[] {
  return [
    ...['v=0', `o=sipp 7 ${version} IN IP4 [local_ip]`, 's=-', 'c=IN IP4 [media_ip]', 't=0 0'],
    ...[`m=audio [${port}] RTP/AVP 0`, 'a=rtpmap:0 PCMU/8000', `a=${direction}`],
  ];
}

export interface Said {
  readonly headers?: readonly string[];
  readonly body?: readonly string[];
  readonly contentType?: string;
}

/** The whole file. */
export function scenario(...steps: readonly string[]): string {
  // A variable that nothing uses would be an error, and so would one that nothing sets.
  const names = ['theirs', 'ours', 'turn', 'via1', 'via2', 'route1', 'route2', 'checked'].filter((name) =>
    steps.some((step) => step.includes(`"${name}"`)),
  );
  const variables = `<Reference variables="${names.join(',')}"/>`;
  return `<?xml version="1.0" encoding="UTF-8" ?>\n<scenario name="offhook">\n${steps.join('\n')}\n${variables}\n</scenario>\n`;
}

/** Waits for the INVITE that begins a call, and remembers who is who and how it came. */
export function awaitCall(): string {
  const path = [1, 2].map(
    (each) => remember('Via', `via${each}`, each) + remember('Record-Route', `route${each}`, each),
  );
  return `<recv request="INVITE" rrs="true"><action>${remember('From', 'theirs')}${remember('To', 'ours')}${remember('CSeq', 'turn')}${path.join('')}</action></recv>`;
}

/**
 * Calls who is named on its command line, with this description, proves by Digest that it may, and goes on when it rings there. RFC 3261 13.2, 22.3
 */
export function call(password: string, body: readonly string[]): string {
  const invite = (turn: number, headers: readonly string[] = []) =>
    send([...callHead('INVITE'), `CSeq: ${turn} INVITE`, contact], { headers, body });
  return [
    invite(1),
    '<recv response="100" optional="true"/>',
    '<recv response="407" auth="true"/>',
    acknowledge(1),
    invite(2, [`[authentication username=sipp password=${password}]`]),
    '<recv response="100" optional="true"/>',
    `<recv response="180"><action>${remember('Via', 'via1')}</action></recv>`,
  ].join('\n');
}

/** Waits until it is answered, and acknowledges that: `request()` is inside the dialog from then on, its next number 3. */
export function awaitTaken(): string {
  const who = `<assignstr assign_to="ours" value=" &lt;${callingAddress}&gt;"/>`;
  return `<recv response="200" rrs="true"><action>${who}${remember('To', 'theirs')}</action></recv>\n${request('ACK', 2)}`;
}

/** Waits until it is refused with this, and acknowledges that. */
export function awaitRefused(status: number): string {
  return `<recv response="${status}"/>\n${acknowledge(2)}`;
}

/** Gives up the call that rings. RFC 3261 9.1 */
export function giveUp(): string {
  const [line = '', , ...rest] = callHead('CANCEL');
  return `${send([line, 'Via:[$via1]', ...rest, 'CSeq: 2 CANCEL'], {})}\n<recv response="200"/>`;
}

/** A refusal's ACK is of the same transaction. RFC 3261 17.1.1.3 */
function acknowledge(turn: number): string {
  const [line = ''] = callHead('ACK');
  const head = ['[last_Via:]', '[last_From:]', '[last_To:]', '[last_Call-ID:]', `CSeq: ${turn} ACK`];
  return send([line, ...head, 'Max-Forwards: 70'], {});
}

/** The first lines of a request outside a dialog; the second is its Via. */
function callHead(method: string): readonly string[] {
  return [
    `${method} sip:[service]@contoso.com SIP/2.0`,
    'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]',
    `From: <${callingAddress}>${own}`,
    'To: <sip:[service]@contoso.com>',
    'Call-ID: [call_id]',
    'Max-Forwards: 70',
  ];
}

function remember(header: string, name: string, occurrence = 1): string {
  return `<ereg regexp=".*" search_in="hdr" header="${header}:" occurrence="${occurrence}" assign_to="${name}"/>`;
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
  return `<ereg regexp="${pattern}" search_in="msg" check_it="true" assign_to="checked"/>`;
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

/** Answers the call's INVITE, whatever came since. */
export function answerCall(status: string, said: Said = {}): string {
  const path = [1, 2].flatMap((each) => [`Via:[$via${each}]`, `Record-Route:[$route${each}]`]);
  const place = ['From:[$theirs]', `To:[$ours]${own}`, 'Call-ID: [call_id]', 'CSeq:[$turn]'];
  return send([`SIP/2.0 ${status}`, ...path, ...place, contact], said);
}

/** Answers with a Contact of its own choice, or none. */
export function refuse(status: string, said: Said = {}): string {
  const head = ['[last_Via:]', '[last_From:]', `[last_To:]${own}`, '[last_Call-ID:]', '[last_CSeq:]'];
  return send([`SIP/2.0 ${status}`, ...head], said);
}

/** Answers a request inside the dialog, whose To has its tag. */
export function answerInside(status: string, said: Said = {}): string {
  const head = ['[last_Via:]', '[last_From:]', '[last_To:]', '[last_Call-ID:]', '[last_CSeq:]'];
  return send([`SIP/2.0 ${status}`, ...head, contact], said);
}

/** A request inside the dialog that awaitCall() or awaitTaken() began. */
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

/** Says the tone from now on. */
export function talk(): string {
  return `<nop><action><exec rtp_stream="${toneFile},-1,0"/></action></nop>`;
}

export function pause(milliseconds: number): string {
  return `<pause milliseconds="${milliseconds}"/>`;
}

function send(head: readonly string[], { headers = [], body = [], contentType = 'application/sdp' }: Said): string {
  const about = body.length > 0 ? [`Content-Type: ${contentType}`] : [];
  const lines = [...head, ...headers, ...about, 'Content-Length: [len]', '', ...body, ''];
  return `<send><![CDATA[\n${lines.join('\n')}\n]]></send>`;
}
