/** Credentials for the media relay of the company, or why there are none. [MS-AVEDGEA] 2.2, 3.2.5; protocol notes 6.3 */
import { attr, child, children, textOf } from '../../protocol/xml/find.ts';
import { readXml, type XmlElement } from '../../protocol/xml/read.ts';
import type { Exchange } from '../sip/exchange.ts';
import { bare } from '../sip/incoming.ts';
import { xml } from '../sip/xml-text.ts';
import type { LabPerson } from '../topologies/topology.ts';
import type { MediaRelay, RelayOffer } from './media-relay.ts';

export const MEDIA_RELAY_TYPE = 'application/msrtc-media-relay-auth+xml';
const NAMESPACE = 'http://schemas.microsoft.com/2006/09/sip/mrasp';
const LONGEST_MINUTES = 480;

/** What was asked soundly. */
interface Wish {
  readonly id: string;
  readonly minutes: number;
  readonly location: string;
}

type Judged = { readonly ok: true; readonly wish: Wish } | { readonly ok: false; readonly reason: string };

/** Answers the SERVICE: with credentials, with what is wrong with it, that the company has no relay, or not at all. Never rejects. */
export async function giveMediaRelay(exchange: Exchange, person: LabPerson, relay: MediaRelay): Promise<void> {
  if (relay.isSilent) return;
  const request = readXml(exchange.incoming.text);
  const root = request.ok ? request.root : undefined;
  const judged = judge(children(root, 'credentialsRequest'), person);
  const offer = judged.ok ? await relay.offer(judged.wish.minutes) : undefined;
  const reason = judged.ok ? (offer ? 'OK' : 'Not Supported') : judged.reason;
  const content = judged.ok && offer ? offerXml(judged.wish, offer) : '';
  const text = [
    '<?xml version="1.0"?>',
    `<response xmlns="${NAMESPACE}" requestID="${xml(attr(root, 'requestID') ?? '')}" version="1.0"`,
    ` to="${xml(attr(root, 'to') ?? '')}" from="${xml(attr(root, 'from') ?? '')}"`,
    ` serverVersion="2.0" reasonPhrase="${reason}">${content}</response>`,
  ].join('');
  exchange.answer({ status: 200, reason: 'OK', body: { type: MEDIA_RELAY_TYPE, text } });
}

function offerXml({ id, minutes, location }: Wish, { userName, password, place }: RelayOffer): string {
  return [
    `<credentialsResponse credentialsRequestID="${xml(id)}"><credentials>`,
    `<username>${userName.toString('base64')}</username><password>${password.toString('base64')}</password>`,
    `<duration>${minutes}</duration></credentials><mediaRelayList><mediaRelay><location>${location}</location>`,
    `<hostName>${place.address}</hostName><udpPort>${place.port}</udpPort>`,
    '</mediaRelay></mediaRelayList></credentialsResponse>',
  ].join('');
}

function judge(asked: readonly XmlElement[], person: LabPerson): Judged {
  const [first] = asked;
  if (!first || asked.length > 10) return { ok: false, reason: 'Request Malformed' };
  const isTheirs = asked.every((each) => bare(textOf(each, 'identity') ?? '') === person.address.toLowerCase());
  if (!isTheirs) return { ok: false, reason: 'Forbidden' };
  const minutes = Number(textOf(first, 'duration') ?? LONGEST_MINUTES);
  const location = (child(first, 'location')?.text ?? 'intranet').toLowerCase();
  const isSound = Number.isInteger(minutes) && minutes > 0 && /^(internet|intranet)$/.test(location);
  if (!isSound) return { ok: false, reason: 'Request Malformed' };
  const id = attr(first, 'credentialsRequestID') ?? '';
  return { ok: true, wish: { id, minutes: Math.min(minutes, LONGEST_MINUTES), location } };
}
