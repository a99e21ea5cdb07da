/** The header that authorises a call: timestamp, web ticket, and the proof that its key is held. WSS 1.1 8 to 10, XML Signature 1.0 */
import { ns, samlToken } from '../soap/namespaces.ts';
import { escapeXml } from '../xml/write-text.ts';
import type { WebTicket } from './read.ts';

export interface SecurityHashes {
  /** SHA-1 of a text's UTF-8 bytes, base64. */
  readonly sha1: (text: string) => string;
  /** HMAC-SHA1 of a text's UTF-8 bytes, base64. */
  readonly hmacSha1: (key: Uint8Array, text: string) => string;
}

/**
 * The wsse:Security element. The timestamp holds the ticket's lifetime, which is the server's own time, so that a clock that is a
 * little off here harms nothing.
 */
export function writeSecurity(ticket: WebTicket, key: Uint8Array, hashes: SecurityHashes): string {
  const timestamp = timestampOf(ticket);
  const info = signedInfo(hashes.sha1(timestamp));
  const value = hashes.hmacSha1(key, info);
  const signature = `<Signature xmlns="${ns.dsig}">${info}<SignatureValue>${value}</SignatureValue>${keyInfo(ticket)}</Signature>`;
  return `<wsse:Security>${timestamp}${ticket.assertion}${signature}</wsse:Security>`;
}

/** Already in the form that exclusive canonicalisation gives, so that the bytes sent are the bytes digested. */
function timestampOf({ created, expires }: WebTicket): string {
  return `<wsu:Timestamp xmlns:wsu="${ns.wsu}" wsu:Id="timestamp"><wsu:Created>${created}</wsu:Created><wsu:Expires>${expires}</wsu:Expires></wsu:Timestamp>`;
}

/** The SignedInfo in canonical form: it is what the signature is made over, byte for byte. `digest` is base64. */
export function signedInfo(digest: string): string {
  const canonical = 'Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"';
  return [
    `<SignedInfo xmlns="${ns.dsig}">`,
    `<CanonicalizationMethod ${canonical}></CanonicalizationMethod>`,
    `<SignatureMethod Algorithm="${ns.dsig}hmac-sha1"></SignatureMethod>`,
    '<Reference URI="#timestamp">',
    `<Transforms><Transform ${canonical}></Transform></Transforms>`,
    `<DigestMethod Algorithm="${ns.dsig}sha1"></DigestMethod>`,
    `<DigestValue>${digest}</DigestValue>`,
    '</Reference></SignedInfo>',
  ].join('');
}

function keyInfo({ assertionId }: WebTicket): string {
  const valueType = 'http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.0#SAMLAssertionID';
  const identifier = `<wsse:KeyIdentifier ValueType="${valueType}">${escapeXml(assertionId)}</wsse:KeyIdentifier>`;
  return `<KeyInfo><wsse:SecurityTokenReference wsse:TokenType="${samlToken}">${identifier}</wsse:SecurityTokenReference></KeyInfo>`;
}
