/** The MESSAGE bodies of file transfer as we send them. */
import { encodeBase64 } from '../auth/base64.ts';
import { fileTransferGuid, type TransferEndpoint, type TransferKeys } from './invitation.ts';

/** Offers a file. The name must be one line; `isUnreachable` asks the receiver to listen. */
export function writeOffer(offer: {
  readonly cookie: string;
  readonly fileName: string;
  readonly fileSize: number;
  readonly isUnreachable: boolean;
}): string {
  return lines([
    'Application-Name: File Transfer',
    `Application-GUID: ${fileTransferGuid}`,
    'Invitation-Command: INVITE',
    `Invitation-Cookie: ${offer.cookie}`,
    `Application-File: ${offer.fileName}`,
    `Application-FileSize: ${offer.fileSize}`,
    ...(offer.isUnreachable ? ['Connectivity: N'] : []),
    'Encryption: R',
  ]);
}

/** The receiver's first answer has the keys; whoever listens says where. */
export function writeAccept(accept: {
  readonly cookie: string;
  readonly keys?: TransferKeys | undefined;
  readonly endpoint?: TransferEndpoint | undefined;
  /** The endpoint is the receiver's: the sender shall connect. */
  readonly senderConnects?: boolean;
}): string {
  const { cookie, keys, endpoint } = accept;
  return lines([
    'Invitation-Command: ACCEPT',
    'Request-Data: IP-Address:',
    `Invitation-Cookie: ${cookie}`,
    ...(keys ? [`Encryption-Key: ${encodeBase64(keys.encryption)}`, `Hash-Key: ${encodeBase64(keys.hash)}`] : []),
    ...(endpoint
      ? [
          `IP-Address: ${endpoint.address}`,
          `Port: ${endpoint.port}`,
          // The port of another product's second try; every client sends it, nobody listens there.
          'PortX: 11178',
          `AuthCookie: ${endpoint.authCookie}`,
        ]
      : []),
    ...(accept.senderConnects ? ['Sender-Connect: TRUE'] : []),
  ]);
}

/** `REJECT`: the receiver does not want it. `OUTBANDCANCEL`: whoever sends this has ended it. */
export function writeCancel(cookie: string, code: 'REJECT' | 'OUTBANDCANCEL'): string {
  return lines(['Invitation-Command: CANCEL', `Invitation-Cookie: ${cookie}`, `Cancel-Code: ${code}`]);
}

function lines(list: readonly string[]): string {
  return `${list.join('\r\n')}\r\n`;
}
