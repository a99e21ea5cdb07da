/** What the log of a session from launch to the first message must tell, in the order of the published workflow, and what it must not. */

const sent = (startLine: string) => String.raw`Sending Packet - [^\r]+\r\n[^\r]* :: ${startLine}\r\n`;
const received = (startLine: string) => String.raw`Data Received - [^\r]+\r\n[^\r]* :: ${startLine}\r\n`;
/** Up to the end of this message's headers. */
const headers = String.raw`(?:[^\r\n]+\r\n)*?`;

/** The stages in the words of the line format: hardware, DNS, connection, registration, log-in, setting up, the message. */
const stages: readonly (readonly [name: string, pattern: string])[] = [
  ['the interface that is used', String.raw`Network interface \[[^\]]+\] is used`],
  ['the DNS question', String.raw`QueryDNSSrv - DNS Name\[_sip\._tls\.contoso\.com\]`],
  ['the connection', String.raw`Connection to sip\.contoso\.com \([^)]+\): connecting`],
  ['the certificate', String.raw`Certificate of sip\.contoso\.com: trusted`],
  ['REGISTER', sent(String.raw`REGISTER sip:contoso\.com SIP/2\.0`)],
  ['Unauthorized', received(String.raw`SIP/2\.0 401 Unauthorized`)],
  ['TLS-DSK', 'proving who we are by TLS-DSK'],
  ['REGISTER again', sent(String.raw`REGISTER sip:contoso\.com SIP/2\.0`)],
  ['registered', received(String.raw`SIP/2\.0 200 OK`)],
  ['settings', `${sent('SUBSCRIBE [^\\r]+')}${headers}Event: vnd-microsoft-provisioning-v2`],
  ['location profile', sent('SERVICE [^\\r]+app:locationprofile:get;default SIP/2\\.0')],
  ['contacts', `${sent('SUBSCRIBE [^\\r]+')}${headers}Event: vnd-microsoft-roaming-contacts`],
  ['own presence', `${sent('SUBSCRIBE [^\\r]+')}${headers}Event: vnd-microsoft-roaming-self`],
  ['available', '<availability>3500</availability>'],
  ['presence of others', `${sent('SUBSCRIBE [^\\r]+')}${headers}Event: presence\\r\\n`],
  ['invitation', sent('INVITE sip:echo@contoso\\.com SIP/2\\.0')],
  ['taken', `${received('SIP/2\\.0 200 OK')}${headers}CSeq: \\d+ INVITE`],
  ['message', sent('MESSAGE [^\\r]+')],
  ['delivered', `${received('SIP/2\\.0 200 OK')}${headers}CSeq: \\d+ MESSAGE`],
];

/** The stages that the log does not tell after the one before them; empty when it tells the whole story in order. */
export function missingStages(log: string): string[] {
  const missing: string[] = [];
  let from = 0;
  for (const [name, pattern] of stages) {
    const found = new RegExp(pattern, 'g');
    found.lastIndex = from;
    const match = found.exec(log);
    if (match) from = match.index + match[0].length;
    else missing.push(name);
  }
  return missing;
}

/** A text in every form in which a log could hold it: as it is, escaped as in JSON, and as base64, wherever in a line that begins. */
export function formsOf(text: string): string[] {
  const bytes = Buffer.from(text);
  const shifted = [0, 1, 2].map((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    // The first and last characters carry bits of what stands beside the text.
    return whole.slice(shift === 0 ? 0 : 4, -4);
  });
  return [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text), ...shifted];
}
