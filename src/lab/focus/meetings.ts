/** The meetings of one company, with their simulated people. */
import type { Company, LabPerson, MeetingPlan } from '../topologies/topology.ts';
import { Conference } from './conference.ts';
import { type FocusAddress, focusUriOf } from './focus-uri.ts';
import type { Seat } from './seat.ts';

/** A meeting with what its edge and its organiser's policy say about guests. */
export interface Meeting {
  readonly plan: MeetingPlan;
  readonly conference: Conference;
}

export class Meetings {
  readonly #byId: ReadonlyMap<string, Meeting>;

  /** `randomHex` names the endpoints of simulated people. */
  constructor(company: Company, randomHex: (bytes: number) => string) {
    this.#byId = new Map(
      company.meetings.map((plan) => [plan.id, { plan, conference: begin(company, plan, randomHex) }]),
    );
  }

  byId(id: string): Meeting | undefined {
    return this.#byId.get(id);
  }

  /** By its focus URI: organiser and id must both be right. */
  find(address: FocusAddress): Meeting | undefined {
    const meeting = this.#byId.get(address.id);
    return meeting?.plan.organizer.toLowerCase() === address.organizer ? meeting : undefined;
  }
}

function begin(company: Company, plan: MeetingPlan, randomHex: (bytes: number) => string): Conference {
  const { organizer, id } = plan;
  const person = company.people.find((someone) => someone.address === organizer);
  const conference = new Conference({
    focusUri: focusUriOf(organizer, id),
    id,
    title: plan.title,
    organizerUri: `sip:${organizer}`,
    organizerName: person?.displayName ?? organizer,
    joinUrl: `https://${company.web.name}/${organizer.split('@')[0]}/${id}`,
    policy: plan.policy,
    lobbyForGuests: plan.lobbyForGuests,
    guestsAllowed: plan.guestsAllowed,
  });
  for (const address of plan.present) {
    const someone = company.people.find((other) => other.address === address);
    const role = address === organizer ? 'presenter' : 'attendee';
    conference.sit(simulatedSeat(address, someone?.displayName ?? address, role, randomHex));
  }
  if (plan.ended) conference.end();
  return conference;
}

/** A seat with nobody behind it. */
export function simulatedSeat(
  address: string,
  displayName: LabPerson['displayName'],
  role: Seat['role'],
  randomHex: (bytes: number) => string,
): Seat {
  return {
    entity: `sip:${address}`,
    displayName,
    authMethod: 'enterprise',
    endpoint: `{${[4, 2, 2, 2, 6].map((bytes) => randomHex(bytes)).join('-')}}`,
    role,
    status: 'connected',
    link: undefined,
    hangUp: undefined,
  };
}
