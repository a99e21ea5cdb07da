/** "Can I join?" put together: the guest's way, without the guest. */
import type { Clock } from '../../shared/clock.ts';
import { createJoinCheck, type JoinCheckService } from '../session/join-check/join-check.ts';
import { policyFor } from '../session/sign-in/attempt.ts';
import type { ManagedPolicy } from '../store/managed.ts';
import { guestRefusalOf } from '../store/managed-settings.ts';
import type { SettingsStore } from '../store/settings.ts';
import type { Tracing } from '../trace/tracing.ts';
import { fetchMeetPage } from '../web/meet-page-client.ts';
import type { NetworkParts } from './build-network.ts';

export interface JoinCheckOptions {
  readonly clock: Clock;
  readonly settings: SettingsStore;
  readonly managed: ManagedPolicy;
  readonly tracing: Tracing;
}

/** Builds the service; nothing happens before somebody asks. */
export function buildJoinCheck(
  { clock, settings, managed, tracing }: JoinCheckOptions,
  net: Pick<NetworkParts, 'finder' | 'resolver' | 'onDiscovery' | 'secureConnect'>,
): JoinCheckService {
  return createJoinCheck({
    ...net,
    clock,
    tracer: tracing.tracer,
    policyFor: (domain) => policyFor(settings.get(), domain, false),
    guestRefusal: (domain) => guestRefusalOf(managed, domain, clock.wall()),
    async resolvePage(url, context) {
      const page = await fetchMeetPage(url, { ...context, connect: net.secureConnect, clock });
      return page.ok ? { ok: true, value: page.value.link.organizerDomain.toLowerCase() } : page;
    },
  });
}
