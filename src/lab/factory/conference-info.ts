/** `conference-info` as a focus factory answers it. [MS-CONFPRO] 2.2.1, 4 */
import { mcuUriOf } from '../focus/focus-uri.ts';
import { elementXml, xml } from '../sip/xml-text.ts';
import type { ConferenceRecord } from './record.ts';
import type { DialInRegion } from './settings.ts';

const NAMESPACES = [
  'xmlns="urn:ietf:params:xml:ns:conference-info"',
  'xmlns:msci="http://schemas.microsoft.com/rtc/2005/08/confinfoextensions"',
].join(' ');

/** All that is kept about a meeting. */
export function wholeConference(record: ConferenceRecord, dialIn: readonly DialInRegion[]): string {
  const { conference, plan } = record.meeting;
  const { rules } = conference;
  const { organizerUri, organizerName, joinUrl, focusUri } = conference.plan;
  return conferenceInfo(record, 'full', [
    '<conference-description>',
    ...summary(record),
    `<msci:admission-policy>${rules.policy}</msci:admission-policy>`,
    kept('msci:organizer-roaming-data', record.roamingData),
    kept('msci:notification-data', record.notificationData),
    phoneAccess(record, dialIn),
    `<msci:organizer><msci:display-name>${xml(organizerName)}</msci:display-name>`,
    `<msci:uri>${xml(organizerUri)}</msci:uri></msci:organizer>`,
    `<msci:join-url>${xml(joinUrl)}</msci:join-url>`,
    `<msci:autopromote>${rules.autopromote}</msci:autopromote>`,
    `<msci:pstn-lobby-bypass>${rules.pstnLobbyBypass}</msci:pstn-lobby-bypass>`,
    `<msci:default-announcement-mode>${rules.announces}</msci:default-announcement-mode>`,
    '</conference-description>',
    `<conference-state><locked>${rules.isLocked}</locked></conference-state>`,
    invited(plan.invited, plan.presenters),
    '<msci:conference-view>',
    ...conference.plan.parts.map((part) => `<msci:entity-view entity="${xml(mcuUriOf(focusUri, part))}"/>`),
    '</msci:conference-view>',
  ]);
}

/** What a list of meetings says about one. */
export function listedConference(record: ConferenceRecord): string {
  return conferenceInfo(record, 'partial', [
    '<conference-description>',
    ...summary(record),
    '</conference-description>',
  ]);
}

function conferenceInfo(record: ConferenceRecord, state: 'full' | 'partial', content: readonly string[]): string {
  const { focusUri } = record.meeting.conference.plan;
  const head = `entity="${xml(focusUri)}" state="${state}" static="${record.isStatic}" version="${record.version}"`;
  return `<conference-info ${NAMESPACES} ${head}>${content.join('')}</conference-info>`;
}

function summary({ meeting, updatedAt }: ConferenceRecord): string[] {
  const { plan, conference } = meeting;
  const expiry = plan.expiresAt === undefined ? '' : `<msci:expiry-time>${time(plan.expiresAt)}</msci:expiry-time>`;
  return [
    `<subject>${xml(conference.rules.title)}</subject>`,
    `<msci:conference-id>${plan.id}</msci:conference-id>`,
    `<msci:last-update>${time(updatedAt)}</msci:last-update>`,
    `<msci:is-active>${conference.seats.length > 0}</msci:is-active>`,
    expiry,
  ];
}

/** Sent back with its content as it came; the element itself is the factory's own. */
function kept(name: string, data: ConferenceRecord['roamingData']): string {
  if (!data) return '';
  const content = data.children.length === 0 ? xml(data.text) : data.children.map(elementXml).join('');
  return `<${name}>${content}</${name}>`;
}

function phoneAccess({ phoneId }: ConferenceRecord, dialIn: readonly DialInRegion[]): string {
  return phoneId === undefined || dialIn.length === 0
    ? ''
    : `<msci:pstn-access><msci:id>${phoneId}</msci:id>${accessNumbers(dialIn)}</msci:pstn-access>`;
}

function accessNumbers(dialIn: readonly DialInRegion[]): string {
  const regions = dialIn.map(({ name, numbers }) => {
    const each = numbers.map(
      (number) => `<msci:access-number><msci:number>${xml(number)}</msci:number></msci:access-number>`,
    );
    return `<msci:region name="${xml(name)}">${each.join('')}</msci:region>`;
  });
  return `<msci:access-numbers>${regions.join('')}</msci:access-numbers>`;
}

function invited(addresses: readonly string[] | undefined, presenters: readonly string[] = []): string {
  if (!addresses) return '';
  const users = addresses.map((address) => {
    const role = presenters.includes(address) ? 'presenter' : 'attendee';
    return `<user entity="sip:${xml(address)}" state="full"><roles><entry>${role}</entry></roles></user>`;
  });
  return `<users state="full">${users.join('')}</users>`;
}

/** XML Schema dateTime in UTC. */
function time(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
