/** Requests that pass from one company's edge to another's, in the lab's log (mission E4, X1). */
import type { LabCore } from '../net/listener.ts';
import type { Exchange } from '../sip/exchange.ts';

/** Records one hop on both sides, under the client's own Call-ID. */
export function logHop(core: LabCore, { incoming, link }: Exchange, hop: { from: string; to: string }): void {
  const { head, body } = incoming.message;
  const text = Buffer.concat([head, body]).toString('utf8');
  const lineEnd = text.indexOf('\r\n');
  const via = `Via: SIP/2.0/TLS ${hop.from}:5061;branch=z9hG4bK${link.randomHex(8)}`;
  const raw = `${text.slice(0, lineEnd)}\r\n${via}${text.slice(lineEnd)}`;
  core.log.record({ server: hop.from, direction: 'sent', peer: hop.to, raw });
  core.log.record({ server: hop.to, direction: 'received', peer: hop.from, raw });
}
