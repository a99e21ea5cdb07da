/** How to join what stands in a calendar: from the properties a client left, else from the text (protocol notes 12.3). */
import { linksIn } from '../links/candidates.ts';
import { readMeetingLink } from '../links/meeting-link.ts';
import { meetingLikeness, readMeetPageLink } from '../links/web-address.ts';

/** An invitation's own words come first; what lies beyond is a quoted thread. */
const longestText = 20_000;
/** The id of a simple meeting address, as servers make it. */
const ID_AT_END = /\/[A-Z0-9]{8}\/?(?:\?.*)?$/;

/**
 * The first of some values that leads into a meeting, as text to join by; undefined when none does. A conference key is left out: it is a
 * secret, and whoever is invited by calendar gets in without.
 */
export function joinLinkFrom(values: readonly (string | undefined)[]): string | undefined {
  for (const value of values) {
    const link = value === undefined ? undefined : asJoinLink(value);
    if (link !== undefined) return link;
  }
  return undefined;
}

/** The same from the words of an invitation, where most links lead elsewhere. */
export function joinLinkInText(text: string): string | undefined {
  const links = linksIn(text.slice(0, longestText));
  const conference = links.find(
    (link) => /^(?:conf|meet|sips?)(?::|%3A)/i.test(link) && asJoinLink(link) !== undefined,
  );
  if (conference !== undefined) return asJoinLink(conference);
  const pages = links.flatMap((link) => readMeetPageLink(link) ?? []);
  const page = pages.find((each) => meetingLikeness(each) === 3) ?? pages.find(({ url }) => ID_AT_END.test(url));
  return page?.url;
}

function asJoinLink(text: string): string | undefined {
  const reading = readMeetingLink(text);
  if (reading.kind === 'page') return reading.page.url;
  if (reading.kind !== 'meeting') return undefined;
  return `conf:${reading.link.focusUri}`;
}
