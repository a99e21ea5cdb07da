/** Karen at the web services of contoso.com: the steps that tests of tickets and certificates share. */
import { X509Certificate } from 'node:crypto';
import { expect } from 'vitest';
import { readXml } from '../../protocol/xml/read.ts';
import type { WebFaults } from './settings.ts';
import {
  type Asking,
  type CertificateOrder,
  certificateIn,
  certificateRequest,
  type HeldTicket,
  type TicketRequest,
  type Told,
  ticketFrom,
  ticketRequest,
  type WebBench,
} from './test-web-client.ts';

export const KAREN = `Basic ${Buffer.from('karen@contoso.com:lab-karen-2015').toString('base64')}`;
export const TICKETS = '/WebTicket/WebTicketService.svc/Auth';
export const CERTIFICATES = '/CertProv/CertProvisioningService.svc/WebTicket_Proof_SHA1';
/** What the client adds to the key of a ticket. */
export const entropy = Buffer.alloc(32, 7);

export interface Visit {
  /** Both web servers get the same faults. */
  spoil(web: WebFaults): void;
  post(path: string, body: string, more?: Partial<Asking>): Promise<Told>;
  askTicket(request?: TicketRequest, authorization?: string): Promise<Told>;
  ticket(): Promise<HeldTicket>;
  order(patch?: Partial<CertificateOrder>, host?: string): Promise<Told>;
}

/** `csr` is the request for a certificate, DER in base64. */
export function visit(bench: WebBench, csr: string): Visit {
  const post: Visit['post'] = (path, body, more = {}) =>
    bench.ask({ host: 'web.contoso.com', path, method: 'POST', body, ...more });
  const askTicket: Visit['askTicket'] = (request = {}, authorization = KAREN) =>
    post(TICKETS, ticketRequest({ claim: 'sip:karen@contoso.com', entropy, ...request }), {
      headers: { Authorization: authorization, 'Content-Type': 'text/xml' },
    });
  const ticket = async () => ticketFrom((await askTicket()).body, entropy);
  return {
    spoil(web) {
      for (const name of ['meet.contoso.com', 'pool01.contoso.com']) bench.ground.setFaults(name, { web });
    },
    post,
    askTicket,
    ticket,
    async order(patch = {}, host = 'web.contoso.com') {
      const held = patch.ticket ?? (await ticket());
      return post(CERTIFICATES, certificateRequest({ ticket: held, csr, ...patch }), { host });
    },
  };
}

/** The code and the number of a SOAP fault, checked to be one. */
export function faultIn({ status, headers, body }: Told): string {
  expect([status, headers['content-type'], readXml(body).ok]).toEqual([500, 'text/xml; charset=utf-8', true]);
  return `${/<faultcode[^>]*>([^<]+)</.exec(body)?.[1]} ${/<ErrorId>(\d+)</.exec(body)?.[1]}`;
}

/** Throws when the answer holds none. */
export function certificateOf(told: Told): X509Certificate {
  return new X509Certificate(Buffer.from(certificateIn(told.body), 'base64'));
}
