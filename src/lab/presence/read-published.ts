/** What a published state says, for the sum of all of them. [MS-PRES] 2.2.2.7.1 */
import { attr, child, numberOf, textOf } from '../../protocol/xml/find.ts';
import type { XmlElement } from '../../protocol/xml/read.ts';
import type { PublishedActivity, PublishedState, StateType } from './aggregate.ts';

const STATE_TYPES: readonly StateType[] = ['machineState', 'userState', 'calendarState', 'phoneState'];
const LARGEST = 20_000;
const NO_LIMIT = 0xffffffff;

export function publishedState(content: XmlElement, order: number, at: number): PublishedState {
  return {
    type: stateType(content),
    availability: availabilityIn(content),
    activity: activityIn(content),
    location: textOf(content, 'endpointLocation'),
    device: textOf(content, 'device'),
    meetingSubject: textOf(content, 'meetingSubject'),
    meetingLocation: textOf(content, 'meetingLocation'),
    order,
    at,
  };
}

/** `xsi:type`, with or without a prefix of its own. */
function stateType(content: XmlElement): StateType {
  const written = attr(content, 'type')?.split(':').at(-1);
  return STATE_TYPES.find((type) => type === written) ?? 'other';
}

/** 0 to 20000; anything else counts as 0, unknown; undefined where nothing is said. */
function availabilityIn(content: XmlElement): number | undefined {
  const text = textOf(content, 'availability');
  if (text === undefined) return undefined;
  const value = numberOf(text) ?? 0;
  return value <= LARGEST ? value : 0;
}

function activityIn(content: XmlElement): PublishedActivity | undefined {
  const element = child(content, 'activity');
  const custom = textOf(element, 'custom');
  const token = attr(element, 'token');
  const text = custom ?? token;
  if (text === undefined) return undefined;
  const from = numberOf(attr(element, 'minAvailability')) ?? 0;
  return { text, isToken: custom === undefined, from, to: numberOf(attr(element, 'maxAvailability')) ?? NO_LIMIT };
}
