/** The binding requests and answers of ICE (RFC 8445 7), in both dialects. */
import type { Endpoint } from '../net/udp.ts';
import {
  ATTRIBUTE,
  type Attribute,
  addressAttribute,
  errorAttribute,
  numberAttribute,
  readNumber,
  textAttribute,
} from '../stun/attributes.ts';
import { mistypedCopy, STUN, type StunDialect, type StunMessage, writeSigned } from '../stun/message.ts';
import { candidatePriority } from './candidate.ts';
import type { Pair } from './check-list.ts';

/** The second revision of the ICE extensions ([MS-ICE2] 2.2.3). */
const IMPLEMENTATION_VERSION = 2;
export const ROLE_CONFLICT = 487;

export interface CheckDraft {
  readonly transaction: Buffer;
  readonly dialect: StunDialect;
  readonly isControlling: boolean;
  readonly tieBreaker: Buffer;
  readonly isNominating: boolean;
  /** The other side has shown its revision, so that it needs no copy with the mistyped fingerprint. */
  readonly knowsRevision: boolean;
}

/** What a check is sent as: one packet, or two towards a Microsoft peer of unknown revision. */
export function writeCheck({ base, remote, own, theirs }: Pair, draft: CheckDraft): readonly Buffer[] {
  const { dialect, transaction } = draft;
  const role = draft.isControlling ? ATTRIBUTE.iceControlling : ATTRIBUTE.iceControlled;
  const attributes: Attribute[] = [
    ...(draft.isNominating ? [{ type: ATTRIBUTE.useCandidate, value: Buffer.alloc(0) }] : []),
    numberAttribute(ATTRIBUTE.priority, candidatePriority('prflx', base.rank, remote.component)),
    { type: role, value: draft.tieBreaker },
    textAttribute(ATTRIBUTE.username, `${theirs.ufrag}:${own.ufrag}`),
  ];
  if (dialect === 'msice2') {
    const identifier = base.candidate.foundation;
    attributes.push(
      textAttribute(ATTRIBUTE.candidateIdentifier, identifier.padEnd(Math.ceil(identifier.length / 4) * 4, '\0')),
      numberAttribute(ATTRIBUTE.implementationVersion, IMPLEMENTATION_VERSION),
    );
  }
  const key = Buffer.from(theirs.password, 'utf8');
  const check = writeSigned({ type: STUN.bindingRequest, transaction, attributes }, key, dialect);
  return dialect === 'msice2' && !draft.knowsRevision ? [check, mistypedCopy(check)] : [check];
}

/** What a sound check is answered, in the form it came in. */
export function writeSuccess(request: StunMessage, from: Endpoint, signed: Signed): Buffer {
  const attributes = [addressAttribute(ATTRIBUTE.xorMappedAddress, from, request.mask)];
  return writeAnswer(request, { type: STUN.bindingSuccess, attributes }, signed);
}

export function writeRoleConflict(request: StunMessage, signed: Signed): Buffer {
  const attributes = [errorAttribute(ROLE_CONFLICT, 'Role Conflict')];
  return writeAnswer(request, { type: STUN.bindingError, attributes }, signed);
}

interface Signed {
  readonly key: Buffer;
  readonly dialect: StunDialect;
}

function writeAnswer(
  request: StunMessage,
  answer: { readonly type: number; readonly attributes: readonly Attribute[] },
  { key, dialect }: Signed,
): Buffer {
  const attributes = [...answer.attributes];
  const username = request.attributes.get(ATTRIBUTE.username);
  if (dialect === 'msice2') {
    if (username) attributes.push({ type: ATTRIBUTE.username, value: username });
    attributes.push(numberAttribute(ATTRIBUTE.implementationVersion, IMPLEMENTATION_VERSION));
  }
  return writeSigned({ type: answer.type, transaction: request.transaction, attributes }, key, dialect);
}

/** What the other side's check says. */
export interface CheckFacts {
  readonly priority: number;
  readonly isNominating: boolean;
  /** What the sender takes its role for; undefined where it does not say. */
  readonly isControlling: boolean | undefined;
  readonly tieBreaker: bigint;
}

export function readCheck({ attributes }: StunMessage): CheckFacts {
  const controlling = attributes.get(ATTRIBUTE.iceControlling);
  const role = controlling ?? attributes.get(ATTRIBUTE.iceControlled);
  const isSaid = role?.length === 8;
  return {
    priority: readNumber(attributes.get(ATTRIBUTE.priority)) ?? 0,
    isNominating: attributes.has(ATTRIBUTE.useCandidate),
    isControlling: isSaid ? controlling !== undefined : undefined,
    tieBreaker: isSaid ? role.readBigUInt64BE() : 0n,
  };
}
