/** lyncdiscover: names the servers of a user, to whoever shows a web ticket. [MS-OCDISCWS] 2.2, 3.1.5 */
import { bare } from '../sip/incoming.ts';
import { xml } from '../sip/xml-text.ts';
import type { Company } from '../topologies/topology.ts';
import { discoverOrigin, type HttpsPortOf, PATHS, webOrigin } from './addresses.ts';
import { FOREIGN_ORIGIN } from './descriptions.ts';
import { notFound, queryOf, type WebAnswer, type WebRequest } from './http.ts';
import type { AutodiscoverFault } from './settings.ts';
import type { WebTickets } from './web-tickets.ts';
import { judgeTicket } from './ws-security.ts';

export interface AutodiscoverPlan {
  readonly company: Company;
  readonly tickets: WebTickets;
  /** Milliseconds since 1970, by the server's clock. */
  readonly now: number;
  readonly httpsPortOf: HttpsPortOf;
  readonly tlsPortOf: (name: string) => number;
  /** Where users of another domain of this lab are looked up; undefined for a domain that nobody here knows. */
  readonly companyOf: (domain: string) => Company | undefined;
  readonly fault: AutodiscoverFault | undefined;
}

const XML_TYPE = 'application/vnd.microsoft.rtc.autodiscover+xml';
const ROOT = PATHS.root.toLowerCase();
const DISCOVER_HOST = /^lyncdiscover(internal)?\./i;

/** Whether this request is for autodiscover: by its path, or by the name that only autodiscover has. */
export function isAutodiscover({ path, host }: WebRequest): boolean {
  return path === ROOT || path.startsWith(`${ROOT}/`) || (path === '/' && DISCOVER_HOST.test(host));
}

/** Answers a request for which `isAutodiscover` is true. */
export function answerAutodiscover(plan: AutodiscoverPlan, request: WebRequest): WebAnswer {
  if (request.method !== 'GET' && request.method !== 'HEAD') return { ...notFound(), status: 405 };
  const page = { plan, request, side: request.server.role === 'front-end' ? 'inside' : 'outside' } as const;
  const resource = request.path === '/' ? '' : request.path.slice(ROOT.length);
  if (!request.isSecure) return redirect(page, `${discoverOrigin(plan.company, page.side, plan.httpsPortOf)}/`, 'Root');
  const astray = strayTarget(page, resource);
  if (astray !== undefined) return redirect(page, astray, resource === '/user' ? 'User' : 'Root');
  if (resource === '') return root(page);
  if (resource === '/domain') return document(page, 'Domain', homeLinks(page));
  return resource === '/user' ? user(page) : notFound();
}

interface Page {
  readonly plan: AutodiscoverPlan;
  readonly request: WebRequest;
  readonly side: 'inside' | 'outside';
}

type Link = readonly [token: string, href: string];

/** Where somebody is sent who is in the wrong place, or whom a fault leads astray. */
function strayTarget({ plan, request, side }: Page, resource: string): string | undefined {
  const { fault, company, httpsPortOf } = plan;
  if (fault === 'foreign-redirect') return `${FOREIGN_ORIGIN}${PATHS.root}`;
  if (fault === 'redirect-loop') return `${webOrigin(company, side, httpsPortOf)}${PATHS.root}${resource}`;
  const sipUri = queryOf(request.target, 'sipuri') ?? '';
  const domain = bare(sipUri).split('@')[1];
  if (resource !== '' || domain === undefined || domain === company.domain) return undefined;
  const home = plan.companyOf(domain);
  return home && `${discoverOrigin(home, 'outside', httpsPortOf)}/?sipuri=${encodeURIComponent(sipUri)}`;
}

function root(page: Page): WebAnswer {
  const { plan, side } = page;
  const base = `${webOrigin(plan.company, side, plan.httpsPortOf)}${PATHS.root}`;
  if (wantsJson(page.request)) {
    return json({ self: base, user: `${base}/oauth/user`, xframe: `${base}/xframe` });
  }
  const links: Link[] = [
    ['Domain', `${base}/domain`],
    ['User', `${base}/user`],
  ];
  return document(page, 'Root', plan.fault === 'no-links' ? [] : links);
}

function user(page: Page): WebAnswer {
  const { plan, request, side } = page;
  const origin = webOrigin(plan.company, side, plan.httpsPortOf);
  const ticket = ticketIn(request);
  const verdict = ticket === undefined ? undefined : judgeTicket(plan.tickets, ticket, plan.now);
  if (!verdict?.ok) {
    const headers: Record<string, string> = { 'X-MS-WebTicketURL': `${origin}${PATHS.tickets}` };
    if (verdict) {
      const { errorId, reason, code } = verdict.refusal;
      headers['X-Ms-diagnostics'] =
        `${errorId};source="${plan.company.reported.frontEnd}";reason="${reason}";faultcode="${code}"`;
    }
    return { status: 401, contentType: 'text/html', body: '', headers };
  }
  if (plan.fault === 'unknown-user') return { status: 404, contentType: 'text/html', body: '' };
  if (wantsJson(request))
    return json({ self: `${origin}${PATHS.root}/user`, applications: `${origin}/ucwa/v1/applications` });
  return document(page, 'User', homeLinks(page), plan.fault === 'no-servers' ? '' : sipServers(plan));
}

function homeLinks({ plan: { company, httpsPortOf } }: Page): Link[] {
  const inside = webOrigin(company, 'inside', httpsPortOf);
  const outside = webOrigin(company, 'outside', httpsPortOf);
  return [
    ['Internal/Autodiscover', `${inside}${PATHS.root}`],
    ['External/Autodiscover', `${outside}${PATHS.root}`],
    ['Internal/AuthBroker', `${inside}/Reach/sip.svc`],
    ['External/AuthBroker', `${outside}/Reach/sip.svc`],
    ['Internal/WebScheduler', `${inside}/Scheduler`],
    ['External/WebScheduler', `${outside}/Scheduler`],
  ];
}

/** Where servers and clients speak SIP, by the ports that could be had here. */
function sipServers({ company, tlsPortOf }: AutodiscoverPlan): string {
  const access = (name: string, fqdn: string) => `<${name} fqdn="${fqdn}" port="${tlsPortOf(fqdn)}"/>`;
  return [
    access('SipServerInternalAccess', company.frontEnd.name),
    access('SipClientInternalAccess', company.frontEnd.name),
    access('SipServerExternalAccess', company.edge.name),
    access('SipClientExternalAccess', company.edge.name),
  ].join('');
}

function redirect(page: Page, href: string, resource: 'Root' | 'User'): WebAnswer {
  return wantsJson(page.request) ? json({ redirect: href }) : document(page, resource, [['Redirect', href]]);
}

function document({ side }: Page, resource: string, links: readonly Link[], before = ''): WebAnswer {
  const location = side === 'inside' ? 'Internal' : 'External';
  const listed = links.map(([token, href]) => `<Link token="${token}" href="${xml(href)}"/>`).join('');
  const body = [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<AutodiscoverResponse xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" AccessLocation="${location}">`,
    `<${resource}>${before}${listed}</${resource}></AutodiscoverResponse>`,
  ];
  return { status: 200, contentType: `${XML_TYPE}; v=1`, body: body.join('') };
}

function json(links: Readonly<Record<string, string>>): WebAnswer {
  const named = Object.entries(links).map(([token, href]) => [token, { href }]);
  const body = JSON.stringify({ _links: Object.fromEntries(named) });
  return { status: 200, contentType: 'application/json; charset=utf-8', body };
}

/** XML for those who name it; JSON is what everybody else gets, as from the real servers. */
function wantsJson({ headers }: WebRequest): boolean {
  return !(headers.accept ?? '').toLowerCase().includes(XML_TYPE);
}

/** `X-MS-WebTicket: opaque=` and the assertion in base64. */
function ticketIn({ headers }: WebRequest): string | undefined {
  const value = [headers['x-ms-webticket'] ?? []].flat().join();
  const opaque = /^\s*opaque\s*=\s*"?([A-Za-z0-9+/=]{1,20000})"?\s*$/i.exec(value)?.[1];
  return opaque === undefined ? undefined : Buffer.from(opaque, 'base64').toString('utf8');
}
