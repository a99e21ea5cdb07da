/** addUser inside a meeting: the own way to an MCU (dial-in), or having somebody else called (dial-out). [MS-CONFBAS] 2.2.3.15, 2.2.3.17 */
import { attr, child, children, textOf } from '../../protocol/xml/find.ts';
import type { XmlElement } from '../../protocol/xml/read.ts';
import { bare } from '../sip/incoming.ts';
import { type Command, type CommandPlace, type CommandResult, partOf, refused } from './command.ts';

export const addUser: Command = (place) => {
  const { command } = place.request;
  const [user, ...others] = children(command, 'user');
  const part = partOf(place.conference, command);
  if (!user || others.length > 0) return refused('requestMalformed');
  if (typeof part === 'object') return refused(part.reason);
  const method = textOf(user, 'endpoint', 'joining-method')?.toLowerCase();
  if (method === 'dialed-out') return callOut(place, user);
  return part === undefined ? refused('unknownMcuType') : callIn(place, user);
};

function callIn({ conference, seat, request }: CommandPlace, user: XmlElement): CommandResult {
  if (bare(attr(user, 'entity') ?? '') !== bare(seat.entity)) return refused('invalidUserEntity');
  const part = partOf(conference, request.command);
  const mcu = typeof part === 'string' ? conference.mcu(part) : undefined;
  const answer = mcu?.addUser(conference, seat, request) ?? { ok: false as const, reason: 'mcuTypeNotAvailable' };
  if (!answer.ok) return refused(answer.reason);
  const { content, afterwards } = answer;
  return { kind: 'done', content, ...(afterwards ? { afterwards } : {}) };
}

function callOut({ conference, seat, request, dialOut }: CommandPlace, user: XmlElement): CommandResult {
  const part = partOf(conference, request.command) ?? 'chat';
  const named = attr(child(user, 'endpoint'), 'endpoint-uri') ?? attr(user, 'entity') ?? '';
  const address = bare(named);
  if (seat.role !== 'presenter') return refused('unauthorized');
  // Data and application sharing have nobody to call: [MS-CONFBAS] 2.2.3.15 names the IM MCU and the A/V MCU alone.
  if (part !== 'chat' && part !== 'audio-video') return refused('notSupported');
  if (/^tel:/i.test(named)) return refused('notSupported');
  if (!/^sips?:/i.test(named) || !address.includes('@')) return refused('invalidUserEntity');
  if (conference.seats.some(({ entity }) => bare(entity) === address)) return refused('userExists');
  return { kind: 'pending', begin: (finish) => dialOut.call({ conference, by: seat, address }, finish) };
}
