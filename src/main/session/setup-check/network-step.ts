/** The interface that connections go through, and why not through the others. Mission F3, F4. */
import type { NetworkState } from '../../../shared/model/network.ts';
import type { SetupOutcome } from '../../../shared/model/setup-check.ts';
import { failing, found } from './step.ts';

/** `isInLab`: everything is on this computer, whatever its interfaces are. */
export function judgeNetwork(
  { interfaces, dnsServers }: NetworkState,
  { isInLab, at }: { readonly isInLab: boolean; readonly at: number },
): SetupOutcome {
  const details = { kind: 'network', interfaces, dnsServers } as const;
  if (isInLab) return found('green', 'network-lab', { details });
  const chosen = interfaces.find((one) => one.chosen);
  if (chosen) {
    const data = { name: chosen.name, address: chosen.addresses[0] ?? '' };
    return found('green', 'network-chosen', { data, details });
  }
  const usable = interfaces.filter((one) => one.usable);
  if (usable.length === 0) return failing('red', { code: 'NO_NETWORK', at }, details);
  const data = { names: usable.map(({ name }) => name).join(', ') };
  return found('green', 'network-by-system', { data, details });
}
