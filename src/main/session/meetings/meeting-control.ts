/** Running a meeting: who gets in, who may what, who goes, and its end. docs/protocol/meetings.md */
import {
  type AttendeeRules,
  type C3pCommand,
  deleteConference,
  deleteUser,
  dialOut,
  type LockChange,
  modifyConference,
  modifyConferenceAnnouncements,
  modifyConferenceLock,
  modifyEndpointMedia,
  modifyUserRoles,
} from '../../../protocol/c3p/write-commands.ts';
import type { RosterUser } from '../../../protocol/roster/merge.ts';
import { soundKeysOf } from '../../../protocol/roster/modalities.ts';
import { addressOf, readUri } from '../../../protocol/sip/uri.ts';
import type { Clock, Random } from '../../../shared/clock.ts';
import type { FailureCode } from '../../../shared/model/failure.ts';
import type { MeetingAccess, MeetingState } from '../../../shared/model/meeting.ts';
import type { PolicyReason } from '../../../shared/model/policy.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import { uuidFrom } from '../../sip/identity.ts';
import { hostOf, isAlreadySo } from './command-failure.ts';
import { callLimitMs } from './focus-commands.ts';
import type { McuPurpose } from './focus-line.ts';
import { answerLobby, type Who } from './lobby-answers.ts';
import type { Inside } from './presence-in-focus.ts';

export interface PermissionChange {
  readonly attendeesMayChat?: boolean | undefined;
  readonly attendeesMayUnmute?: boolean | undefined;
}

/** What each may fail with is said at `meetingRequests`. */
export interface MeetingControl {
  admit(who: Who): Promise<Outcome<void>>;
  deny(who: Who): Promise<Outcome<void>>;
  setRole(entity: string, role: 'presenter' | 'attendee'): Promise<Outcome<void>>;
  remove(entity: string): Promise<Outcome<void>>;
  setLock(locked: boolean): Promise<Outcome<void>>;
  setAccess(access: MeetingAccess, phonesBypassLobby?: boolean): Promise<Outcome<void>>;
  setPermissions(change: PermissionChange): Promise<Outcome<void>>;
  setAnnouncements(enabled: boolean): Promise<Outcome<void>>;
  /** 'all' are the attendees. Of a person all that they are heard by, unless it is this endpoint alone. */
  mute(who: string, muted: boolean, endpoint?: string): Promise<Outcome<void>>;
  invite(address: string, to: 'chat' | 'audio'): Promise<Outcome<void>>;
  end(): Promise<Outcome<void>>;
}

export interface ControlDependencies {
  readonly clock: Clock;
  readonly random: Random;
  /** The meeting one is in; undefined at the door and outside. */
  readonly inside: () => Inside | undefined;
  readonly meeting: () => MeetingState | null;
  /** The company's rule against letting these people in directly. */
  readonly forbids: (access: MeetingAccess) => PolicyReason | undefined;
}

const POLICIES: Readonly<Record<Exclude<MeetingAccess, 'organizer'>, LockChange['admissionPolicy']>> = {
  invited: 'closedAuthenticated',
  company: 'openAuthenticated',
  everyone: 'anonymous',
};

/** Acts on whatever meeting one is in at the time. */
export function createMeetingControl(deps: ControlDependencies): MeetingControl {
  return new Control(deps);
}

class Control implements MeetingControl {
  readonly #deps: ControlDependencies;

  constructor(deps: ControlDependencies) {
    this.#deps = deps;
  }

  admit(who: Who): Promise<Outcome<void>> {
    return this.#presenting((inside) => answerLobby(inside, this.#waiting(who), 'granted'));
  }

  deny(who: Who): Promise<Outcome<void>> {
    return this.#presenting((inside) => answerLobby(inside, this.#waiting(who), 'denied'));
  }

  setRole(entity: string, role: 'presenter' | 'attendee'): Promise<Outcome<void>> {
    return this.#withPerson(entity, (inside, user) =>
      this.#run(inside, modifyUserRoles(inside.line.focusUri, user.entity, role)),
    );
  }

  remove(entity: string): Promise<Outcome<void>> {
    return this.#withPerson(entity, (inside, user) => this.#run(inside, deleteUser(inside.line.focusUri, user.entity)));
  }

  setLock(locked: boolean): Promise<Outcome<void>> {
    return this.#lock({ locked });
  }

  async setAccess(access: MeetingAccess, phonesBypassLobby?: boolean): Promise<Outcome<void>> {
    const rule = this.#deps.forbids(access);
    // It binds the organizer; a presenter from elsewhere is under none of ours.
    if (rule && this.#deps.meeting()?.ownRole === 'organizer') {
      return this.#failed('MEETING_NOT_ALLOWED', { policy: rule.policy, key: rule.key });
    }
    const policy = access === 'organizer' ? undefined : POLICIES[access];
    return this.#lock({
      locked: access === 'organizer',
      ...(policy ? { admissionPolicy: policy } : {}),
      ...(phonesBypassLobby === undefined ? {} : { pstnLobbyBypass: phonesBypassLobby }),
    });
  }

  async setPermissions(change: PermissionChange): Promise<Outcome<void>> {
    const { attendeesMayChat, attendeesMayUnmute } = change;
    if (attendeesMayChat !== undefined) {
      const outcome = await this.#attendees('chat', { mayChat: attendeesMayChat });
      if (!outcome.ok) return outcome;
    }
    if (attendeesMayUnmute === undefined) return done(undefined);
    return this.#attendees('audio-video', { mayUnmute: attendeesMayUnmute });
  }

  setAnnouncements(enabled: boolean): Promise<Outcome<void>> {
    return this.#presenting((inside) =>
      this.#atPart(inside, 'audio-video', (uri) => modifyConferenceAnnouncements(inside.line.focusUri, uri, enabled)),
    );
  }

  async mute(who: string, muted: boolean, endpoint?: string): Promise<Outcome<void>> {
    if (who === 'all') return this.#attendees('audio-video', { muted });
    const inside = this.#deps.inside();
    // One's own microphone is one's own, whatever the role.
    const isOwn = inside !== undefined && addressOf(who) === addressOf(inside.line.ownEntity);
    const act = (within: Inside) => this.#muteOne(within, { entity: who, endpoint }, muted);
    return isOwn ? act(inside) : this.#presenting(act);
  }

  /** Whether attendees may call people in is the server's to say. [MS-OCER] 7.4: 3015 */
  async invite(address: string, to: 'chat' | 'audio'): Promise<Outcome<void>> {
    const inside = this.#deps.inside();
    if (!inside) return this.#failed('MEETING_NOT_IN');
    const typed = address.trim();
    const user = /^(?:sips?|tel):/i.test(typed) ? typed : `sip:${typed}`;
    const isPhone = /^tel:/i.test(user);
    if (isPhone ? to !== 'audio' || !/^tel:\+?[\d().-]{2,32}$/i.test(user) : !isPerson(user)) {
      return this.#failed('ADDRESS_INVALID', { text: typed });
    }
    const { focusUri } = inside.line;
    const endpointId = uuidFrom(this.#deps.random.bytes(16));
    const outcome = await this.#atPart(
      inside,
      to === 'chat' ? 'chat' : 'audio-video',
      (mcuUri) => dialOut(focusUri, { mcuUri, user, endpointId }),
      callLimitMs,
    );
    // Who is there already need not be called.
    if (outcome.ok || isAlreadySo(outcome.failure)) return done(undefined);
    return failed({ ...outcome.failure, data: { ...outcome.failure.data, who: typed } });
  }

  end(): Promise<Outcome<void>> {
    return this.#presenting(async (inside) => {
      const outcome = await this.#run(inside, deleteConference(inside.line.focusUri));
      // The end may be quicker than the answer that tells of it.
      const hasEnded = this.#deps.meeting()?.endedBecause === 'meeting-ended';
      return !outcome.ok && hasEnded ? done(undefined) : outcome;
    });
  }

  #lock(change: LockChange): Promise<Outcome<void>> {
    return this.#presenting((inside) => this.#run(inside, modifyConferenceLock(inside.line.focusUri, change)));
  }

  #attendees(part: McuPurpose, rules: AttendeeRules): Promise<Outcome<void>> {
    return this.#presenting((inside) =>
      this.#atPart(inside, part, (uri) => modifyConference(inside.line.focusUri, uri, rules)),
    );
  }

  /** Who is in with a computer and a phone is heard by both: what went meanwhile need not be muted any more. */
  async #muteOne(
    inside: Inside,
    { entity, endpoint }: { readonly entity: string; readonly endpoint: string | undefined },
    muted: boolean,
  ): Promise<Outcome<void>> {
    const user = inside.roster?.users.get(addressOf(entity));
    if (!user) return this.#failed('MEETING_PERSON_GONE');
    const meant = soundKeysOf(user).filter((keys) => endpoint === undefined || keys.endpoint === endpoint);
    const all = meant.map((keys) =>
      this.#atPart(inside, 'audio-video', (mcuUri) =>
        modifyEndpointMedia(inside.line.focusUri, { mcuUri, user: user.entity, ...keys }, muted),
      ),
    );
    if (all.length === 0) return this.#failed('MEETING_PART_MISSING', { part: 'audio-video' });
    const outcomes = await Promise.all(all);
    const isDone = outcomes.some(({ ok }) => ok);
    const telling = outcomes.find(
      (outcome) => !outcome.ok && !(isDone && outcome.failure.code === 'MEETING_PERSON_GONE'),
    );
    return telling ?? done(undefined);
  }

  async #atPart(
    inside: Inside,
    part: McuPurpose,
    command: (mcuUri: string) => C3pCommand,
    limitMs?: number,
  ): Promise<Outcome<void>> {
    const uri = inside.line.mcuUri(part);
    return uri ? this.#run(inside, command(uri), limitMs) : this.#failed('MEETING_PART_MISSING', { part });
  }

  async #run({ commands }: Inside, command: C3pCommand, limitMs?: number): Promise<Outcome<void>> {
    const outcome = await commands.run(command, limitMs);
    return outcome.ok ? done(undefined) : outcome;
  }

  #withPerson(
    entity: string,
    act: (inside: Inside, user: RosterUser) => Promise<Outcome<void>>,
  ): Promise<Outcome<void>> {
    return this.#presenting((inside) => {
      const user = inside.roster?.users.get(addressOf(entity));
      return user ? act(inside, user) : this.#failed('MEETING_PERSON_GONE');
    });
  }

  /** What a known attendee may not do is not asked for; the server has the last word all the same. */
  async #presenting(act: (inside: Inside) => Promise<Outcome<void>>): Promise<Outcome<void>> {
    const inside = this.#deps.inside();
    if (!inside) return this.#failed('MEETING_NOT_IN');
    return this.#deps.meeting()?.ownRole === 'attendee' ? this.#failed('MEETING_NOT_ALLOWED') : act(inside);
  }

  #waiting(who: Who): readonly string[] {
    if (who !== 'all') return who;
    const { participants = [] } = this.#deps.meeting() ?? {};
    return participants.filter(({ state }) => state === 'in-lobby').map(({ entity }) => entity);
  }

  async #failed(code: FailureCode, data?: Readonly<Record<string, string>>): Promise<Outcome<void>> {
    const focusUri = this.#deps.meeting()?.link.focusUri;
    return failed({
      code,
      at: this.#deps.clock.wall(),
      ...(focusUri ? { server: hostOf(focusUri) } : {}),
      ...(data ? { data } : {}),
    });
  }
}

function isPerson(uri: string): boolean {
  const read = readUri(uri);
  return read?.kind === 'sip' && (read.user ?? '') !== '';
}
