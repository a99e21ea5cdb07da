/** One way from a provisioning service's address to a certificate of one's own. [MS-OCAUTHWS] 3.1, protocol notes 4 */
import { createHash, createHmac } from 'node:crypto';
import { readPublishAnswer } from '../../protocol/cert-prov/read.ts';
import { publishAction, writePublishRequest } from '../../protocol/cert-prov/write.ts';
import { writeEnvelope } from '../../protocol/soap/write.ts';
import { type SecurityHashes, writeSecurity } from '../../protocol/web-ticket/write-security.ts';
import { done, type Outcome } from '../../shared/outcome.ts';
import { type CertificateRequest, makeCertificateRequest } from './certificate-request.ts';
import { examineCertificate, type HeldCertificate } from './client-certificate.ts';
import type { MakeRsaKey } from './rsa-key.ts';
import { blameClock, faultFailure, unreadableFailure } from './service-failure.ts';
import { fetchTicket, findCertificatePort, type ProvenTicket, soapHeaders, type TicketInput } from './web-ticket.ts';

export interface ProvisionInput extends TicketInput {
  /** The endpoint's UUID, the same as in `+sip.instance`. */
  readonly deviceId: string;
  /** The key to be certified, or one that is being made. */
  readonly takeKey: MakeRsaKey;
  readonly wall: () => number;
}

const hashes: SecurityHashes = {
  sha1: (text) => createHash('sha1').update(text, 'utf8').digest('base64'),
  hmacSha1: (key, text) => createHmac('sha1', key).update(text, 'utf8').digest('base64'),
};

/**
 * Description, ticket, request, certificate: over one connection where all stand on one server. The key is made meanwhile, if not before. Failures: those
 * of the visit and the login, CERTIFICATE_SERVICE_UNAVAILABLE, CERTIFICATE_SERVICE_REFUSED, CLIENT_CERTIFICATE_FOREIGN, CLOCK_OFF.
 */
export async function provision(
  input: ProvisionInput,
  service: string,
): Promise<Outcome<HeldCertificate & { readonly notAfter: number }>> {
  const keys = makeCertificateRequest(input.address, input.takeKey()).then(done, (error: unknown) => {
    const detail = error instanceof Error ? error.message : 'no key';
    return input.visit.fail('INTERNAL', service, detail);
  });
  const outcome = await fetchCertificate(input, service, keys);
  return outcome.ok ? outcome : blameClock(outcome, input.visit.skewMs);
}

async function fetchCertificate(input: ProvisionInput, service: string, keys: Promise<Outcome<CertificateRequest>>) {
  const port = await findCertificatePort(input.visit, service);
  if (!port.ok) return port;
  const ticket = await fetchTicket(input, port.value.issuer, port.value.location);
  if (!ticket.ok) return ticket;
  const request = await keys;
  if (!request.ok) return request;
  return publish(input, port.value.location, ticket.value, request.value);
}

async function publish(
  input: ProvisionInput,
  location: string,
  { ticket, key }: ProvenTicket,
  request: CertificateRequest,
) {
  const { visit, address, deviceId, uuid, wall } = input;
  if (!key) return visit.fail('WEB_SERVICE_UNREADABLE', location, 'a ticket without the means to prove it');
  const security = writeSecurity(ticket, key, hashes);
  const body = writeEnvelope(
    writePublishRequest({ entity: address, deviceId, requestId: uuid(), request: request.base64 }),
    { to: location, action: publishAction, messageId: uuid(), security },
  );
  const sent = await visit.send({ method: 'POST', url: location, headers: soapHeaders(publishAction), body });
  if (!sent.ok) return sent;
  const read = readPublishAnswer(sent.value.text);
  if (read.kind === 'fault') return faultFailure(visit, sent.value, read.fault, 'certificate');
  if (read.kind === 'unreadable') return unreadableFailure(visit, sent.value, read.problem);
  const held = { certificatePem: pemOf(read.base64), privateKeyPem: request.privateKeyPem };
  const finding = examineCertificate(held, address, wall());
  switch (finding.kind) {
    case 'good':
      return done({ ...held, notAfter: finding.notAfter });
    case 'foreign':
      return visit.fail('CLIENT_CERTIFICATE_FOREIGN', location, finding.detail);
    case 'unreadable':
      return visit.fail('WEB_SERVICE_UNREADABLE', location, 'a certificate that cannot be read');
    default:
      return visit.fail('CERTIFICATE_SERVICE_REFUSED', location, `a certificate that is ${finding.kind}`);
  }
}

function pemOf(base64: string): string {
  return `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
}
