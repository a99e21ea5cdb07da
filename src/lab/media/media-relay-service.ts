/**
 * Credentials for the media relay of the company. The lab has no such relay: it answers as a company without one, after it has judged the request.
 * [MS-AVEDGEA] 2.2, 3.2.5; protocol notes 6.3
 */
import { attr, child, children, textOf } from '../../protocol/xml/find.ts';
import { readXml, type XmlElement } from '../../protocol/xml/read.ts';
import type { Exchange } from '../sip/exchange.ts';
import { bare } from '../sip/incoming.ts';
import { xml } from '../sip/xml-text.ts';
import type { LabPerson } from '../topologies/topology.ts';

export const MEDIA_RELAY_TYPE = 'application/msrtc-media-relay-auth+xml';
const NAMESPACE = 'http://schemas.microsoft.com/2006/09/sip/mrasp';
const LONGEST_MINUTES = 480;

/** Answers the SERVICE: what is wrong with it, or that there is no relay. */
export function giveMediaRelay(exchange: Exchange, person: LabPerson): void {
  const request = readXml(exchange.incoming.text);
  const asked = request.ok ? children(request.root, 'credentialsRequest') : [];
  const reason = request.ok ? faultOf(asked, person) : 'Request Malformed';
  const root = request.ok ? request.root : undefined;
  const text = [
    '<?xml version="1.0"?>',
    `<response xmlns="${NAMESPACE}" requestID="${xml(attr(root, 'requestID') ?? '')}" version="1.0"`,
    ` to="${xml(attr(root, 'to') ?? '')}" from="${xml(attr(root, 'from') ?? '')}"`,
    ` serverVersion="2.0" reasonPhrase="${reason}"/>`,
  ].join('');
  exchange.answer({ status: 200, reason: 'OK', body: { type: MEDIA_RELAY_TYPE, text } });
}

function faultOf(asked: readonly XmlElement[], person: LabPerson): string {
  const [first] = asked;
  if (!first || asked.length > 10) return 'Request Malformed';
  const isTheirs = asked.every((each) => bare(textOf(each, 'identity') ?? '') === person.address.toLowerCase());
  if (!isTheirs) return 'Forbidden';
  const minutes = Number(textOf(first, 'duration') ?? LONGEST_MINUTES);
  const location = child(first, 'location')?.text ?? 'intranet';
  const isSound = Number.isInteger(minutes) && minutes > 0 && /^(internet|intranet)$/i.test(location);
  return isSound ? 'Not Supported' : 'Request Malformed';
}
