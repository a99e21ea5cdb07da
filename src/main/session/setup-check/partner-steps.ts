/** How other companies find this one, and whether this computer reaches one of them. Mission B15 to B17, I14 */
import { domainToASCII } from 'node:url';
import { isTrustedName } from '../../../protocol/discovery/name-trust.ts';
import { type JoinCheck, standingOf } from '../../../shared/model/join-check.ts';
import type { SetupOutcome } from '../../../shared/model/setup-check.ts';
import type { Outcome } from '../../../shared/outcome.ts';
import { offeredIn } from '../../discovery/candidate.ts';
import type { FindPolicy } from '../../discovery/finder.ts';
import type { Resolver } from '../../discovery/resolver.ts';
import { lookupsFor, nameAnswer } from './names-step.ts';
import { failing, found, type StepContext } from './step.ts';

/** The two records by which partners find the person's own company. */
export async function partnersStep(
  { resolver, policy }: { readonly resolver: Resolver; readonly policy: FindPolicy },
  context: StepContext,
): Promise<SetupOutcome> {
  const { domain } = context;
  const lookups = lookupsFor(resolver, context);
  const [federation] = await Promise.all([
    lookups.ask(`_sipfederationtls._tcp.${domain}`, 'SRV'),
    lookups.ask(`_xmpp-server._tcp.${domain}`, 'SRV'),
  ]);
  const rule = { strict: policy.strictNames, trusted: policy.trustedNames };
  const isTrusted = (host: string) => isTrustedName(host, domain, rule, domainToASCII);
  const names = lookups.report().lookups.map((lookup) => nameAnswer(lookup, isTrusted));
  const told = { data: { domain }, details: { kind: 'names', names } } as const;
  if (offeredIn(federation).length > 0) return found('green', 'partners-published', told);
  const isMissing = standingOf({ ...federation, verdict: 'no-answer' }) === 'missing';
  return found('amber', isMissing ? 'partners-unpublished' : 'partners-unknown', told);
}

/** "Can I join?", asked once. */
export interface AskJoin {
  check(text: string): Promise<Outcome<JoinCheck>>;
  close(): void;
}

/** Whether a guest of this computer gets to the edge of another company. `text`: its domain, an address there, or a link. */
export async function partnerStep(ask: AskJoin, text: string, { signal }: StepContext): Promise<SetupOutcome> {
  if (text.trim() === '') return found('skipped', 'partner-not-asked');
  const end = () => ask.close();
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  try {
    const outcome = await ask.check(text);
    return outcome.ok ? judge(outcome.value) : failing('red', outcome.failure);
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}

function judge(check: JoinCheck): SetupOutcome {
  const details = { kind: 'partner', check } as const;
  const missed = check.requirements.find(({ verdict }) => verdict === 'not-met')?.failure;
  if (missed) return failing('red', missed, details);
  const data = { domain: check.domain, server: check.requirements.find(({ server }) => server)?.server ?? '' };
  const told = { data, details };
  const federation = check.records.find(({ kind }) => kind === 'federation');
  switch (federation ? standingOf(federation.lookup) : 'unknown') {
    case 'there':
      return found('green', 'partner-ready', told);
    case 'missing':
      return found('amber', 'partner-unlisted', told);
    case 'unknown':
      return found('amber', 'partners-unknown', told);
  }
}
