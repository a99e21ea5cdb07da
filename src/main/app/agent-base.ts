/** What the account's agent and the guest's have in common. */
import type { Clock, Random } from '../../shared/clock.ts';
import type { AppFacts } from '../../shared/model/snapshot.ts';

export interface AgentBaseOptions {
  readonly app: Pick<AppFacts, 'version'>;
  readonly clock: Clock;
  readonly random: Random;
}

/** The part of an agent's options that is the same for everybody. */
export function agentBase({ app, clock, random }: AgentBaseOptions) {
  return { dialect: 'microsoft' as const, userAgent: `Offhook/${app.version}`, clock, random };
}
