/** The meetings of a company's organisers, as their factory keeps them. [MS-CONFPRO] 3.2.1 */
import type { Meeting, Meetings } from '../focus/meetings.ts';
import type { LabCore } from '../net/listener.ts';
import type { MeetingPlan } from '../topologies/topology.ts';
import type { ConferenceRecord } from './record.ts';
import type { WishedConference } from './wished-conference.ts';

const KEY_LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const KEY_LENGTH = 8;

export class ConferenceTable {
  readonly #core: Pick<LabCore, 'clock' | 'random'>;
  readonly #meetings: Meetings;
  readonly #records = new WeakMap<Meeting['conference'], ConferenceRecord>();

  constructor(core: Pick<LabCore, 'clock' | 'random'>, meetings: Meetings) {
    this.#core = core;
    this.#meetings = meetings;
  }

  /** All meetings of an organiser, in the order they were made; the topology's come first. */
  of(owner: string): readonly ConferenceRecord[] {
    return this.#meetings.ofOrganizer(owner).map((meeting) => this.#recordOf(meeting));
  }

  find(owner: string, id: string): ConferenceRecord | undefined {
    return this.of(owner).find(({ meeting }) => meeting.plan.id === id);
  }

  add(owner: string, wished: WishedConference): ConferenceRecord {
    const known = { organizer: owner, key: this.#newKey(), note: 'Made by its organizer.' };
    const meeting = this.#meetings.make(planOf(wished, known));
    return this.#keep({
      meeting,
      version: 1,
      updatedAt: this.#core.clock.wall(),
      isStatic: wished.isStatic,
      phoneId: wished.wantsPhone ? this.#newPhoneId() : undefined,
      roamingData: wished.roamingData,
      notificationData: wished.notificationData,
    });
  }

  /** The new plan takes the old one's place; its key, its parts and its phone id stay. */
  change(record: ConferenceRecord, wished: WishedConference): ConferenceRecord {
    const { plan } = record.meeting;
    const changed = { ...plan, ...planOf({ ...wished, parts: plan.parts }, plan) };
    return this.#keep({
      ...record,
      meeting: this.#meetings.change(record.meeting, changed),
      version: record.version + 1,
      updatedAt: this.#core.clock.wall(),
      phoneId: record.phoneId ?? (wished.wantsPhone ? this.#newPhoneId() : undefined),
      roamingData: wished.roamingData,
      notificationData: wished.notificationData,
    });
  }

  remove({ meeting }: ConferenceRecord): void {
    this.#meetings.remove(meeting);
  }

  #recordOf(meeting: Meeting): ConferenceRecord {
    const known = this.#records.get(meeting.conference);
    if (known) return known;
    const updatedAt = this.#core.clock.wall();
    const nothing = { phoneId: undefined, roamingData: undefined, notificationData: undefined };
    return this.#keep({ meeting, version: 1, updatedAt, isStatic: false, ...nothing });
  }

  #keep(record: ConferenceRecord): ConferenceRecord {
    this.#records.set(record.meeting.conference, record);
    return record;
  }

  #newKey(): string {
    const bytes = this.#core.random.bytes(KEY_LENGTH);
    return Array.from(bytes, (byte) => KEY_LETTERS[byte % KEY_LETTERS.length]).join('');
  }

  #newPhoneId(): string {
    const [high = 0, low = 0, third = 0] = this.#core.random.bytes(3);
    return String(100_000 + (((high << 16) | (low << 8) | third) % 900_000));
  }
}

function planOf(wished: WishedConference, known: Pick<MeetingPlan, 'organizer' | 'key' | 'note'>): MeetingPlan {
  const { invited, expiresAt, parts } = wished;
  return {
    organizer: known.organizer,
    key: known.key,
    note: known.note,
    id: wished.id,
    title: wished.title,
    policy: wished.policy,
    isLocked: wished.isLocked,
    lobbyForGuests: false,
    // Whether guests may come at all is asked of the company's policy when they come.
    guestsAllowed: true,
    ended: false,
    present: [],
    presenters: invited?.filter(({ isPresenter }) => isPresenter).map(({ address }) => address) ?? [],
    autopromote: wished.autopromote,
    pstnLobbyBypass: wished.pstnLobbyBypass,
    announces: wished.announces,
    ...(invited ? { invited: invited.map(({ address }) => address) } : {}),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(parts ? { parts } : {}),
  };
}
