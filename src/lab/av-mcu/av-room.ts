/** The sound and pictures of one meeting: all voices mixed, one picture for everybody. [MS-CONFAV] 3.2, 3.3 */

import type { Clock } from '../../shared/clock.ts';
import type { LabCall } from '../calls/lab-call.ts';
import type { Conference } from '../focus/conference.ts';
import type { Seat, Session, SessionMedia } from '../focus/seat.ts';
import { doesReceive } from '../media/agree.ts';
import { startPacer } from '../media/pacer.ts';
import { Mixer } from './mixer.ts';
import type { AvFaults } from './settings.ts';

/** How many frames of 20 ms lie between two looks at what people may send. */
const FRAMES_PER_LOOK = 10;

interface Member {
  readonly call: LabCall;
  readonly endpoint: string;
  /** Of his sound; his picture has the next one. */
  readonly source: number;
}

export class AvRoom {
  readonly #conference: Conference;
  readonly #clock: Clock;
  readonly #faults: () => AvFaults;
  readonly #members = new Map<Seat, Member>();
  readonly #mixer = new Mixer<Seat>();
  #shown: Seat | undefined;
  #beats = 0;
  #lastSource = 0;
  #stopPacer: (() => void) | undefined;

  constructor(conference: Conference, clock: Clock, faults: () => AvFaults) {
    this.#conference = conference;
    this.#clock = clock;
    this.#faults = faults;
  }

  /** Somebody came in; a call the same seat has already ends. */
  enter(seat: Seat, call: LabCall, endpoint: string): void {
    this.#members.get(seat)?.call.hangUp();
    this.#lastSource += 2;
    this.#members.set(seat, { call, endpoint, source: this.#lastSource });
    this.#mixer.add(seat, {
      isMuted: () => this.#isBlocked(seat, 'audio') || this.#drops('sound'),
      play: (samples, speakers) => call.media?.play(samples, this.#sourcesOf(speakers)),
    });
    this.#stopPacer ??= startPacer(this.#clock, () => this.#beat());
    this.#show(seat);
  }

  hear(seat: Seat, samples: Int16Array): void {
    this.#mixer.hear(seat, samples);
  }

  /** One picture for all: of who speaks, or of the only one who shows any. */
  picture(seat: Seat, packet: Buffer): void {
    if (this.#isBlocked(seat, 'video') || this.#drops('picture')) return;
    if (this.#shown !== undefined && !this.#shows(this.#shown)) this.#shown = undefined;
    this.#shown ??= seat;
    if (this.#shown !== seat && this.#mixer.speaker === seat) this.#shown = seat;
    if (this.#shown !== seat) return;
    for (const [other, { call }] of this.#members) if (other !== seat) call.media?.showPacket(packet);
  }

  /** Somebody needs a whole picture: who is shown is asked for it. */
  pictureWanted(): void {
    const shown = this.#shown === undefined ? undefined : this.#members.get(this.#shown);
    shown?.call.media?.askForPicture();
  }

  /** Somebody's call is over. */
  gone(seat: Seat, call: LabCall): void {
    if (this.#members.get(seat)?.call !== call) return;
    this.#remove(seat);
    this.#conference.dropSession(seat, 'audio-video');
  }

  /** Ends somebody's part; nothing when he has none. */
  dismiss(seat: Seat): void {
    const member = this.#members.get(seat);
    if (!member) return;
    this.#remove(seat);
    member.call.hangUp();
  }

  close(): void {
    for (const seat of [...this.#members.keys()]) this.dismiss(seat);
  }

  #remove(seat: Seat): void {
    this.#members.delete(seat);
    this.#mixer.remove(seat);
    if (this.#shown === seat) this.#shown = undefined;
    if (this.#members.size > 0) return;
    this.#stopPacer?.();
    this.#stopPacer = undefined;
  }

  #beat(): void {
    this.#mixer.beat();
    this.#beats += 1;
    if (this.#beats % FRAMES_PER_LOOK === 0) for (const seat of this.#members.keys()) this.#show(seat);
  }

  /** Whether somebody's picture may come, and is not held back. */
  #shows(seat: Seat): boolean {
    const video = this.#members.get(seat)?.call.directions.video;
    return video !== undefined && doesReceive(video) && !this.#isBlocked(seat, 'video');
  }

  /** The roster shows what somebody sends and gets, as soon as that changes. */
  #show(seat: Seat): void {
    const member = this.#members.get(seat);
    if (!member) return;
    const { audio, video } = member.call.directions;
    const known = seat.sessions.find(({ endpoint }) => endpoint === member.endpoint);
    const media: SessionMedia[] = [
      { ...this.#own(seat, 'audio'), id: '1', source: member.source, status: mirrored(audio) },
      ...(video === 'inactive' ? [] : [this.#picture(seat, member)]),
    ];
    if (known && JSON.stringify(known.media) === JSON.stringify(media)) return;
    const session: Session = {
      type: 'audio-video',
      endpoint: member.endpoint,
      status: 'connected',
      joined: 'dialed-in',
      media,
    };
    this.#conference.putSession(seat, session);
  }

  /** What it is of stands in its label, as the caller says it. RFC 4796 */
  #picture(seat: Seat, { call, source }: Member): SessionMedia {
    const label = call.isShowingScreen ? 'applicationsharing-video' : 'main-video';
    const status = mirrored(call.directions.video);
    return { ...this.#own(seat, 'video'), id: '2', label, source: source + 1, status };
  }

  #own<Type extends 'audio' | 'video'>(seat: Seat, type: Type) {
    return { type, isBlocked: this.#isBlocked(seat, type) };
  }

  /** As the roster tells them. A packet has room for 15. RFC 3550 5.1 */
  #sourcesOf(seats: readonly Seat[]): readonly number[] {
    return seats.slice(0, 15).flatMap((seat) => this.#members.get(seat)?.source ?? []);
  }

  /** As the roster has it; who comes new is muted where attendees are. */
  #isBlocked(seat: Seat, type: 'audio' | 'video'): boolean {
    const session = seat.sessions.find((each) => each.endpoint === this.#members.get(seat)?.endpoint);
    const media = session?.media.find((each) => each.type === type);
    if (media) return media.isBlocked;
    return type === 'audio' && seat.role === 'attendee' && this.#conference.rules.attendeesMuted;
  }

  #drops(what: 'sound' | 'picture'): boolean {
    const { drops } = this.#faults();
    return drops === 'both' || drops === what;
  }
}

/** The participant's side of a direction that the server knows from its own. */
function mirrored(direction: string): SessionMedia['status'] {
  if (direction === 'sendonly') return 'recvonly';
  if (direction === 'recvonly') return 'sendonly';
  return direction === 'sendrecv' ? 'sendrecv' : 'inactive';
}
