/** One command that somebody in a meeting sends its focus, and what becomes of it. [MS-CONFBAS] 3.3.5 */

import { attr, child, children, textOf } from '../../protocol/xml/find.ts';
import type { XmlElement } from '../../protocol/xml/read.ts';
import { bare } from '../sip/incoming.ts';
import type { MeetingPartName } from '../topologies/meeting-words.ts';
import type { C3pRequest } from './c3p-request.ts';
import type { Conference } from './conference.ts';
import type { DialOut } from './dial-out.ts';
import type { Final } from './final.ts';
import type { Seat } from './seat.ts';

export interface CommandPlace {
  readonly conference: Conference;
  /** Who asks. */
  readonly seat: Seat;
  readonly request: C3pRequest;
  readonly dialOut: DialOut;
}

/** What is to be answered now; `afterwards` happens once the answer is out. */
export type CommandResult =
  | (Extract<Final, { kind: 'done' }> & { readonly afterwards?: () => void })
  | Extract<Final, { kind: 'refused' }>
  | { readonly kind: 'pending' /** Calls back once. */; readonly begin: (finish: (final: Final) => void) => void };

export type Command = (place: CommandPlace) => CommandResult;

export function refused(reason: string): CommandResult {
  return { kind: 'refused', reason };
}

export function done(afterwards: () => void): CommandResult {
  return { kind: 'done', afterwards };
}

/** The person a command names, as the roster writes him; clients use two forms. Undefined when nobody there is meant. */
export function targetOf({ conference, request: { command } }: CommandPlace): string | undefined {
  const keys = child(command, 'userKeys') ?? child(command, 'mediaKeys');
  return presentEntity(conference, attr(keys, 'userEntity') ?? textOf(command, 'userEntity') ?? '');
}

/** All persons a command names. */
export function targetsOf({ conference, request: { command } }: CommandPlace): readonly (string | undefined)[] {
  const named = [
    ...children(command, 'userEntity').map(({ text }) => text),
    ...children(command, 'userKeys').map((keys) => attr(keys, 'userEntity') ?? ''),
  ];
  return named.map((each) => presentEntity(conference, each));
}

function presentEntity(conference: Conference, named: string): string | undefined {
  const wanted = bare(named.trim());
  return conference.seats.find((seat) => bare(seat.entity) === wanted)?.entity;
}

/** The MCU a command is meant for: undefined for the focus itself, a reason when the meeting has no such MCU. */
export function partOf(
  conference: Conference,
  command: XmlElement,
): MeetingPartName | { readonly reason: string } | undefined {
  const uri = attr(command, 'mcuUri');
  if (uri === undefined || uri.trim() === '') return undefined;
  const named = /opaque=app:conf:([a-z-]+):id:/i.exec(uri)?.[1]?.toLowerCase();
  const part = conference.plan.parts.find((each) => each === named);
  if (part === undefined) return { reason: 'unknownMcuType' };
  return conference.hasPart(part) ? part : { reason: 'mcuTypeNotAvailable' };
}
