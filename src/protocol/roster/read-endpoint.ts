/** One endpoint of a person: which part of the meeting it is in, and with which media. RFC 4575 5.7, [MS-CONFBAS] 2.2.2.7 */
import { attr, textOf } from '../xml/find.ts';
import type { XmlElement } from '../xml/read.ts';
import { entityOf, firstOf, type PartState, stateOf, wordIn } from './read-words.ts';

export interface MediumPart {
  readonly id: string;
  /** `audio`, `video`, `applicationsharing`, … */
  readonly type?: string;
  /** `main-audio`, `main-video`, `applicationsharing-video` */
  readonly label?: string;
  /** `sendrecv`, `sendonly`, `recvonly`, `inactive` */
  readonly status?: string;
  /** `block`: the meeting takes nothing of it. */
  readonly ingress?: string;
  /** The number by which packets of a mix name it: an SSRC (RFC 4575 5.8), in Microsoft's meetings an MSI ([MS-RTP] 3.1). */
  readonly source?: number;
}

export interface EndpointPart {
  readonly entity: string;
  readonly state: PartState;
  /** `focus`, `chat`, `audio-video`, … */
  readonly sessionType?: string;
  /** `connected`, `on-hold`, `pending`, … */
  readonly status?: string;
  /** `enterprise`, `federated`, `anonymous`, … */
  readonly authMethod?: string;
  /** `internal`, `external`, `pstn`, … */
  readonly accessMethod?: string;
  /** Absent when the document says nothing of media; what a partial endpoint tells adds to what is known, by id. */
  readonly media?: readonly MediumPart[];
}

const mostMedia = 16;
const longestId = 64;

/** None when the element has no key. */
export function readEndpoint(element: XmlElement): EndpointPart[] {
  const entity = entityOf(element);
  if (entity === undefined) return [];
  const sessionType = wordIn(attr(element, 'session-type'));
  const status = wordIn(textOf(element, 'status'));
  const authMethod = wordIn(textOf(element, 'authMethod'));
  const accessMethod = wordIn(textOf(element, 'accessMethod'));
  const media = firstOf(element, 'media', mostMedia).flatMap(readMedium);
  const part: EndpointPart = {
    entity,
    state: stateOf(element),
    ...(sessionType ? { sessionType } : {}),
    ...(status ? { status } : {}),
    ...(authMethod ? { authMethod } : {}),
    ...(accessMethod ? { accessMethod } : {}),
    ...(media.length > 0 ? { media } : {}),
  };
  return [part];
}

function readMedium(element: XmlElement): MediumPart[] {
  const id = attr(element, 'id')?.trim() ?? '';
  if (id === '' || id.length > longestId) return [];
  const type = wordIn(textOf(element, 'type'));
  const label = wordIn(textOf(element, 'label'));
  const status = wordIn(textOf(element, 'status'));
  const ingress = wordIn(textOf(element, 'media-ingress-filter'));
  const source = sourceIn(textOf(element, 'src-id'));
  const part: MediumPart = {
    id,
    ...(type ? { type } : {}),
    ...(label ? { label } : {}),
    ...(status ? { status } : {}),
    ...(ingress ? { ingress } : {}),
    ...(source === undefined ? {} : { source }),
  };
  return [part];
}

/** Of 32 bits; undefined for anything else. */
function sourceIn(text: string | undefined): number | undefined {
  const digits = text?.trim() ?? '';
  const source = /^\d{1,10}$/.test(digits) ? Number(digits) : Number.NaN;
  return source <= 0xff_ff_ff_ff ? source : undefined;
}
