/** "Can I join?" put together: the guest's way, without the guest. */
import type { Clock } from '../../shared/clock.ts';
import { createJoinCheck, type JoinCheckService } from '../session/join-check/join-check.ts';
import { policyFor } from '../session/sign-in/attempt.ts';
import type { SettingsStore } from '../store/settings.ts';
import type { Tracing } from '../trace/tracing.ts';
import { fetchMeetPage } from '../web/meet-page-client.ts';
import type { NetworkParts } from './build-network.ts';

/** Builds the service; nothing happens before somebody asks. */
export function buildJoinCheck(
  { clock, settings, tracing }: { readonly clock: Clock; readonly settings: SettingsStore; readonly tracing: Tracing },
  net: Pick<NetworkParts, 'finder' | 'resolver' | 'onDiscovery' | 'secureConnect'>,
): JoinCheckService {
  return createJoinCheck({
    ...net,
    clock,
    tracer: tracing.tracer,
    policyFor: (domain) => policyFor(settings.get(), domain, false),
    async resolvePage(url, context) {
      const page = await fetchMeetPage(url, { ...context, connect: net.secureConnect, clock });
      return page.ok ? { ok: true, value: page.value.link.organizerDomain.toLowerCase() } : page;
    },
  });
}
