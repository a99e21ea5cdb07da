/** The web services of a company as far as anybody may ask them: lyncdiscover, a meeting's page, the service for certificates. Mission B5, C-43 */
import { domainToASCII } from 'node:url';
import { isTrustedWebHost } from '../../../protocol/discovery/web-trust.ts';
import type { SetupOutcome, WebLook } from '../../../shared/model/setup-check.ts';
import type { Outcome } from '../../../shared/outcome.ts';
import type { FindPolicy } from '../../discovery/finder.ts';
import { findUserAddress } from '../../web/lyncdiscover.ts';
import { fetchMeetPage } from '../../web/meet-page-client.ts';
import type { PlainConnect, SecureConnect } from '../../web/secure-connect.ts';
import { readWebUrl } from '../../web/web-url.ts';
import { WebVisit } from '../../web/web-visit.ts';
import type { Server } from './server-step.ts';
import { failing, found, type StepContext, timed } from './step.ts';

export interface WebDependencies {
  readonly connect: SecureConnect;
  readonly connectPlain: PlainConnect;
  readonly policy: FindPolicy;
}

export interface WebInput {
  /** Names of lyncdiscover that lead to an address. */
  readonly webNames: readonly string[];
  /** Done when the server has answered, or nobody found it. */
  readonly server: Promise<Server>;
}

/** Asks all of them at the same time; the service for certificates as soon as the server has named it. */
export async function webStep(deps: WebDependencies, input: WebInput, context: StepContext): Promise<SetupOutcome> {
  const [lyncdiscover, page, server] = await Promise.all([
    Promise.all(input.webNames.map((name) => askLyncdiscover(name, deps, context))),
    askMeetingPage(deps, context),
    input.server,
  ]);
  const certificates = server.stsUri ? [await askCertificates(server.stsUri, server, deps, context)] : [];
  const absent: WebLook = {
    kind: 'lyncdiscover',
    host: `lyncdiscover.${context.domain}`,
    durationMs: 0,
    isAbsent: true,
  };
  const looks = [...(lyncdiscover.length > 0 ? lyncdiscover : [absent]), page, ...certificates];
  return judge(looks, server, context.domain);
}

async function askLyncdiscover(name: string, deps: WebDependencies, context: StepContext): Promise<WebLook> {
  const isTrusted = (host: string) => mayBeAsked(host, undefined, deps, context);
  const { value, durationMs } = await timed(context.clock, () =>
    findUserAddress(name, { ...deps, isTrusted, address: context.address, clock: context.clock }, narrow(context)),
  );
  return { kind: 'lyncdiscover', host: name, durationMs, ...failureIn(value) };
}

/** A page nobody made: a company's meeting server says of it that there is no such meeting, which is as good an answer as any. */
async function askMeetingPage(deps: WebDependencies, context: StepContext): Promise<WebLook> {
  const host = `meet.${context.domain}`;
  const { value, durationMs } = await timed(context.clock, () =>
    fetchMeetPage(`https://${host}/setup.check/00000000`, { connect: deps.connect, ...narrow(context) }),
  );
  const look = { kind: 'meeting-page', host, durationMs } as const;
  if (value.ok || value.failure.code === 'CONFERENCE_NOT_FOUND') return look;
  if (value.failure.detail?.startsWith('HOST_WITHOUT_ADDRESS')) return { ...look, isAbsent: true };
  return { ...look, failure: value.failure };
}

/** Its description, which is open to all. */
async function askCertificates(
  stsUri: string,
  server: Server,
  deps: WebDependencies,
  context: StepContext,
): Promise<WebLook> {
  const isTrusted = (host: string) => mayBeAsked(host, server, deps, context);
  const visit = new WebVisit({ ...narrow(context), connect: deps.connect, isTrusted });
  try {
    const { value, durationMs } = await timed(context.clock, async () => {
      const answer = await visit.send({ method: 'GET', url: `${stsUri.replace(/\/mex$/, '')}/mex` });
      if (!answer.ok || answer.value.status === 200) return answer;
      return visit.fail('WEB_SERVICE_UNREADABLE', stsUri, `HTTP ${answer.value.status}`);
    });
    const host = readWebUrl(stsUri)?.host ?? '';
    return { kind: 'certificates', host, durationMs, ...failureIn(value) };
  } finally {
    visit.close();
  }
}

/** What others are handed must not hold what they would take for something else. */
function narrow({ clock, signal, tracer }: StepContext) {
  return { clock, signal, tracer };
}

function failureIn(outcome: Outcome<unknown>): Pick<WebLook, 'failure'> {
  return outcome.ok ? {} : { failure: outcome.failure };
}

function mayBeAsked(host: string, server: Server | undefined, { policy }: WebDependencies, { domain }: StepContext) {
  const rule = { strict: policy.strictNames, trusted: policy.trustedNames };
  const own = server?.answer?.server.replace(/:\d+$/, '');
  return isTrustedWebHost(host, { domain, rule, ...(own ? { server: own } : {}) }, domainToASCII);
}

/** Nothing of it keeps anybody from signing in, unless certificates are the only way in and their service is not there. */
function judge(looks: readonly WebLook[], { answer }: Server, domain: string): SetupOutcome {
  const details = { kind: 'web', looks } as const;
  const of = (kind: WebLook['kind']) => looks.filter((look) => look.kind === kind);
  const needed = of('certificates').find(({ failure }) => failure)?.failure;
  const isOnlyWay = answer?.known.every((scheme) => scheme.toUpperCase() === 'TLS-DSK') === true;
  if (needed) return failing(isOnlyWay ? 'red' : 'amber', needed, details);
  const works = (look: WebLook) => !look.failure && !look.isAbsent;
  // A second name that does not answer is no trouble; one that answers with a bad certificate is.
  const isTrouble = ({ kind, failure }: WebLook) => failure?.code.startsWith('CERTIFICATE_') || !of(kind).some(works);
  const broken = looks.find((look) => look.failure && isTrouble(look))?.failure;
  if (broken) return failing('amber', broken, details);
  const data = { domain, host: of('lyncdiscover').find(works)?.host ?? '', page: `meet.${domain}` };
  const hasDiscover = of('lyncdiscover').some(works);
  const hasPage = of('meeting-page').some(works);
  if (hasDiscover && hasPage) return found('green', 'web-ready', { data, details });
  if (hasDiscover) return found('amber', 'web-no-page', { data, details });
  return found('amber', hasPage ? 'web-no-lyncdiscover' : 'web-none', { data, details });
}
