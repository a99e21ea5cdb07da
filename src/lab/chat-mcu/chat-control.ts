/** The chat of a meeting in the hands of testers. */
import type { Conference } from '../focus/conference.ts';
import type { Seat } from '../focus/seat.ts';
import { bare } from '../sip/incoming.ts';
import type { ChatMcu } from './chat-mcu.ts';
import { composing } from './chat-text.ts';
import { hostileText } from './hostile-text.ts';
import type { LabChatControl } from './settings.ts';

/** The controls of one meeting's chat; each takes effect before it returns. */
export function createChatControl(mcu: ChatMcu, conference: Conference): LabChatControl {
  const room = mcu.roomOf(conference);
  const seatOf = (address: string): Seat => {
    const seat = conference.seats.find(
      ({ entity, status }) => status === 'connected' && bare(entity) === bare(`sip:${address.replace(/^sips?:/i, '')}`),
    );
    if (!seat) throw new Error(`Nobody in the meeting has the address ${address}`);
    return seat;
  };
  return {
    members: () => room.seats.map(({ entity }) => bare(entity)),
    say: (address, text) => mcu.act(conference, seatOf(address), { kind: 'say', text }),
    type: (address) => room.simulate(seatOf(address), { forms: [composing(true)], isTyping: true }),
    sayHostile: (address, kind) => room.simulate(seatOf(address), { forms: [hostileText(kind)], isTyping: false }),
    setFailing: (address, status) => room.setFailing(bare(`sip:${address.replace(/^sips?:/i, '')}`), status),
    change: (patch) => room.change(patch),
    remove: (address) => room.dismiss(seatOf(address), 'removed', true),
  };
}
