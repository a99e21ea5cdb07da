/** What an organiser asks of a new or a changed meeting. [MS-CONFPRO] 2.2.1 */
import { attr, booleanOf, child, children, numberOf, textOf } from '../../protocol/xml/find.ts';
import type { XmlElement } from '../../protocol/xml/read.ts';
import { PROMOTE_COMPANY, PROMOTE_EVERYONE } from '../focus/rules.ts';
import { bare } from '../sip/incoming.ts';
import { elementXml } from '../sip/xml-text.ts';
import type { AdmissionPolicy, MeetingPartName } from '../topologies/meeting-words.ts';

export interface WishedConference {
  /** 8 to 32 letters and digits. */
  readonly id: string;
  readonly isStatic: boolean;
  /** Undefined when the client named none. */
  readonly version: number | undefined;
  readonly title: string;
  readonly policy: AdmissionPolicy;
  readonly isLocked: boolean;
  /** Milliseconds since 1970. */
  readonly expiresAt: number | undefined;
  readonly autopromote: number;
  readonly pstnLobbyBypass: boolean;
  readonly announces: boolean;
  readonly wantsPhone: boolean;
  /** `user@domain`, with the role each is to have; undefined when nobody is named. */
  readonly invited: readonly { readonly address: string; readonly isPresenter: boolean }[] | undefined;
  /** Undefined when no views are named: all that the factory has. */
  readonly parts: readonly MeetingPartName[] | undefined;
  /** What the organiser keeps here, and what all participants get; sent back as they came. */
  readonly roamingData: XmlElement | undefined;
  readonly notificationData: XmlElement | undefined;
}

const LONGEST_TITLE = 255;
const MOST_INVITED = 1000;
const LARGEST_DATA = 8 * 1024;
const YEAR_MS = 366 * 24 * 3600_000;

const PROMOTE_BOTH = PROMOTE_COMPANY + PROMOTE_EVERYONE;

const policies: readonly AdmissionPolicy[] = ['closedAuthenticated', 'openAuthenticated', 'anonymous'];
const partNames: readonly MeetingPartName[] = ['chat', 'meeting', 'audio-video', 'applicationsharing'];
/** Kinds of MCU of older servers: known, and nobody has them. */
const retired: readonly string[] = ['data-conf', 'phone-conf'];

/** The meeting in an addConference or a modifyConference, or the name C3P has for what is wrong. `now` is wall time. */
export function readWished(command: XmlElement, now: number): WishedConference | string {
  const info = child(command, 'conference-info');
  const description = child(info, 'conference-description');
  if (!info || !description) return 'requestMalformed';
  const problem = problemIn(info, description, now);
  if (problem !== undefined) return problem;
  return {
    id: textOf(description, 'conference-id') ?? '',
    isStatic: booleanOf(attr(info, 'static')) === true,
    version: numberOf(attr(info, 'version')),
    title: (textOf(description, 'subject') ?? '').slice(0, LONGEST_TITLE),
    policy: policyIn(description) ?? 'openAuthenticated',
    isLocked: isYes(info, 'conference-state', 'locked'),
    expiresAt: timeOf(textOf(description, 'expiry-time')),
    autopromote: numberOf(textOf(description, 'autopromote')) ?? 0,
    pstnLobbyBypass: isYes(description, 'pstn-lobby-bypass'),
    announces: isYes(description, 'default-announcement-mode'),
    wantsPhone: child(description, 'pstn-access') !== undefined,
    invited: invitedIn(info),
    parts: partsIn(info),
    roamingData: child(description, 'organizer-roaming-data'),
    notificationData: child(description, 'notification-data'),
  };
}

function problemIn(info: XmlElement, description: XmlElement, now: number): string | undefined {
  const policy = textOf(description, 'admission-policy');
  const promote = textOf(description, 'autopromote');
  const checks: readonly (readonly [isWrong: boolean, reason: string])[] = [
    [!/^[A-Za-z0-9]{8,32}$/.test(textOf(description, 'conference-id') ?? ''), 'invalidConferenceId'],
    [policy !== undefined && policyIn(description) === undefined, 'invalidAdmissionPolicy'],
    [isExpiryWrong(textOf(description, 'expiry-time'), now), 'invalidExpiryTime'],
    [promote !== undefined && !isPromotion(numberOf(promote)), 'invalidAutomaticPromoteValue'],
    [viewsIn(info).some((name) => !isKnownPart(name) && !retired.includes(name)), 'unknownMcuType'],
    [viewsIn(info).some((name) => retired.includes(name)), 'mcuTypeNotAvailable'],
    [sizeOf(child(description, 'organizer-roaming-data')) > LARGEST_DATA, 'organizerRoamingDataTooLarge'],
    [sizeOf(child(description, 'notification-data')) > LARGEST_DATA, 'notificationDataTooLarge'],
    [usersIn(info).length > MOST_INVITED, 'entitySettingsTooLarge'],
    [usersIn(info).some((user) => addressIn(user) === undefined), 'invalidUserEntity'],
  ];
  return checks.find(([isWrong]) => isWrong)?.[1];
}

function policyIn(description: XmlElement): AdmissionPolicy | undefined {
  const word = textOf(description, 'admission-policy')?.toLowerCase();
  return policies.find((each) => each.toLowerCase() === word);
}

/** From a year ago to ten years ahead, as a server allows. */
function isExpiryWrong(text: string | undefined, now: number): boolean {
  if (text === undefined) return false;
  const at = timeOf(text);
  return at === undefined || at < now - YEAR_MS || at > now + 10 * YEAR_MS;
}

/** XML Schema dateTime in milliseconds; one without a zone is UTC. */
function timeOf(text: string | undefined): number | undefined {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/.exec(text ?? '');
  const at = match ? Date.parse(`${match[1]}${match[2] ?? 'Z'}`) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

function isPromotion(value: number | undefined): boolean {
  return value === 0 || value === PROMOTE_COMPANY || value === PROMOTE_EVERYONE || value === PROMOTE_BOTH;
}

function viewsIn(info: XmlElement): readonly string[] {
  return children(child(info, 'conference-view'), 'entity-view').map((view) => attr(view, 'entity') ?? '');
}

/** A part may be named by its type or by its whole URI, as it was told before. */
function partsIn(info: XmlElement): readonly MeetingPartName[] | undefined {
  const named = viewsIn(info);
  return named.length === 0 ? undefined : partNames.filter((part) => named.some((name) => isPart(name, part)));
}

function isKnownPart(name: string): boolean {
  return name.includes('app:conf:focus:') || partNames.some((part) => isPart(name, part));
}

function isPart(name: string, part: MeetingPartName): boolean {
  return name === part || name.includes(`opaque=app:conf:${part}:`);
}

function usersIn(info: XmlElement): readonly XmlElement[] {
  return children(child(info, 'users'), 'user');
}

function invitedIn(info: XmlElement): WishedConference['invited'] {
  const users = usersIn(info).map((user) => ({
    address: addressIn(user) ?? '',
    isPresenter: textOf(user, 'roles', 'entry') === 'presenter',
  }));
  // An empty list is a word, too: nobody is invited any more.
  return child(info, 'users') ? users : undefined;
}

function addressIn(user: XmlElement): string | undefined {
  const entity = attr(user, 'entity') ?? '';
  return /^sips?:[^@\s]+@[^@\s]+$/i.test(entity) ? bare(entity) : undefined;
}

function isYes(element: XmlElement, ...path: readonly string[]): boolean {
  return booleanOf(textOf(element, ...path)) === true;
}

function sizeOf(element: XmlElement | undefined): number {
  return element === undefined ? 0 : elementXml(element).length;
}
