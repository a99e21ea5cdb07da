/** The request for a web ticket. [MS-OCAUTHWS] 3.2.4.1.1, WS-Trust 1.3 4.1 */
import { ns, samlToken } from '../soap/namespaces.ts';
import { writeEnvelope } from '../soap/write.ts';
import { escapeXml } from '../xml/write-text.ts';

export const ticketAction = `${ns.wst}/RST/Issue`;

export interface TicketRequest {
  /** `sip:user@domain` */
  readonly sipUri: string;
  /** The port the ticket is for. */
  readonly appliesTo: string;
  /** A UUID of the caller's; comes back in nothing. */
  readonly context: string;
  /** 32 random bytes in base64: the client's part of the proof key. Without it the ticket needs no proof. */
  readonly entropy?: string;
}

/** The whole envelope. HTTP authentication says who asks. */
export function writeTicketRequest({ sipUri, appliesTo, context, entropy }: TicketRequest): string {
  return writeEnvelope(
    [
      `<wst:RequestSecurityToken Context="${escapeXml(context)}">`,
      `<wst:TokenType>${samlToken}</wst:TokenType>`,
      '<wst:RequestType>http://schemas.xmlsoap.org/ws/2005/02/trust/Issue</wst:RequestType>',
      `<wsp:AppliesTo><wsa:EndpointReference><wsa:Address>${escapeXml(appliesTo)}</wsa:Address></wsa:EndpointReference></wsp:AppliesTo>`,
      '<wst:Claims Dialect="urn:component:Microsoft.Rtc.WebAuthentication.2010:authclaims">',
      '<auth:ClaimType Uri="http://schemas.xmlsoap.org/ws/2005/05/identity/claims/uri" Optional="false">',
      `<auth:Value>${escapeXml(sipUri)}</auth:Value></auth:ClaimType></wst:Claims>`,
      entropy === undefined ? '' : keyMaterial(entropy),
      '</wst:RequestSecurityToken>',
    ].join(''),
  );
}

function keyMaterial(entropy: string): string {
  return `<wst:Entropy><wst:BinarySecret>${entropy}</wst:BinarySecret></wst:Entropy><wst:KeyType>${ns.wst}/SymmetricKey</wst:KeyType>`;
}
