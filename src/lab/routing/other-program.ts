/** Rules for calls that another program of a person's publishes, as a tester writes them. Protocol notes 9.7 */
import type { PresenceService } from '../presence/presence-service.ts';
import { rootOf } from '../sip/xml-read.ts';
import { elementXml } from '../sip/xml-text.ts';

/** Where clients publish the general rules. */
const CONTAINERS = [0, 100, 200, 300, 400] as const;
const COLLEAGUES = 200;
const PROGRAM_EPID = '0ther00002';

/** Publishes a document for whoever calls; an empty one takes the rules away. Throws for what is no XML. */
export function publishRouting(
  presence: PresenceService,
  address: string,
  { document, how }: { readonly document: string; readonly how: 'silently' | undefined },
): void {
  const content = document === '' ? undefined : rootOf(document);
  if (document !== '' && !content) throw new Error('The rules are no XML');
  const held = presence.ownState(address).publications;
  const wishes = CONTAINERS.map((container) => {
    const before = held.find(
      (each) => each.category === 'routing' && each.instance === 0 && each.container === container,
    );
    return {
      category: 'routing',
      instance: 0,
      container,
      version: before?.version ?? 0,
      expireType: 'static',
      content,
    };
  });
  presence.publish(address, wishes, PROGRAM_EPID);
  if (how !== 'silently') presence.announce(address);
}

/** The rules that colleagues' calls follow; '' for none. */
export function routingText(presence: PresenceService, address: string): string {
  const found = presence
    .ownState(address)
    .publications.find(
      ({ category, instance, container }) => category === 'routing' && instance === 0 && container === COLLEAGUES,
    );
  return found ? elementXml(found.content) : '';
}
