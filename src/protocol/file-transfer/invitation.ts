/**
 * What two clients tell each other about a file in MESSAGEs of `text/x-msmsgsinvite`: an offer, what each needs to reach the other, an end.
 * Microsoft never published it; docs/protocol/file-transfer.md says where each line is known from.
 */
import { decodeBase64 } from '../auth/base64.ts';

/** The MESSAGEs' content type. */
export const invitationType = 'text/x-msmsgsinvite';

/** Names the application "File Transfer" among those that can be invited to. */
export const fileTransferGuid = '{5D3E02AB-6190-11d3-BBBB-00C04F795683}';

/** Bytes of each of the two keys. */
export const keyLength = 24;

export interface TransferKeys {
  readonly encryption: Uint8Array;
  readonly hash: Uint8Array;
}

/** Where one side listens, and the number the other one proves itself with. */
export interface TransferEndpoint {
  readonly address: string;
  readonly port: number;
  readonly authCookie: number;
}

export type Invitation =
  | {
      readonly command: 'INVITE';
      /** Tells this offer from others of the same conversation. */
      readonly cookie: string;
      /** As the peer typed it: never a name to save under. */
      readonly fileName: string;
      readonly fileSize: number;
      /** The peer encrypts. */
      readonly isEncrypted: boolean;
      /** The peer cannot be connected to; the receiver shall listen. */
      readonly isUnreachable: boolean;
    }
  | {
      readonly command: 'ACCEPT';
      readonly cookie: string;
      readonly keys?: TransferKeys;
      readonly endpoint?: TransferEndpoint;
    }
  | {
      readonly command: 'CANCEL';
      readonly cookie: string;
      /** `REJECT` when it was not wanted. */
      readonly code: string;
    };

/** `not-a-file`: an invitation to something else, such as a game or a whiteboard. */
export type InvitationProblem = 'unreadable' | 'not-a-file';

export type ReadInvitation =
  | { readonly ok: true; readonly value: Invitation }
  | { readonly ok: false; readonly problem: InvitationProblem };

const longestBody = 8192;
const mostLines = 64;
/** 2^53 - 1 cannot be reached by sixteen digits that fit. */
const number = /^\d{1,15}$/;

/** Reads a body. Never throws; everything that is not understood is a problem. */
export function readInvitation(body: string): ReadInvitation {
  const fields = fieldsOf(body);
  const cookie = fields.get('invitation-cookie') ?? '';
  if (!/^[\w-]{1,32}$/.test(cookie)) return unreadable;
  switch (fields.get('invitation-command')?.toUpperCase()) {
    case 'INVITE':
      return readOffer(fields, cookie);
    case 'ACCEPT':
      return readAccept(fields, cookie);
    case 'CANCEL':
      return { ok: true, value: { command: 'CANCEL', cookie, code: (fields.get('cancel-code') ?? '').toUpperCase() } };
    default:
      return unreadable;
  }
}

const unreadable: ReadInvitation = { ok: false, problem: 'unreadable' };

type Fields = ReadonlyMap<string, string>;

function fieldsOf(body: string): Fields {
  const fields = new Map<string, string>();
  for (const line of body.slice(0, longestBody).split(/\r?\n/, mostLines)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    // The first of two counts: nobody may add a second file name that only one side reads.
    if (name && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}

function readOffer(fields: Fields, cookie: string): ReadInvitation {
  if (fields.get('application-guid')?.toUpperCase() !== fileTransferGuid.toUpperCase())
    return { ok: false, problem: 'not-a-file' };
  const fileName = fields.get('application-file') ?? '';
  const size = fields.get('application-filesize') ?? '';
  if (!(fileName && number.test(size))) return unreadable;
  return {
    ok: true,
    value: {
      command: 'INVITE',
      cookie,
      fileName,
      fileSize: Number(size),
      isEncrypted: /^[RS]$/i.test(fields.get('encryption') ?? ''),
      isUnreachable: fields.get('connectivity')?.toUpperCase() === 'N',
    },
  };
}

function readAccept(fields: Fields, cookie: string): ReadInvitation {
  const keys = readKeys(fields);
  const endpoint = readEndpoint(fields);
  if (keys === 'wrong' || endpoint === 'wrong') return unreadable;
  return {
    ok: true,
    value: { command: 'ACCEPT', cookie, ...(keys ? { keys } : {}), ...(endpoint ? { endpoint } : {}) },
  };
}

function readKeys(fields: Fields): TransferKeys | 'wrong' | undefined {
  const texts = [fields.get('encryption-key'), fields.get('hash-key')];
  if (texts.every((text) => text === undefined)) return undefined;
  const [encryption, hash] = texts.map((text) => decodeBase64(text ?? ''));
  return encryption?.length === keyLength && hash?.length === keyLength ? { encryption, hash } : 'wrong';
}

function readEndpoint(fields: Fields): TransferEndpoint | 'wrong' | undefined {
  const [address, port, authCookie] = ['ip-address', 'port', 'authcookie'].map((name) => fields.get(name));
  if (address === undefined && port === undefined) return undefined;
  const values = { address: address ?? '', port: Number(port), authCookie: Number(authCookie) };
  const fits =
    /^[0-9a-f.:]{3,45}$/i.test(values.address) &&
    number.test(port ?? '') &&
    number.test(authCookie ?? '') &&
    values.port >= 1024 &&
    values.port <= 65_535 &&
    values.authCookie <= 0xff_ff_ff_ff;
  return fits ? values : 'wrong';
}
