/** Who answers in the simulated telephone network. */
import type { PartyPlan } from '../calls/plans.ts';

const silent = { sound: 'silence', answers: 'never' } as const;

/** Gateways say what the network said, and that they say it. [MS-OCER] 10000 to 12999 */
function fromGateway(status: number, reason: string, source: string): PartyPlan {
  const diagnostics = `${10_000 + status};source="${source}";reason="Gateway responded with ${status} ${reason}"`;
  return { ...silent, refusal: { status, reason, headers: [['ms-diagnostics', diagnostics]] } };
}

/** The emergency numbers of the topology's dial plans: a tape answers. */
const emergencies: ReadonlySet<string> = new Set(['+999', '+112', '+911']);

/** What becomes of a number: some do something special, all others ring and answer. */
export function planForNumber(number: string, source: string): PartyPlan {
  if (emergencies.has(number)) return { sound: 'announcement', answers: 'at-once' };
  switch (number) {
    case '+14255550100':
      return { sound: 'echo', answers: 'early' };
    case '+14255550101':
      return { sound: 'announcement', answers: 'early' };
    case '+14255550102':
      return fromGateway(486, 'Busy Here', source);
    case '+14255550103':
      return fromGateway(404, 'Not Found', source);
    case '+14255550104':
      return silent;
    case '+14255550105':
      return { sound: 'announcement', answers: 'early-only' };
    case '+14255550106':
      return fromGateway(503, 'Service Unavailable', source);
    case '+14255550107':
      return { sound: 'voicemail', answers: 'at-once' };
    default:
      return { sound: 'music', answers: 'early' };
  }
}
