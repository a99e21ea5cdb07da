/** A meeting's content joined with whom it may speak to, and with what the company allows. */
import { domainToASCII } from 'node:url';
import { isTrustedWebHost } from '../../protocol/discovery/web-trust.ts';
import { addressOf } from '../../protocol/sip/uri.ts';
import type { Clock } from '../../shared/clock.ts';
import { reasonInMeeting } from '../../shared/model/meeting-parts.ts';
import type { ContentService } from '../session/content/content-api.ts';
import { createContentService } from '../session/content/content-service.ts';
import { policyFor } from '../session/sign-in/attempt.ts';
import type { SettingsStore } from '../store/settings.ts';
import type { StateStore } from '../store/state.ts';
import type { Tracing } from '../trace/tracing.ts';
import type { NetworkParts } from './build-network.ts';

export interface ContentOptions {
  readonly clock: Clock;
  readonly settings: SettingsStore;
  readonly tracing: Tracing;
}

/** Builds the service; nothing happens before one is in a meeting. */
export function wireContent(
  { clock, settings, tracing }: ContentOptions,
  { net, state }: { readonly net: Pick<NetworkParts, 'secureConnect'>; readonly state: StateStore },
): ContentService {
  return createContentService({
    state,
    clock,
    tracer: tracing.tracer,
    connect: net.secureConnect,
    // The organizer's company answers for its own names, whoever told them.
    isTrusted(host, { focusUri }) {
      const organizer = addressOf(focusUri);
      const domain = organizer.slice(organizer.lastIndexOf('@') + 1);
      const { strictNames, trustedNames } = policyFor(settings.get(), domain, false);
      const rule = { strict: strictNames, trusted: trustedNames };
      return isTrustedWebHost(host, { domain, rule }, domainToASCII);
    },
    forbidden: (feature) => reasonInMeeting(state.get(), feature),
  });
}
