/** What the account's agent and the guest's have in common. */
import type { Clock, Random } from '../../shared/clock.ts';
import type { AppFacts } from '../../shared/model/snapshot.ts';
import type { SipAgent } from '../sip/agent.ts';

export interface AgentBaseOptions {
  readonly app: Pick<AppFacts, 'version'>;
  readonly clock: Clock;
  readonly random: Random;
}

/** The part of an agent's options that is the same for everybody. A server is taken for Microsoft's until it turns out to be a plain one. */
export function agentBase({ app, clock, random }: AgentBaseOptions, known?: SipAgent['dialect']) {
  const dialect = known ?? ('microsoft' as const);
  return { dialect, looksForPlainServers: known === undefined, userAgent: `Offhook/${app.version}`, clock, random };
}
