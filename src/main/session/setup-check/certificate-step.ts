/** TLS version and certificate of every server, by the examination behind "Check a server". Nothing is sent. Mission D1 to D7, Q3 to Q7. */
import type { Examination, ExaminedAddress } from '../../../shared/model/examination.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { SetupOutcome } from '../../../shared/model/setup-check.ts';
import type { Outcome } from '../../../shared/outcome.ts';
import { mostTelling } from '../../discovery/telling.ts';
import type { NamedServer } from './names-step.ts';
import { failing, found, notReached, type StepContext } from './step.ts';

const mostServers = 8;

/** Looks at a server's certificate: each of its addresses, nothing sent. */
export type Examine = (
  place: { readonly host: string; readonly port: number },
  context: Pick<StepContext, 'tracer' | 'signal'>,
) => Promise<Outcome<Examination>>;

/** Looks at each server that discovery would try, at each of its ports. */
export async function certificateStep(
  examine: Examine,
  servers: readonly NamedServer[],
  context: StepContext,
): Promise<SetupOutcome> {
  const places = placesOf(servers);
  const secured = servers.some((server) => server.isTrusted && server.isInUse);
  if (places.length === 0) return secured ? found('amber', 'certificate-none') : notReached();
  const outcomes = await Promise.all(places.map((place) => examine(place, context)));
  const looks = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
  const connected = looks.flatMap((look) => look.addresses.filter(isConnected).map((examined) => ({ look, examined })));
  return judge(looks, connected);
}

/** By host, in the order of discovery; host records stand at two ports of which one may be closed. */
function placesOf(servers: readonly NamedServer[]): readonly { host: string; port: number }[] {
  const inUse = servers.filter(({ isTrusted, isInUse, transport }) => isTrusted && isInUse && transport === 'tls');
  const all = inUse.flatMap(({ host, ports }) => ports.map((port) => ({ host, port })));
  return all
    .filter((place, index) => all.findIndex(({ host, port }) => host === place.host && port === place.port) === index)
    .slice(0, mostServers);
}

/** That a port takes no connection is the step before's business. */
function isConnected({ failure }: ExaminedAddress): boolean {
  return !failure?.code.startsWith('CONNECT_');
}

function judge(
  looks: readonly Examination[],
  connected: readonly { readonly look: Examination; readonly examined: ExaminedAddress }[],
): SetupOutcome {
  const details = { kind: 'certificate', looks } as const;
  const [first] = connected;
  if (!first) return { ...notReached(), details };
  const good = connected.find(({ examined }) => !examined.failure);
  const failures = connected.flatMap(({ examined }): Failure[] => (examined.failure ? [examined.failure] : []));
  if (!good) return failing('red', mostTelling(failures), details);
  const data = {
    host: good.look.host,
    protocol: good.examined.protocol ?? '',
    count: String(good.examined.sent.length),
    bad: connected.find(({ examined }) => examined.failure)?.examined.peer ?? '',
  };
  const isMixed = failures.length > 0;
  return found(isMixed ? 'amber' : 'green', isMixed ? 'certificate-some' : 'certificate-good', { data, details });
}
