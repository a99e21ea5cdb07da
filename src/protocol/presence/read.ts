/**
 * Presence notifications: one person's categories, or a list of people with a part each. RFC 4662, [MS-PRES] 3.4.5.1
 *
 * A list of a thousand people is megabytes. It is cut first and read part by part, so that the reader may rest in between.
 */
import { readContentType } from '../sip/content-type.ts';
import { readMultipart } from '../sip/mime.ts';
import { decodeUtf8 } from '../sip/text.ts';
import { addressOf } from '../sip/uri.ts';
import { attr, child, children } from '../xml/find.ts';
import { readXml, type XmlElement, type XmlProblem } from '../xml/read.ts';
import { type PersonUpdate, readPerson } from './read-categories.ts';

/** How the server stands to one person of a batch. RFC 4662 5.5 */
export interface ResourceUpdate {
  readonly uri: string;
  /** `resubscribe`: ask elsewhere, at `pool` or at the person's own address. */
  readonly state: 'active' | 'pending' | 'terminated' | 'resubscribe';
  readonly pool?: string;
  /** Such as `noresource`, `rejected`. */
  readonly reason?: string;
}

export type PresenceProblem = XmlProblem | 'not-presence';

/** What one part says: about one person, or how the server stands to many. */
export type PresencePart =
  | { readonly ok: true; readonly person: PersonUpdate }
  | { readonly ok: true; readonly resources: readonly ResourceUpdate[] }
  | { readonly ok: false; readonly problem: PresenceProblem };

/** People and their list in one notification. */
const MOST_PARTS = 2048;
const MOST_RESOURCES = 2048;
const LONGEST_WORD = 64;
const LONGEST_URI = 1024;

/** The documents of one notification, at most 2,048; a body that is no multipart is one document. */
export function splitPresence(contentType: string, bytes: Uint8Array): readonly Uint8Array[] {
  const type = readContentType(contentType);
  const parts = type && readMultipart(type, bytes, MOST_PARTS);
  return parts ? parts.map((part) => part.body) : [bytes];
}

/** Reads one document. */
export function readPresencePart(bytes: Uint8Array): PresencePart {
  const xml = readXml(decodeUtf8(bytes));
  if (!xml.ok) return xml;
  const { root } = xml;
  if (root.local === 'list') {
    return { ok: true, resources: children(root, 'resource').slice(0, MOST_RESOURCES).flatMap(readResource) };
  }
  const person = root.local === 'categories' ? readPerson(root) : undefined;
  return person ? { ok: true, person } : { ok: false, problem: 'not-presence' };
}

function readResource(element: XmlElement): ResourceUpdate[] {
  const written = attr(element, 'uri')?.trim() ?? '';
  if (written === '' || written.length > LONGEST_URI) return [];
  const instance = child(element, 'instance');
  const pool = attr(instance, 'poolFqdn')?.trim().slice(0, LONGEST_URI);
  const reason = attr(instance, 'reason')?.trim().toLowerCase().slice(0, LONGEST_WORD);
  return [
    {
      uri: addressOf(/^(?:sips?|tel):/i.test(written) ? written : `sip:${written}`),
      state: stateOf(attr(instance, 'state')),
      ...(pool ? { pool } : {}),
      ...(reason ? { reason } : {}),
    },
  ];
}

function stateOf(text: string | undefined): ResourceUpdate['state'] {
  const word = text?.trim().toLowerCase();
  if (word === 'resubscribe' || word === 'terminated' || word === 'pending') return word;
  return word === 'rejected' ? 'terminated' : 'active';
}
