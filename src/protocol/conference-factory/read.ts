/** What the focus factory answers. Parts a server leaves out are left out; an answer is unreadable only as a whole. [MS-CONFPRO] 2.2.3 */
import type { MeetingAccess } from '../../shared/model/meeting.ts';
import type { MeetingPresenters } from '../../shared/model/scheduling.ts';
import { type C3pProblem, readC3pResponse } from '../c3p/read.ts';
import { readFocusUri } from '../links/focus-uri.ts';
import { oneLine } from '../text/one-line.ts';
import { at, attr, booleanOf, child, children, numberOf, textOf } from '../xml/find.ts';
import type { XmlElement } from '../xml/read.ts';
import {
  autoPromote,
  type FactoryCapabilities,
  type FactoryConference,
  type MeetingTimes,
  timesNamespace,
} from './conference.ts';

export interface FactoryAnswer {
  /** Undefined when all is well; the server's own word when not, `otherFailure` when it gave none. Compare without case. */
  readonly refused?: string;
  /** Of getConferences all, of the other commands the one they are about; possibly none. At most 200, each id once. */
  readonly conferences: readonly FactoryConference[];
  /** Of getConferencingCapabilities. */
  readonly capabilities?: FactoryCapabilities;
}

export type FactoryReading =
  | { readonly ok: true; readonly answer: FactoryAnswer }
  | { readonly ok: false; readonly problem: C3pProblem | 'pending' };

const mostConferences = 200;
const mostInvited = 250;
const mostRegions = 100;
const mostNumbers = 10;
const mostModalities = 20;
const longestSubject = 255;
const longestUrl = 2048;

/** Reads a `response` document. One that promises its answer for later is `pending`: outside a dialog no later one can follow. */
export function readFactoryAnswer(text: string): FactoryReading {
  const reading = readC3pResponse(text);
  if (!reading.ok) return reading;
  const { code, element, reason } = reading.response;
  if (code === 'pending') return { ok: false, problem: 'pending' };
  if (code === 'failure') return { ok: true, answer: { refused: reason || 'otherFailure', conferences: [] } };
  const conferences = readConferences(element);
  if (element?.local !== 'getConferencingCapabilities') return { ok: true, answer: { conferences } };
  return { ok: true, answer: { conferences, capabilities: readCapabilities(element) } };
}

function readConferences(command: XmlElement | undefined): readonly FactoryConference[] {
  const found = new Map<string, FactoryConference>();
  for (const element of children(command, 'conference-info')) {
    const conference = readConference(element);
    if (conference && found.size < mostConferences) found.set(conference.conferenceId, conference);
  }
  return [...found.values()];
}

/** Undefined when it does not name its focus: nobody could join it. */
function readConference(element: XmlElement): FactoryConference | undefined {
  const focus = readFocusUri(attr(element, 'entity') ?? '');
  if (!focus) return undefined;
  const description = child(element, 'conference-description');
  const text = (...path: readonly string[]) => textOf(description, ...path);
  const isYes = (name: string) => booleanOf(text(name));
  return {
    focusUri: focus.focusUri,
    conferenceId: focus.conferenceId,
    ...given('subject', lineOf(text('subject'), longestSubject)),
    ...given('expiresAt', timeOf(text('expiry-time'))),
    ...given('lastUpdate', text('last-update')?.slice(0, 64)),
    ...given('access', accessOf(text('admission-policy'), isLocked(element))),
    ...given('presenters', presentersOf(text('autopromote'))),
    ...given('announcements', isYes('default-announcement-mode')),
    ...given('phoneBypassesLobby', isYes('pstn-lobby-bypass')),
    invited: invitedOf(element, focus.organizer),
    ...given('times', timesOf(child(description, 'organizer-roaming-data'))),
    isActive: isYes('is-active') === true,
    isStatic: booleanOf(attr(element, 'static')) === true,
    ...given('joinUrl', webAddress(text('join-url'))),
    ...given('phoneId', phoneIdOf(text('pstn-access', 'id'))),
  };
}

function lineOf(text: string | undefined, most: number): string | undefined {
  return oneLine(text ?? '', most) || undefined;
}

function given<K extends string, V>(name: K, value: V | undefined): { readonly [Key in K]?: V } {
  return value === undefined ? {} : ({ [name]: value } as { [Key in K]: V });
}

function isLocked(element: XmlElement): boolean {
  return booleanOf(textOf(element, 'conference-state', 'locked')) === true;
}

function accessOf(policy: string | undefined, locked: boolean): MeetingAccess | undefined {
  if (policy === undefined) return undefined;
  if (locked) return 'organizer';
  switch (policy.toLowerCase()) {
    case 'closedauthenticated':
      return 'invited';
    case 'openauthenticated':
      return 'company';
    case 'anonymous':
      return 'everyone';
    default:
      return undefined;
  }
}

function presentersOf(bits: string | undefined): MeetingPresenters | undefined {
  const value = numberOf(bits);
  if (value === undefined) return undefined;
  // The highest bit is the sign of a number of 32 bits, so not with "&".
  if (value >= autoPromote.everyone) return 'everyone';
  return (value & autoPromote.company) === 0 ? 'organizer' : 'company';
}

function invitedOf(element: XmlElement, organizer: string): readonly string[] {
  const entities = children(child(element, 'users'), 'user').map((user) => attr(user, 'entity') ?? '');
  const addresses = entities.flatMap((entity) => {
    const address = /^sips?:([^\s;?@]{1,128}@[^\s;?@]{1,253})$/i.exec(entity.trim())?.[1]?.toLowerCase();
    return address === undefined || address === organizer ? [] : [address];
  });
  return [...new Set(addresses)].slice(0, mostInvited);
}

function timesOf(data: XmlElement | undefined): MeetingTimes | undefined {
  const times = data?.children.find(({ local, ns }) => local === 'times' && ns === timesNamespace);
  const startsAt = timeOf(attr(times, 'start'));
  const endsAt = timeOf(attr(times, 'end'));
  if (startsAt === undefined || endsAt === undefined || endsAt < startsAt) return undefined;
  return { startsAt, endsAt };
}

/** XML Schema dateTime; one without a zone is UTC, as the specification has all of them. */
function timeOf(text: string | undefined): number | undefined {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,9})?(Z|[+-]\d\d:\d\d)?$/.exec(text?.trim() ?? '');
  const value = match ? Date.parse(`${match[1]}${match[2] ?? 'Z'}`) : Number.NaN;
  return Number.isNaN(value) ? undefined : value;
}

function webAddress(text: string | undefined): string | undefined {
  const isWeb =
    text !== undefined && text.length <= longestUrl && /^https:\/\/[^\s/?#@<>"]+(?:[/?#][^\s<>"]*)?$/i.test(text);
  return isWeb ? text : undefined;
}

function phoneIdOf(text: string | undefined): string | undefined {
  return text !== undefined && /^[\d ]{1,20}$/.test(text) ? text.replace(/ /g, '') : undefined;
}

function readCapabilities(command: XmlElement): FactoryCapabilities {
  const modalities = children(child(command, 'mcu-types'), 'mcuType').map(({ text }) => text.trim());
  const numbers = at(command, 'pstn-bridging', 'access-numbers');
  const dialInPage = webAddress(textOf(numbers, 'external-url')) ?? webAddress(textOf(numbers, 'internal-url'));
  return {
    modalities: [...new Set(modalities)].filter((each) => /^[\w-]{1,40}$/.test(each)).slice(0, mostModalities),
    dialIn: dialInOf(numbers),
    ...given('dialInPage', dialInPage),
    ...given('anonymousScheduling', booleanOf(textOf(command, 'anonymous-scheduling'))),
    ...given('phoneBypass', booleanOf(textOf(command, 'pstn-lobby-bypass'))),
  };
}

function dialInOf(numbers: XmlElement | undefined): FactoryCapabilities['dialIn'] {
  const own = lineOf(textOf(numbers, 'default-region'), 100);
  const regions = children(numbers, 'region')
    .slice(0, mostRegions)
    .flatMap((region) => {
      const found = children(region, 'access-number').flatMap((each) => lineOf(textOf(each, 'number'), 60) ?? []);
      const name = oneLine(attr(region, 'name') ?? '', 100);
      return found.length === 0 ? [] : [{ region: name, numbers: found.slice(0, mostNumbers) }];
    });
  return [...regions.filter(({ region }) => region === own), ...regions.filter(({ region }) => region !== own)];
}
