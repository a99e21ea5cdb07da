/** The web servers of all companies, over connections that the lab's ground accepted and decrypted. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AcceptTicket, Lab } from '../api.ts';
import type { SlideStore } from '../data-mcu/slide-store.ts';
import { defaultMailboxes } from '../exchange/default-mailboxes.ts';
import { ExchangeServer } from '../exchange/exchange-server.ts';
import type { MailboxPlan } from '../exchange/mailbox-plan.ts';
import type { ListOf } from '../exchange/people-answers.ts';
import type { AcceptedStream } from '../net/endpoint.ts';
import type { LabCore } from '../net/listener.ts';
import type { Authority } from '../pki/authority.ts';
import type { LabServer } from '../topologies/topology.ts';
import { sendBadly, TRICKLED_BYTES } from './bad-send.ts';
import { CompanyWeb } from './company-web.ts';
import { pathOf, type WebAnswer, type WebRequest } from './http.ts';

export interface WebSide
  extends Pick<Lab, 'setWebServices' | 'setDirectory' | 'setExchange' | 'setMailbox' | 'unreadOf'> {
  accept(accepted: AcceptedStream): void;
}

/** As real web servers of that time; a shorter one would close connections under a client's hands. */
const KEEP_ALIVE_MS = 120_000;
const LONGEST_TARGET = 2048;
const LONGEST_TOKEN = 64 * 1024;
const LONGEST_BODY = 256 * 1024;
const PADDING = Buffer.alloc(256 * 1024, 0x5a);

/** What others of a company keep, and the web shows. */
export interface WebSources {
  /** The pages of a company's meetings, by its domain. */
  readonly slidesOf: (domain: string) => SlideStore | undefined;
  readonly listOf: ListOf;
}

const NO_SOURCES: WebSources = { slidesOf: () => undefined, listOf: () => ({ groups: [], contacts: [] }) };

/** HTTP servers that listen nowhere themselves and so need no closing. */
export function createWebSide(
  core: LabCore,
  authority: Authority,
  plans: readonly MailboxPlan[] = [],
  { slidesOf, listOf }: WebSources = NO_SOURCES,
): WebSide {
  const companies = new Map<string, CompanyWeb>();
  const mailboxes = new Map<string, ExchangeServer>();
  const servers = new Map<string, { readonly secure: Server; readonly plain: Server }>();
  for (const company of core.topology.companies) {
    const web = new CompanyWeb({ core, company, authority, slides: slidesOf(company.domain) });
    companies.set(company.domain, web);
    const exchange = new ExchangeServer(core, company, [...plans, ...defaultMailboxes], listOf);
    mailboxes.set(company.domain, exchange);
    const sites = [
      ...[company.web, company.frontEnd].map((server) => ({ core, web, server })),
      ...company.exchange.map((server) => ({ core, web: exchange, server })),
    ];
    for (const site of sites) {
      servers.set(site.server.name, { secure: httpServer(site, true), plain: httpServer(site, false) });
    }
  }
  const companyNamed = (domain: string): CompanyWeb => {
    const web = companies.get(domain.toLowerCase());
    if (!web) throw new Error(`The lab has no company ${domain}`);
    return web;
  };
  const mailboxesOf = (address: string): ExchangeServer => {
    const exchange = mailboxes.get(address.slice(address.lastIndexOf('@') + 1).toLowerCase());
    if (!exchange) throw new Error(`The lab has no mailboxes of ${address}`);
    return exchange;
  };
  return {
    accept({ server, stream, isSecure }) {
      const pair = servers.get(server);
      (isSecure ? pair?.secure : pair?.plain)?.emit('connection', stream);
    },
    setExchange: (domain, patch) => mailboxesOf(domain).change(patch),
    setMailbox: (plan) => mailboxesOf(plan.owner).setMailbox(plan),
    unreadOf: (address) => mailboxesOf(address).unreadOf(address),
    setWebServices: (domain, patch) => companyNamed(domain).change(patch),
    setDirectory: (domain, patch) => companyNamed(domain).changeDirectory(patch),
  };
}

interface Site {
  readonly core: LabCore;
  readonly web: Pick<CompanyWeb, 'answer' | 'now'>;
  readonly server: LabServer;
}

function httpServer(site: Site, isSecure: boolean): Server {
  return createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (message, response) => {
    const chunks: Buffer[] = [];
    let length = 0;
    message.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= LONGEST_BODY) chunks.push(chunk);
    });
    message.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      void serve(site, requestFrom(site, message, { body, isSecure, isTooLong: length > LONGEST_BODY }), response);
    });
  });
}

interface Received {
  readonly body: string;
  readonly isSecure: boolean;
  readonly isTooLong: boolean;
}

function requestFrom({ server }: Site, message: IncomingMessage, { body, isSecure, isTooLong }: Received) {
  const target = (message.url ?? '/').slice(0, LONGEST_TARGET);
  const request: WebRequest = {
    method: message.method ?? '',
    target,
    path: pathOf(target),
    headers: message.headers,
    body,
    host: message.headers.host ?? server.name,
    server,
    isSecure,
    connection: message.socket,
  };
  return { request, isTooLong };
}

/** A ticket is judged first: that takes its time, all else is known at once. */
async function serve(
  { core, web, server }: Site,
  { request, isTooLong }: { readonly request: WebRequest; readonly isTooLong: boolean },
  response: ServerResponse,
): Promise<void> {
  const { socket } = response;
  const peer = `${socket?.remoteAddress ?? ''}:${socket?.remotePort ?? 0}`;
  core.log.record({ server: server.name, direction: 'received', peer, raw: headOf(request) });
  const outcome: ReturnType<CompanyWeb['answer']> = isTooLong
    ? { status: 413, contentType: 'text/plain', body: 'Too much.\n' }
    : web.answer({ ...request, ticket: await ticketIn(request, core.acceptTicket) });
  if (outcome === 'silent') return;
  core.log.record({ server: server.name, direction: 'sent', peer, raw: `HTTP/1.1 ${outcome.status}\r\n\r\n` });
  if (outcome.delayMs) await pause(core, outcome.delayMs);
  const date = new Date(web.now(core.faultsOf(server.name))).toUTCString();
  send(response, outcome, { clock: core.clock, more: { Date: date, 'X-MS-Server-Fqdn': server.name } });
}

function pause({ clock }: LabCore, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}

async function ticketIn({ headers, host }: WebRequest, accept: AcceptTicket | undefined) {
  const [scheme, value = ''] = (headers.authorization ?? '').split(' ', 2);
  if (!accept || scheme?.toLowerCase() !== 'negotiate') return undefined;
  return accept(host.replace(/:\d+$/, ''), Buffer.from(value.slice(0, LONGEST_TOKEN), 'base64'));
}

/** Enough to follow what happens; proofs, tickets and keys stay out. */
function headOf({ method, target, headers }: WebRequest): string {
  const lines = [`${method} ${target} HTTP/1.1`];
  for (const name of ['host', 'accept', 'soapaction']) {
    const value = headers[name];
    if (value !== undefined) lines.push(`${name}: ${String(value)}`);
  }
  if (headers.authorization !== undefined)
    lines.push(`authorization: ${headers.authorization.split(' ', 1)[0]} (hidden)`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}

interface Sending {
  readonly clock: LabCore['clock'];
  readonly more: Readonly<Record<string, string>>;
}

function send(response: ServerResponse, answer: WebAnswer, { clock, more }: Sending): void {
  const body = answer.bytes ? Buffer.from(answer.bytes) : Buffer.from(answer.body, 'utf8');
  const length = answer.malice === 'trickle' ? TRICKLED_BYTES : Math.max(body.length, answer.paddedTo ?? 0);
  const own = Object.entries(answer.headers ?? {}).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : [...value],
  ]);
  response.writeHead(answer.status, {
    ...more,
    'Content-Type': answer.contentType,
    ...(answer.malice === 'endless' ? {} : { 'Content-Length': length }),
    'Cache-Control': 'no-store',
    ...Object.fromEntries(own),
  });
  if (answer.malice !== undefined) {
    sendBadly(response, { body, malice: answer.malice, clock });
    return;
  }
  if (answer.paddedTo !== undefined) {
    response.write(body);
    pad(response, answer.paddedTo - body.length);
    return;
  }
  if (!answer.isCut) {
    response.end(body);
    return;
  }
  response.write(body.subarray(0, body.length >> 1), () => response.destroy());
}

/** Nonsense of this length, no faster than the client takes it. */
function pad(response: ServerResponse, length: number): void {
  const chunk = PADDING.subarray(0, Math.max(0, length));
  if (chunk.length === 0) response.end();
  else if (!response.destroyed) response.write(chunk, () => pad(response, length - chunk.length));
}
