/** The Web Conferencing Server's look at a hello: the second token, the meeting, the person (mission N6). */
import { newEndpoint } from '../chat-mcu/endpoint.ts';
import { isSameFocus } from '../focus/focus-uri.ts';
import { bare } from '../sip/incoming.ts';
import type { ContentConnection, Welcome } from './content-connection.ts';
import { textIn } from './fields.ts';
import type { JsonObject } from './frames.ts';
import type { MeetingContent } from './meeting-content.ts';
import type { Check, Holder } from './token-desk.ts';

const LONGEST = 1024;

/** What the hello is found to be; a good one shows in the roster until its connection ends. */
export function welcome(
  hello: JsonObject,
  connection: ContentConnection,
  parts: { readonly take: (token: string) => Check; readonly contentOf: (holder: Holder) => MeetingContent },
): Welcome {
  const check = parts.take(textIn(hello, 'auth', LONGEST) ?? '');
  if (check.kind !== 'good') return { ok: false, error: check.kind === 'expired' ? 'auth-expired' : 'auth-unknown' };
  const { conference, seat } = check.holder;
  if (!isSameFocus(textIn(hello, 'conference', LONGEST) ?? '', conference.plan.focusUri)) {
    return { ok: false, error: 'auth-unknown' };
  }
  if (bare(textIn(hello, 'user', LONGEST) ?? '') !== bare(seat.entity)) return { ok: false, error: 'auth-other-user' };
  const isIn = conference.seats.includes(seat) && seat.status === 'connected';
  // Since the Edge looked, the part may have been taken down.
  if (!isIn || !conference.hasPart('meeting')) return { ok: false, error: 'auth-unknown' };
  const content = parts.contentOf(check.holder);
  content.connections.set(connection, seat.endpoint);
  conference.putSession(seat, {
    type: 'meeting',
    endpoint: newEndpoint(conference),
    status: 'connected',
    joined: 'dialed-in',
    media: [],
  });
  return {
    ok: true,
    room: content.room,
    author: { who: seat.entity, by: seat.displayName },
    rights: () => {
      const mayPresent = seat.role === 'presenter';
      return { mayPresent, mayDraw: mayPresent || content.settings.attendeesMayDraw };
    },
    onClose: () => {
      content.connections.delete(connection);
      if (![...content.connections.values()].includes(seat.endpoint)) conference.dropSession(seat, 'meeting');
    },
  };
}
