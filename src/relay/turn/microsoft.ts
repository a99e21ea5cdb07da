/** TURN as Microsoft's A/V Edge speaks it ([MS-TURN], on draft-rosenberg-midcom-turn-08): other numbers, and every packet of data signed. */
import { ATTRIBUTE, type Attribute, addressAttribute, numberAttribute, readAddress } from '../stun/attributes.ts';
import { readOldStun, type StunMessage } from '../stun/message.ts';
import { lifetimeOf, type TurnForm } from './form.ts';

const TURN = { allocate: 0x0003, send: 0x0004, dataIndication: 0x0115 } as const;
const ID = {
  lifetime: 0x000d,
  alternateServer: 0x000e,
  magicCookie: 0x000f,
  destination: 0x0011,
  remote: 0x0012,
  data: 0x0013,
  /** The standard has these two the other way round. */
  nonce: 0x0014,
  realm: 0x0015,
  version: 0x8008,
  xorMapped: 0x8020,
  sequence: 0x8050,
} as const;
const MAGIC_COOKIE = 0x72c6_4bc6;
/** A client of [MS-ICE2]; from 4 on the server would lend IPv6 addresses as well. */
const VERSION = 2;
const LIFETIME_S = 600;
const CONNECTION_BYTES = 20;

/** Counts the messages of one allocation: the server gives it a name, and wants each message numbered ([MS-TURN] 2.2.2.21). */
export function createMicrosoftForm(): TurnForm {
  let connection: Buffer | undefined;
  let sequence = 0;

  function numbered(): readonly Attribute[] {
    if (!connection) return [];
    sequence = (sequence + 1) >>> 0;
    const value = Buffer.alloc(CONNECTION_BYTES + 4);
    connection.copy(value);
    value.writeUInt32BE(sequence, CONNECTION_BYTES);
    return [{ type: ID.sequence, value }];
  }

  function learn({ attributes }: StunMessage): void {
    const value = attributes.get(ID.sequence);
    if (value?.length !== CONNECTION_BYTES + 4 || connection) return;
    connection = Buffer.from(value.subarray(0, CONNECTION_BYTES));
    sequence = value.readUInt32BE(CONNECTION_BYTES);
  }

  const version = () => numberAttribute(ID.version, VERSION);
  return {
    dialect: 'msice2',
    hasFingerprint: false,
    signsData: true,
    types: { allocate: TURN.allocate, refresh: TURN.allocate, data: TURN.dataIndication },
    ids: { realm: ID.realm, nonce: ID.nonce, alternateServer: ID.alternateServer },
    // The service that hands them out writes them in base64 ([MS-AVEDGEA]); signed is what they stand for.
    credential: (text) => Buffer.from(text, 'base64'),
    read: readOldStun,
    opening: () => [numberAttribute(ID.magicCookie, MAGIC_COOKIE)],
    allocate: () => ({ type: TURN.allocate, attributes: [version(), numberAttribute(ID.lifetime, LIFETIME_S)] }),
    refresh: (lifetimeS) => ({
      type: TURN.allocate,
      attributes: [version(), numberAttribute(ID.lifetime, lifetimeS), ...numbered()],
    }),
    allocationFrom(answer) {
      learn(answer);
      const relayed = readAddress(answer.attributes.get(ATTRIBUTE.mappedAddress));
      const mapped = readAddress(answer.attributes.get(ID.xorMapped), answer.mask);
      return relayed && { relayed, mapped, lifetimeS: lifetimeOf(answer) };
    },
    permission: () => undefined,
    data: (to, bytes) => ({
      type: TURN.send,
      attributes: [version(), addressAttribute(ID.destination, to), ...numbered(), { type: ID.data, value: bytes }],
    }),
    dataFrom({ attributes }) {
      const from = readAddress(attributes.get(ID.remote));
      const bytes = attributes.get(ID.data);
      return from && bytes && { from, bytes };
    },
  };
}
