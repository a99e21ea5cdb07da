/**
 * Where somebody's mailbox is served. The places are asked one after the other, over https alone, and the password goes to names that the
 * rule trusts. [MS-OXDISCO] 3.1.5, [MS-OXDSCLI] 3.1.5
 */
import { type MailboxUrls, readAutodiscover } from '../../protocol/exchange/read-autodiscover.ts';
import { writeAutodiscover } from '../../protocol/exchange/write-autodiscover.ts';
import type { Failure } from '../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import { asExchange, codeOfStatus, isFinalRefusal } from './exchange-failure.ts';
import { sendSignedIn, type WebLogin } from './http-login.ts';
import type { WebPlace } from './secure-connect.ts';
import { blameClock } from './service-failure.ts';
import type { WebAnswer, WebVisit } from './web-visit.ts';

export interface DiscoverOptions {
  /** `user@domain` */
  readonly address: string;
  readonly login: WebLogin;
  readonly visit: WebVisit;
  /** Where a host sends everybody on to who asks it in clear text; undefined when nowhere. Names nobody. */
  readonly redirectInClear: (host: string) => Promise<string | undefined>;
  /** The targets of a service record, best first. */
  readonly servicesOf: (name: string) => Promise<readonly WebPlace[]>;
}

const path = '/autodiscover/autodiscover.xml';
/** Redirects and other addresses together, for one place. */
const mostHops = 5;
const mostServices = 3;

/**
 * Asks `autodiscover.<domain>`, where that leads to in clear text, the service record, and the domain itself. Failures: EXCHANGE_*,
 * CERTIFICATE_* (data: place), WEB_REDIRECT_UNTRUSTED (data: host), CLOCK_OFF. A refused sign-in ends it: what one server refuses is not
 * tried at the next.
 */
export async function findMailbox(options: DiscoverOptions): Promise<Outcome<MailboxUrls>> {
  const failures: Failure[] = [];
  for (const place of placesFor(options)) {
    for (const url of await place()) {
      const outcome = await askAt(url, options);
      if (outcome.ok || isFinal(outcome.failure)) return outcome;
      failures.push(outcome.failure);
    }
  }
  const told = mostTelling(failures);
  return told ? failed(told) : notFound(options, 'no place to ask leads anywhere');
}

type Place = () => Promise<readonly string[]>;

function placesFor({ address, redirectInClear, servicesOf }: DiscoverOptions): readonly Place[] {
  const domain = domainOf(address);
  const host = `autodiscover.${domain}`;
  return [
    async () => [`https://${host}${path}`],
    async () => {
      const url = await redirectInClear(host);
      return url === undefined ? [] : [url];
    },
    async () => {
      const services = await servicesOf(`_autodiscover._tcp.${domain}`);
      return services.slice(0, mostServices).map((service) => `https://${service.host}:${service.port}${path}`);
    },
    async () => [`https://${domain}${path}`],
  ];
}

async function askAt(first: string, options: DiscoverOptions): Promise<Outcome<MailboxUrls>> {
  const { visit } = options;
  let url = first;
  let { address } = options;
  for (let hop = 0; hop <= mostHops; hop += 1) {
    const answer = await post(url, address, options);
    const step = answer.ok ? readStep(answer.value, { ...options, address }) : answer;
    if (!step.ok) return failed(asExchange(step.failure, url));
    if ('urls' in step.value) return done(step.value.urls);
    address = step.value.address ?? address;
    url = step.value.url;
  }
  return visit.fail('EXCHANGE_UNREADABLE', url, `more than ${mostHops} redirects`);
}

/** Servers under load refuse once and take the same question the next time. */
async function post(url: string, address: string, { visit, login }: DiscoverOptions): Promise<Outcome<WebAnswer>> {
  const headers = { 'Content-Type': 'text/xml; charset=utf-8' };
  const request = { method: 'POST', url, headers, body: writeAutodiscover(address) } as const;
  const first = await sendSignedIn(visit, request, login, []);
  const answer = first.ok && first.value.status === 403 ? await sendSignedIn(visit, request, login, []) : first;
  return answer.ok ? answer : blameClock(answer, visit.skewMs);
}

type Step = { readonly urls: MailboxUrls } | { readonly url: string; readonly address?: string };

function readStep(answer: WebAnswer, options: DiscoverOptions): Outcome<Step> {
  const { visit } = options;
  const { status, url, headers } = answer;
  const location = headers.location?.[0] ?? '';
  // The question is repeated there as it is: no browser's rule of turning it into a GET. [MS-OXDSCLI] 3.1.5.2
  if (status >= 301 && status <= 303 && URL.canParse(location, url)) return done({ url: new URL(location, url).href });
  if (status !== 200) return visit.fail(codeOfStatus(status), url, `HTTP ${status}`);
  const reading = readAutodiscover(answer.text);
  switch (reading.kind) {
    case 'urls':
      return done({ urls: reading.urls });
    case 'redirect':
      return done({ url: reading.url });
    case 'address':
      return elsewhere(reading.address, url, options);
    case 'refused':
      return notFound(options, reading.code === undefined ? reading.text : `${reading.code}: ${reading.text}`);
    case 'unreadable':
      return visit.fail('EXCHANGE_UNREADABLE', url, reading.problem);
  }
}

/** Another address of the same company is asked for at the same place. */
function elsewhere(address: string, url: string, { visit, address: own }: DiscoverOptions): Outcome<Step> {
  if (!/^[^\s@<>"]{1,128}@[a-z0-9.-]{1,253}$/i.test(address)) {
    return visit.fail('EXCHANGE_UNREADABLE', url, 'leads to an address that is none');
  }
  const domain = domainOf(address);
  return done({ address, url: domain === domainOf(own) ? url : `https://autodiscover.${domain}${path}` });
}

/** The domain's own web server is often somebody else's, and says nothing about the mailbox unless it answers. */
function mostTelling(failures: readonly Failure[]): Failure | undefined {
  const told = failures.slice(0, -1).filter(({ detail }) => !detail?.startsWith('HOST_WITHOUT_ADDRESS'));
  const rank = ({ code }: Failure) => order.findIndex((pattern) => pattern.test(code));
  return told.reduce<Failure | undefined>((best, next) => (!best || rank(next) < rank(best) ? next : best), undefined);
}

const order = [/^CERTIFICATE_/, /^WEB_REDIRECT_UNTRUSTED$/, /^EXCHANGE_UNREADABLE$/, /./] as const;

function isFinal(failure: Failure): boolean {
  return isFinalRefusal(failure) || failure.code === 'EXCHANGE_NOT_FOUND';
}

function notFound({ address, visit }: DiscoverOptions, detail: string): Outcome<never> {
  const domain = domainOf(address);
  return visit.fail('EXCHANGE_NOT_FOUND', '', detail, { server: domain, data: { domain } });
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
