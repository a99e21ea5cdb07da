/** INVITEs a second: our reader against stock sip.js, in the same run on the same bytes. */
import { Parser } from 'sip.js/lib/core/messages/parser.js';
import { readMessage } from '../../src/protocol/sip/read.ts';
import { requestBytes } from '../fixtures/sip/compose.ts';
import { median } from './median.ts';

export interface ParserBench {
  /** INVITEs a second with readMessage. */
  readonly ours: number;
  /** INVITEs a second with the parser that comes with sip.js 0.21.2. */
  readonly stock: number;
}

const ROUNDS = 3;
const ROUND_MS = 700;
const silent: Parameters<typeof Parser.parseMessage>[1] = Object.assign(Object.create(null), {
  error: () => undefined,
  warn: () => undefined,
  log: () => undefined,
  debug: () => undefined,
});

/** An INVITE of a Lync client as a call brings it: 15 headers and an SDP offer, about 1.7 KB. */
function benchInvite(): Uint8Array {
  const offer = [
    'v=0',
    'o=- 0 0 IN IP4 192.0.2.10',
    's=session',
    'c=IN IP4 192.0.2.10',
    't=0 0',
    'm=audio 50018 RTP/SAVP 104 8 0 101',
    'a=ice-ufrag:Bdfu',
    'a=ice-pwd:7nKzhbOGwWYl1vSUbbZjlFQX',
    'a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:c2FtcGxlLXNhbXBsZS1zYW1wbGUtc2FtcGxl|2^31|1:1',
    'a=candidate:1 1 UDP 2130706431 192.0.2.10 50018 typ host',
    'a=candidate:1 2 UDP 2130705918 192.0.2.10 50019 typ host',
    'a=candidate:2 1 UDP 6556159 198.51.100.4 51732 typ relay raddr 192.0.2.10 rport 50018',
    'a=rtpmap:104 SILK/16000',
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:101 telephone-event/8000',
    'a=fmtp:101 0-16',
    'a=ptime:20',
    'a=sendrecv',
    '',
  ].join('\r\n');
  const headers = [
    'Max-Forwards: 69',
    'Record-Route: <sip:fe01.contoso.com:5061;transport=tls;opaque=state:F:T;lr;ms-route-sig=gdOGgL7NiL3hv_oBc0NdrJOxZk>',
    'Contact: <sip:karen@contoso.com;opaque=user:epid:LKHrZjUoxV66Oi8tgk1A9gAA;gruu>;text;audio;video',
    'User-Agent: UCCAPI/15.0.4701.1000 OC/15.0.4701.1000 (Microsoft Lync)',
    'Supported: timer, 100rel, ms-early-media, histinfo, gruu-10, ms-dialog-route-set-update',
    'Allow: INVITE, BYE, ACK, CANCEL, INFO, UPDATE, REFER, NOTIFY, BENOTIFY, OPTIONS',
    'Session-Expires: 1800;refresher=uac',
    'ms-keep-alive: UAC;hop-hop=yes',
    'Content-Type: application/sdp',
  ];
  return requestBytes('INVITE', headers, { body: offer });
}

/** Medians of three rounds each, the two in turn. Throws when either cannot read the INVITE. */
export function benchParser(): ParserBench {
  const bytes = benchInvite();
  const text = new TextDecoder().decode(bytes);
  const readers = {
    ours: () => readMessage(bytes).ok,
    stock: () => Parser.parseMessage(text, silent) !== undefined,
  };
  if (!readers.ours() || !readers.stock()) throw new Error('the INVITE of the bench is not read');
  const rates: Record<keyof ParserBench, number[]> = { ours: [], stock: [] };
  for (let round = 0; round < ROUNDS; round++) {
    rates.ours.push(rateOf(readers.ours));
    rates.stock.push(rateOf(readers.stock));
  }
  return { ours: median(rates.ours), stock: median(rates.stock) };
}

function rateOf(read: () => boolean): number {
  const started = performance.now();
  let count = 0;
  for (let elapsed = 0; elapsed < ROUND_MS; elapsed = performance.now() - started) {
    for (let i = 0; i < 50; i++) if (read()) count++;
  }
  return Math.round((count * 1000) / (performance.now() - started));
}
