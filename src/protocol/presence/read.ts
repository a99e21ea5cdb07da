/** Presence notifications: one person's categories, or a list of people with a part each. RFC 4662, [MS-PRES] 3.4.5.1 */
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

export interface PresenceUpdates {
  readonly people: readonly PersonUpdate[];
  readonly resources: readonly ResourceUpdate[];
}

export type PresenceProblem = XmlProblem | 'not-presence';

export type PresenceReading =
  | { readonly ok: true; readonly updates: PresenceUpdates }
  | { readonly ok: false; readonly problem: PresenceProblem };

const MOST_RESOURCES = 1000;
const LONGEST_WORD = 64;
const LONGEST_URI = 1024;

/** Reads one notification. Damaged parts of a list are left out; a damaged document alone is a problem. */
export function readPresence(contentType: string, bytes: Uint8Array): PresenceReading {
  const type = readContentType(contentType);
  const parts = type && readMultipart(type, bytes);
  if (!parts) return readPart(decodeUtf8(bytes));
  const readings = parts.map((part) => readPart(decodeUtf8(part.body)));
  const updates = readings.flatMap((reading) => (reading.ok ? [reading.updates] : []));
  const [first] = readings;
  if (updates.length === 0 && first) return first;
  return {
    ok: true,
    updates: {
      people: updates.flatMap((each) => each.people),
      resources: updates.flatMap((each) => each.resources),
    },
  };
}

function readPart(text: string): PresenceReading {
  const xml = readXml(text);
  if (!xml.ok) return xml;
  const { root } = xml;
  if (root.local === 'list') {
    const resources = children(root, 'resource').slice(0, MOST_RESOURCES).flatMap(readResource);
    return { ok: true, updates: { people: [], resources } };
  }
  const person = root.local === 'categories' ? readPerson(root) : undefined;
  if (!person) return { ok: false, problem: 'not-presence' };
  return { ok: true, updates: { people: [person], resources: [] } };
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
