/** The meetings of one company: those of the topology, with their simulated people, and those people made. */
import type { LabCore } from '../net/listener.ts';
import type { Company, LabPerson, MeetingPlan } from '../topologies/topology.ts';
import { Conference, type ConferenceGround } from './conference.ts';
import { type FocusAddress, focusUriOf } from './focus-uri.ts';
import type { McuPool } from './mcu.ts';
import { startParticipants } from './participants.ts';
import { firstRules } from './rules.ts';
import type { Role } from './seat.ts';
import { simulatedSeat } from './simulated-seat.ts';

const HTTPS_PORT = 443;
const USUAL_PARTS = ['chat', 'meeting'] as const;

export interface Meeting {
  readonly plan: MeetingPlan;
  readonly conference: Conference;
}

type Needed = Pick<LabCore, 'clock' | 'random' | 'madeMeetings' | 'httpsPortOf'>;

export class Meetings {
  readonly #core: Needed;
  readonly #company: Company;
  readonly #ground: ConferenceGround;
  /** By `organizer|id`. */
  readonly #meetings = new Map<string, Meeting>();

  constructor(core: Needed, company: Company, mcus: McuPool) {
    this.#core = core;
    this.#company = company;
    this.#ground = {
      clock: core.clock,
      mcus,
      randomHex: (bytes) => Buffer.from(core.random.bytes(bytes)).toString('hex'),
    };
    for (const plan of company.meetings) this.#begin(plan);
  }

  /** The first of that id, whoever organises it. */
  byId(id: string): Meeting | undefined {
    return [...this.#meetings.values()].find(({ plan }) => plan.id === id);
  }

  /** By its focus URI: organiser and id must both be right. One that has expired is gone. */
  find({ organizer, id }: FocusAddress): Meeting | undefined {
    const meeting = this.#meetings.get(keyOf(organizer, id));
    if (!meeting || !this.#hasExpired(meeting)) return meeting;
    this.remove(meeting);
    return undefined;
  }

  ofOrganizer(organizer: string): readonly Meeting[] {
    const own = [...this.#meetings.values()].filter(({ plan }) => plan.organizer.toLowerCase() === organizer);
    for (const meeting of own.filter((each) => this.#hasExpired(each))) this.remove(meeting);
    return own.filter(({ conference }) => !conference.isEnded);
  }

  /** Makes a meeting that can be joined at once, by its link as well. */
  make(plan: MeetingPlan): Meeting {
    this.#core.madeMeetings.set(keyOf(plan.organizer, plan.id), plan);
    return this.#begin(plan);
  }

  /** Replaces what is known of a meeting; whoever is in it is told what concerns him. */
  change(meeting: Meeting, plan: MeetingPlan): Meeting {
    const key = keyOf(plan.organizer, plan.id);
    const { conference } = meeting;
    const { lobbyMs, graceMs, mostSeats } = conference.rules;
    const changed = { plan, conference };
    this.#core.madeMeetings.set(key, plan);
    this.#meetings.set(key, changed);
    conference.change({ ...firstRules(plan), lobbyMs, graceMs, mostSeats });
    const [before, now] = [meeting.plan.presenters ?? [], plan.presenters ?? []];
    for (const address of before) if (!now.includes(address)) this.#giveRole(changed, address, 'attendee');
    for (const address of now) if (!before.includes(address)) this.#giveRole(changed, address, 'presenter');
    return changed;
  }

  /** Ends a meeting for good: its address and its link lead nowhere. */
  remove({ plan, conference }: Meeting): void {
    this.#core.madeMeetings.delete(keyOf(plan.organizer, plan.id));
    this.#meetings.delete(keyOf(plan.organizer, plan.id));
    conference.end();
  }

  /** The https link of a meeting, with the port the company's web server really has. */
  joinUrlOf({ organizer, id }: Pick<MeetingPlan, 'organizer' | 'id'>): string {
    const port = this.#core.httpsPortOf(this.#company.web.name);
    const host = port === HTTPS_PORT ? this.#company.web.name : `${this.#company.web.name}:${port}`;
    return `https://${host}/${organizer.split('@')[0]}/${id}`;
  }

  /** Ends every meeting, so that no timer of theirs is left. */
  close(): void {
    for (const { conference } of this.#meetings.values()) conference.end();
  }

  /** The organiser stays what he is. */
  #giveRole({ plan, conference }: Meeting, address: string, role: Role): void {
    if (address.toLowerCase() !== plan.organizer.toLowerCase()) conference.setRole(`sip:${address}`, role);
  }

  #hasExpired({ plan, conference }: Meeting): boolean {
    const isOver = plan.expiresAt !== undefined && this.#core.clock.wall() >= plan.expiresAt;
    return isOver && conference.seats.length === 0;
  }

  #begin(plan: MeetingPlan): Meeting {
    const { organizer, id } = plan;
    const joinUrl = () => this.joinUrlOf(plan);
    const facts = {
      focusUri: focusUriOf(organizer, id),
      id,
      organizerUri: `sip:${organizer}`,
      organizerName: this.#personOf(organizer)?.displayName ?? organizer,
      // The ports are known only once the lab has started.
      get joinUrl() {
        return joinUrl();
      },
      guestsAllowed: plan.guestsAllowed,
      presenters: plan.presenters ?? [],
      parts: plan.parts ?? USUAL_PARTS,
    };
    const conference = new Conference(facts, firstRules(plan), this.#ground);
    for (const address of plan.present) conference.sit(this.#present(conference, address));
    if (plan.script) startParticipants(conference, plan.script);
    if (plan.ended) conference.end();
    const meeting = { plan, conference };
    this.#meetings.set(keyOf(organizer, id), meeting);
    return meeting;
  }

  #present(conference: Conference, address: string) {
    const displayName = this.#personOf(address)?.displayName ?? address;
    const hasAudio = conference.plan.parts.includes('audio-video');
    const role = conference.roleFor(`sip:${address}`, 'enterprise');
    return simulatedSeat({ address, displayName, role, hasAudio }, this.#ground.randomHex);
  }

  #personOf(address: string): LabPerson | undefined {
    return this.#company.people.find((person) => person.address === address);
  }
}

function keyOf(organizer: string, id: string): string {
  return `${organizer.toLowerCase()}|${id}`;
}
