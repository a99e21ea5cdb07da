/** Call forwarding joined with what it needs: the dial plan says what a number is, presence publishes. */
import type { DialResult } from '../../shared/model/dial-plan.ts';
import {
  type CallForwardingDependencies,
  type CallForwardingService,
  createCallForwardingService,
} from '../session/call-forwarding/call-forwarding-service.ts';
import { targetOf } from '../session/calls/target.ts';
import type { PresenceService } from '../session/presence/presence-service.ts';

type Needs = Pick<CallForwardingDependencies, 'state' | 'tracer' | 'clock'>;

/** Builds the service; it hears by itself what the server tells of the person. */
export function wireForwarding(
  deps: Needs,
  presence: Pick<PresenceService, 'publishRouting' | 'onSelf'>,
  dial: (typed: string) => DialResult,
): CallForwardingService {
  const forwarding = createCallForwardingService({
    ...deps,
    publish: (wishes) => presence.publishRouting(wishes),
    find(typed) {
      const target = targetOf(typed, dial);
      if (!target) return undefined;
      const { uri, number } = target.peer;
      return {
        kind: 'address',
        ...(number === undefined ? { uri } : { uri: target.uri, number }),
        ...(target.isEmergency ? { isEmergency: true } : {}),
      };
    },
  });
  presence.onSelf((text) => forwarding.learnSelf(text));
  return forwarding;
}
