/** What the two forms of TURN have in common, and the standard's own (RFC 8656). Microsoft's: microsoft.ts. */
import type { Endpoint } from '../net/udp.ts';
import {
  ATTRIBUTE,
  type Attribute,
  addressAttribute,
  maskOf,
  numberAttribute,
  readAddress,
  readNumber,
} from '../stun/attributes.ts';
import { readStun, type StunDialect, type StunDraft, type StunMessage } from '../stun/message.ts';

/** What a server lends. */
export interface Allocation {
  readonly relayed: Endpoint;
  /** Our address as the server sees it. */
  readonly mapped: Endpoint | undefined;
  readonly lifetimeS: number;
}

export interface PeerData {
  readonly from: Endpoint;
  readonly bytes: Buffer;
}

/** Parts of a message before it has a transaction. */
export interface TurnDraft {
  readonly type: number;
  readonly attributes: readonly Attribute[];
}

export interface TurnForm {
  readonly dialect: StunDialect;
  readonly hasFingerprint: boolean;
  readonly types: { readonly allocate: number; readonly refresh: number; readonly data: number };
  readonly ids: { readonly realm: number; readonly nonce: number; readonly alternateServer: number };
  /** The bytes user name and password stand for. */
  credential(text: string): Buffer;
  read(packet: Buffer): StunMessage | undefined;
  /** The first attributes of every request. */
  opening(): readonly Attribute[];
  allocate(): TurnDraft;
  /** A lifetime of 0 gives the address back. */
  refresh(lifetimeS: number): TurnDraft;
  allocationFrom(answer: StunMessage): Allocation | undefined;
  /** What has to be asked before anything passes to or from an address; undefined where nothing has. */
  permission(to: Endpoint, transaction: Buffer): TurnDraft | undefined;
  data(to: Endpoint, bytes: Buffer, transaction: Buffer): TurnDraft;
  /** Whether data is sent signed, as a request that nobody answers. */
  readonly signsData: boolean;
  dataFrom(message: StunMessage): PeerData | undefined;
}

const TURN = { allocate: 0x0003, refresh: 0x0004, createPermission: 0x0008, send: 0x0016, data: 0x0017 } as const;
const ID = { lifetime: 0x000d, xorPeer: 0x0012, data: 0x0013, xorRelayed: 0x0016, requestedTransport: 0x0019 } as const;
/** UDP, in the first of four bytes (RFC 8656 18.8). */
const TRANSPORT_UDP = 17 << 24;
const DEFAULT_LIFETIME_S = 600;

/** The lifetime of an answer, within reason. */
export function lifetimeOf(answer: StunMessage): number {
  const seconds = readNumber(answer.attributes.get(ID.lifetime)) ?? DEFAULT_LIFETIME_S;
  return Math.min(Math.max(seconds, 60), 3600);
}

export const standardForm: TurnForm = {
  dialect: 'rfc5389',
  hasFingerprint: true,
  types: { allocate: TURN.allocate, refresh: TURN.refresh, data: TURN.data },
  ids: { realm: ATTRIBUTE.realm, nonce: ATTRIBUTE.nonce, alternateServer: ATTRIBUTE.alternateServer },
  signsData: false,
  credential: (text) => Buffer.from(text, 'utf8'),
  read: readStun,
  opening: () => [],
  allocate: () => ({ type: TURN.allocate, attributes: [numberAttribute(ID.requestedTransport, TRANSPORT_UDP)] }),
  refresh: (lifetimeS) => ({ type: TURN.refresh, attributes: [numberAttribute(ID.lifetime, lifetimeS)] }),
  allocationFrom(answer) {
    const relayed = readAddress(answer.attributes.get(ID.xorRelayed), answer.mask);
    const mapped = readAddress(answer.attributes.get(ATTRIBUTE.xorMappedAddress), answer.mask);
    return relayed && { relayed, mapped, lifetimeS: lifetimeOf(answer) };
  },
  permission: (to, transaction) => ({
    type: TURN.createPermission,
    attributes: [addressAttribute(ID.xorPeer, to, maskOf(transaction))],
  }),
  data: (to, bytes, transaction) => ({
    type: TURN.send,
    attributes: [addressAttribute(ID.xorPeer, to, maskOf(transaction)), { type: ID.data, value: bytes }],
  }),
  dataFrom({ attributes, mask }) {
    const from = readAddress(attributes.get(ID.xorPeer), mask);
    const bytes = attributes.get(ID.data);
    return from && bytes && { from, bytes };
  },
};

/** A message with the transaction it goes by. */
export function complete(draft: TurnDraft, transaction: Buffer): StunDraft {
  return { ...draft, transaction };
}
