/** Seats with nobody behind them. */
import type { LabPerson } from '../topologies/topology.ts';
import type { AuthMethod } from './admission.ts';
import type { Conference } from './conference.ts';
import type { Role, Seat, Session } from './seat.ts';

export interface SimulatedPerson {
  /** `user@domain` */
  readonly address: string;
  readonly displayName: string;
  readonly role: Role;
  /** `enterprise` unless said otherwise. */
  readonly authMethod?: AuthMethod;
  /** Has a microphone. */
  readonly hasAudio?: boolean;
  /** The meeting does not hear it. */
  readonly isMuted?: boolean;
}

/** A connected seat of a simulated person. */
export function simulatedSeat(person: SimulatedPerson, randomHex: (bytes: number) => string): Seat {
  return {
    entity: `sip:${person.address}`,
    displayName: person.displayName,
    authMethod: person.authMethod ?? 'enterprise',
    endpoint: newEndpoint(randomHex),
    role: person.role,
    status: 'connected',
    sessions: person.hasAudio ? [soundSession(randomHex, person.isMuted ?? false)] : [],
    link: undefined,
    hangUp: undefined,
  };
}

/** A colleague comes in by his own name, with nobody behind him; who is there already stays where he is. */
export function seatColleague(
  conference: Conference,
  { address, displayName }: Pick<LabPerson, 'address' | 'displayName'>,
): void {
  const entity = `sip:${address}`;
  if (conference.seatsOf(entity).some(({ link }) => link === undefined)) return;
  const role = conference.roleFor(entity, 'enterprise');
  conference.sit(simulatedSeat({ address, displayName, role }, (bytes) => conference.ground.randomHex(bytes)));
}

/** `{GUID}` of a new endpoint. */
function newEndpoint(randomHex: (bytes: number) => string): string {
  return `{${[4, 2, 2, 2, 6].map((bytes) => randomHex(bytes)).join('-')}}`;
}

/** Somebody's sound. */
function soundSession(randomHex: (bytes: number) => string, isBlocked: boolean): Session {
  return {
    type: 'audio-video',
    endpoint: newEndpoint(randomHex),
    status: 'connected',
    joined: 'dialed-in',
    media: [{ id: '1', type: 'audio', status: 'sendrecv', isBlocked }],
  };
}
