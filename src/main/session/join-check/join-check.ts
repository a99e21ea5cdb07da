/** "Can I join?": the four requirements of a guest's join, tried without joining (mission B15, I14). */
import { readMeetingLink } from '../../../protocol/links/meeting-link.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type {
  JoinCheck,
  JoinRequirement,
  PartnerRecord,
  RequirementVerdict,
} from '../../../shared/model/join-check.ts';
import type { DiscoveryReport, DnsLookup } from '../../../shared/model/network.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import { offeredIn } from '../../discovery/candidate.ts';
import type { FindPolicy, Found, ServerFinder } from '../../discovery/finder.ts';
import type { DnsAnswer, Resolver } from '../../discovery/resolver.ts';
import type { Tracer } from '../../trace/tracer.ts';

/** From question to verdict; the finder has limits of its own, and they add up. */
const limitMs = 30_000;

/** One label and one more at least, in ASCII: what can be asked of a name server. */
const DOMAIN = /^(?=.{4,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/;

export interface JoinCheckDependencies {
  readonly clock: Clock;
  readonly finder: Pick<ServerFinder, 'find'>;
  readonly resolver: Resolver;
  readonly tracer: Tracer;
  readonly policyFor: (domain: string) => FindPolicy;
  /** Why nobody may be a guest in the meetings of a domain, if so: GUEST_DOMAIN_BLOCKED. */
  readonly guestRefusal: (domain: string) => Failure | undefined;
  readonly onDiscovery: (report: DiscoveryReport) => void;
  /** Asks a meeting's page for the organiser's domain. */
  readonly resolvePage: (url: string, context: { signal: AbortSignal; tracer: Tracer }) => Promise<Outcome<string>>;
}

export interface JoinCheckService {
  /** The verdicts. Failures: as `meeting.check` tells. */
  check(text: string): Promise<Outcome<JoinCheck>>;
  /** Ends what runs. */
  close(): void;
}

/** Nothing happens before check(); each runs by itself and leaves nothing open. */
export function createJoinCheck(deps: JoinCheckDependencies): JoinCheckService {
  const closing = new AbortController();
  let count = 0;
  return {
    async check(text) {
      count += 1;
      const limit = new AbortController();
      const stop = deps.clock.after(limitMs, () => limit.abort());
      const context = {
        signal: AbortSignal.any([closing.signal, limit.signal]),
        tracer: deps.tracer.for(`check-${count}`),
      };
      try {
        const domain = await domainIn(deps, text, context);
        if (!domain.ok) return domain;
        const refusal = deps.guestRefusal(domain.value);
        return refusal ? failed(refusal) : done(await checkDomain(deps, domain.value, context));
      } finally {
        stop();
      }
    },
    close: () => closing.abort(),
  };
}

interface Context {
  readonly signal: AbortSignal;
  readonly tracer: Tracer;
}

/** Whose edge it is about: of the link, of the page behind it, or as typed. */
async function domainIn(deps: JoinCheckDependencies, text: string, context: Context): Promise<Outcome<string>> {
  const typed = text.trim().toLowerCase().replace(/\.$/, '');
  const plain = typed.slice(typed.lastIndexOf('@') + 1);
  if (DOMAIN.test(plain) && !/[\s/:;]/.test(typed)) return done(plain);
  const reading = readMeetingLink(text);
  if (reading.kind === 'meeting') return done(reading.link.organizerDomain.toLowerCase());
  if (reading.kind === 'page') return deps.resolvePage(reading.page.url, context);
  const { problem } = reading;
  return failed({ code: 'LINK_INVALID', data: { problem }, detail: problem, at: deps.clock.wall() });
}

async function checkDomain(deps: JoinCheckDependencies, domain: string, context: Context): Promise<JoinCheck> {
  const [found, federation, xmpp] = await Promise.all([
    deps.finder.find({
      ...context,
      domain,
      purpose: 'guest-join',
      policy: deps.policyFor(domain),
      onProgress: (progress) => progress.kind === 'lookups' && deps.onDiscovery(progress.report),
    }),
    record(deps, { kind: 'federation', name: `_sipfederationtls._tcp.${domain}` }, context),
    record(deps, { kind: 'xmpp', name: `_xmpp-server._tcp.${domain}` }, context),
  ]);
  if (found.ok) found.value.flow.close();
  return { domain, at: deps.clock.wall(), requirements: verdicts(found), records: [federation, xmpp] };
}

const inOrder: readonly JoinRequirement[] = ['names', 'reach', 'trust', 'client'];

function verdicts(found: Outcome<Found>): readonly RequirementVerdict[] {
  if (found.ok) {
    const { host, port } = found.value.target;
    const server = `${host}:${port}`;
    return inOrder.map((requirement) => ({
      requirement,
      verdict: 'met',
      ...(requirement === 'client' ? {} : { server }),
    }));
  }
  const { failure } = found;
  const missed = inOrder.indexOf(requirementOf(failure));
  return inOrder.map((requirement, place) => {
    if (place === missed) return { requirement, verdict: 'not-met', failure };
    // That this program goes on as a guest is so whatever the network does.
    return { requirement, verdict: place < missed || requirement === 'client' ? 'met' : 'unknown' };
  });
}

/** What a failure of finding the edge stands for. A name that is not trusted was found, and nobody connected to it. */
function requirementOf({ code }: Failure): JoinRequirement {
  if (/^(DOMAIN_UNKNOWN|DNS_|HOST_WITHOUT_ADDRESS|ADDRESS_INVALID)/.test(code)) return 'names';
  return /^(CERTIFICATE_|TLS_|SERVER_NAME_UNTRUSTED)/.test(code) ? 'trust' : 'reach';
}

async function record(
  { resolver }: JoinCheckDependencies,
  { kind, name }: { readonly kind: PartnerRecord['kind']; readonly name: string },
  { signal, tracer }: Context,
): Promise<PartnerRecord> {
  tracer.record({ kind: 'dns-query', name, type: 'SRV' });
  const answer = await resolver.ask(name, 'SRV', signal);
  const lookup = lookupOf(name, answer);
  const { outcome, answers, durationMs } = lookup;
  tracer.record({ kind: 'dns-answer', name, type: 'SRV', outcome, answers, durationMs });
  return { kind, lookup };
}

function lookupOf(name: string, answer: DnsAnswer): DnsLookup {
  const { outcome, srv, durationMs } = answer;
  const answers = srv.map(({ target, port }) => `${target}:${port}`);
  const verdict = offeredIn(answer).length > 0 ? 'used' : 'no-answer';
  return { name, type: 'SRV', outcome, answers, durationMs, verdict };
}
