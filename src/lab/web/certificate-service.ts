/** The certificate provisioning service: signs the key of whoever holds a web ticket. [MS-OCAUTHWS] 3.1.4 */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { attr, child, textOf } from '../../protocol/xml/find.ts';
import type { IssuedCertificates } from '../auth/client-certificates.ts';
import type { Authority } from '../pki/authority.ts';
import { readSigningRequest } from '../pki/signing-request.ts';
import { bare } from '../sip/incoming.ts';
import { xml } from '../sip/xml-text.ts';
import type { WebAnswer } from './http.ts';
import type { IssueFault } from './settings.ts';
import { NS, readCall, type SoapCall, soapAnswer, soapFault } from './soap.ts';
import type { WebTickets } from './web-tickets.ts';
import { judgeSecurity } from './ws-security.ts';

export interface CertificatePlan {
  readonly authority: Authority;
  readonly tickets: WebTickets;
  readonly certificates: IssuedCertificates;
  /** By the server's clock, milliseconds since 1970. */
  readonly now: number;
  readonly lifeMs: number;
  readonly fault: IssueFault | undefined;
  /** Whose certificate somebody else gets under the fault `other-user`. */
  readonly strangerThan: (address: string) => string;
}

const HOUR = 60 * 60 * 1000;
const PKCS10 = 'http://schemas.microsoft.com/OCS/AuthWebServices.xsd#PKCS10';
/** The certificate is good a little before its time, for clients whose clocks are behind. */
const HEAD_START = HOUR;

/** Answers one GetAndPublishCert. */
export function publishCertificate(plan: CertificatePlan, body: string): WebAnswer {
  const message = readCall(body);
  if (message?.call.local !== 'GetAndPublishCert' || message.call.ns !== NS.service) {
    return soapFault({ code: 'soap:Client', errorId: 28_000, reason: 'Not a request for a certificate.' });
  }
  const verdict = judgeSecurity(plan.tickets, { header: message.header, body }, plan.now);
  if (!verdict.ok) return soapFault(verdict.refusal);
  const address = verdict.ticket.person.address.toLowerCase();
  const problem = plan.fault === 'refused' ? 'The certificate request was denied by policy.' : undefined;
  const wanted = requestIn(message, address);
  if (problem !== undefined || wanted.kind === 'refused') {
    return refusal(message, problem ?? (wanted.kind === 'refused' ? wanted.reason : ''));
  }
  return answer(message, issue(plan, address, wanted.publicKey));
}

type Wanted =
  | { readonly kind: 'wanted'; readonly publicKey: KeyObject }
  | { readonly kind: 'refused'; readonly reason: string };

function requestIn({ call }: SoapCall, address: string): Wanted {
  const token = child(child(call, 'RequestSecurityToken'), 'BinarySecurityToken');
  if (attr(token, 'ValueType') !== PKCS10) return { kind: 'refused', reason: 'There is no PKCS#10 request.' };
  const request = readSigningRequest(Buffer.from(textOf(token) ?? '', 'base64'));
  if (!request.ok) return { kind: 'refused', reason: `The PKCS#10 request is not good: ${request.problem}.` };
  const names = [attr(call, 'Entity') ?? '', request.commonName].map((name) => bare(name).toLowerCase());
  return names.every((name) => name === address)
    ? { kind: 'wanted', publicKey: request.publicKey }
    : { kind: 'refused', reason: 'The request is for somebody else than the web ticket.' };
}

/** Base64 of the certificate, or of what a fault makes of it; undefined for none. Only a good one is remembered. */
function issue(plan: CertificatePlan, address: string, publicKey: KeyObject): string | undefined {
  const { authority, fault, now, lifeMs } = plan;
  const dates = datesFor(fault, now, lifeMs);
  const pem = authority.issueTo({
    address: fault === 'other-user' ? plan.strangerThan(address) : address,
    publicKey: fault === 'other-key' ? generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey : publicKey,
    ...dates,
  });
  if (fault === 'missing') return undefined;
  if (fault === 'damaged') return Buffer.from('This is no certificate.').toString('base64');
  if (fault !== 'other-user' && fault !== 'other-key') plan.certificates.remember(pem, address);
  return pem.replace(/-----[^-]+-----|\s/g, '');
}

function datesFor(fault: IssueFault | undefined, now: number, lifeMs: number) {
  if (fault === 'expired') return { notBefore: now - 48 * HOUR, notAfter: now - 24 * HOUR };
  return { notBefore: now - HEAD_START, notAfter: now + (fault === 'short' ? HOUR / 2 : lifeMs) };
}

function answer(message: SoapCall, certificate: string | undefined): WebAnswer {
  const token =
    certificate === undefined
      ? ''
      : [
          '<RequestedSecurityToken>',
          `<BinarySecurityToken ValueType="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3" xmlns="${NS.security}">`,
          `${certificate}</BinarySecurityToken></RequestedSecurityToken>`,
        ].join('');
  // The slash at the end of this trust namespace is the service's own.
  const response = `<RequestSecurityTokenResponse xmlns="${NS.trust}/">${token}</RequestSecurityTokenResponse>`;
  return soapAnswer(responseText(message, 'Success', response));
}

/** What is wrong with a request itself stands in the answer, not in a fault. [MS-OCAUTHWS] 3.1.4.1 */
function refusal(message: SoapCall, reason: string): WebAnswer {
  return soapAnswer(responseText(message, 'Error', `<ErrorInfo>${xml(reason)}</ErrorInfo>`));
}

function responseText({ call }: SoapCall, result: string, content: string): string {
  const given = (name: string) => xml((attr(call, name) ?? '').slice(0, 256));
  return `<GetAndPublishCertResponse xmlns="${NS.service}" DeviceId="${given('DeviceId')}" Entity="${given('Entity')}" ResponseClass="${result}">${content}</GetAndPublishCertResponse>`;
}
