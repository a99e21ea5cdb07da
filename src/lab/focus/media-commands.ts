/** Muting, of simulated people and of whoever else has a stream in the roster. [MS-CONFAV] 3.2.5.4, 4.3 */
import { attr, child, textOf } from '../../protocol/xml/find.ts';
import type { XmlElement } from '../../protocol/xml/read.ts';
import { type Command, type CommandPlace, done, partOf, refused, targetOf } from './command.ts';
import type { Conference } from './conference.ts';
import type { Seat, Session, SessionMedia } from './seat.ts';

/** Mutes one stream: presenters anybody's, attendees their own, and unmute themselves only where they may. */
export const modifyEndpointMedia: Command = (place) => {
  const { conference, request } = place;
  const entity = targetOf(place);
  const part = partOf(conference, request.command);
  const isBlocked = wantsBlock(child(request.command, 'media'));
  if (typeof part === 'object') return refused(part.reason);
  if (!entity) return refused('userDoesntExist');
  if (isBlocked === undefined) return refused('requestMalformed');
  if (!mayMute(place, entity, isBlocked)) return refused('unauthorized');
  const keys = child(request.command, 'mediaKeys');
  const found = streamIn(conference.seatsOf(entity), attr(keys, 'endpointEntity'), attr(keys, 'mediaId'));
  if (typeof found === 'string') return refused(found);
  return done(() => block(conference, found, isBlocked));
};

/** Mutes, or unmutes, the sound of everybody who is no presenter. */
export function muteAttendees(conference: Conference, isBlocked: boolean): void {
  for (const seat of conference.seats.filter(({ role }) => role === 'attendee')) setAudio(conference, seat, isBlocked);
}

/** Mutes or unmutes what somebody says. */
export function setAudio(conference: Conference, seat: Seat, isBlocked: boolean): void {
  for (const session of seat.sessions) {
    for (const media of session.media) {
      if (media.type === 'audio') block(conference, { seat, session, media }, isBlocked);
    }
  }
}

interface Stream {
  readonly seat: Seat;
  readonly session: Session;
  readonly media: SessionMedia;
}

/** An ingress filter says it for the meeting's side; a status without "send" in it, for the client's own. */
function wantsBlock(media: XmlElement | undefined): boolean | undefined {
  const filter = textOf(media, 'media-ingress-filter')?.toLowerCase();
  if (filter === 'block' || filter === 'unblock') return filter === 'block';
  const status = textOf(media, 'status')?.toLowerCase();
  if (status === 'sendrecv' || status === 'sendonly') return false;
  return status === 'recvonly' || status === 'inactive' ? true : undefined;
}

function mayMute({ conference, seat }: CommandPlace, entity: string, isBlocked: boolean): boolean {
  if (seat.role === 'presenter') return true;
  return seat.entity === entity && (isBlocked || conference.rules.attendeesMayUnmute);
}

/** An endpoint that is not named is the one with such a stream. */
function streamIn(seats: readonly Seat[], endpoint: string | undefined, id: string | undefined): Stream | string {
  const sessions = seats.flatMap((seat) => seat.sessions.map((session) => ({ seat, session })));
  const named = sessions.filter(({ session }) => endpoint === undefined || session.endpoint === endpoint);
  if (named.length === 0) return 'endpointDoesntExist';
  const streams = named.flatMap((each) => each.session.media.map((media) => ({ ...each, media })));
  return streams.find(({ media }) => id === undefined || media.id === id) ?? 'mediaDoesntExist';
}

function block(conference: Conference, { seat, session, media }: Stream, isBlocked: boolean): void {
  if (media.isBlocked === isBlocked) return;
  const changed = session.media.map((each) => (each.id === media.id ? { ...each, isBlocked } : each));
  conference.putSession(seat, { ...session, media: changed });
}
