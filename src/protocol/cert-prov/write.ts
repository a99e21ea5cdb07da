/** The request to sign and publish a user's certificate. [MS-OCAUTHWS] 3.1.4.2 */
import { ns } from '../soap/namespaces.ts';
import { escapeXml } from '../xml/write-text.ts';

const service = 'http://schemas.microsoft.com/OCS/AuthWebServices/';

export const publishAction = `${service}GetAndPublishCert`;

export interface PublishRequest {
  /** `user@domain` */
  readonly entity: string;
  /** The endpoint's UUID, the same as in `+sip.instance`, without braces. */
  readonly deviceId: string;
  /** A UUID of its own for each request. */
  readonly requestId: string;
  /** PKCS#10, DER in base64 in one line. */
  readonly request: string;
}

/** The body element. The trailing slash of its trust namespace is the service's. */
export function writePublishRequest({ entity, deviceId, requestId, request }: PublishRequest): string {
  const attributes = `DeviceId="{${escapeXml(deviceId)}}" Entity="${escapeXml(entity)}"`;
  return [
    `<GetAndPublishCert xmlns="${service}" xmlns:wst="${ns.wst}/" xmlns:wstep="http://schemas.microsoft.com/windows/pki/2009/01/enrollment" ${attributes}>`,
    '<wst:RequestSecurityToken>',
    '<wst:TokenType>http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3</wst:TokenType>',
    `<wst:RequestType>${ns.wst}/Issue</wst:RequestType>`,
    `<wsse:BinarySecurityToken ValueType="http://schemas.microsoft.com/OCS/AuthWebServices.xsd#PKCS10" EncodingType="${ns.wsse}#Base64Binary">`,
    `\r\n${request.replace(/.{76}(?=.)/g, '$&\r\n')}</wsse:BinarySecurityToken>`,
    `<wstep:RequestID>${escapeXml(requestId)}</wstep:RequestID>`,
    '</wst:RequestSecurityToken></GetAndPublishCert>',
  ].join('');
}
