/** What somebody's devices can do, all together, as their server sums it up. [MS-PRES] 2.2.2.8 */
import type { Capabilities } from '../../shared/model/presence.ts';
import { attr, booleanOf, child, children } from '../xml/find.ts';
import type { XmlElement } from '../xml/read.ts';

const KINDS: ReadonlyMap<string, keyof Capabilities> = new Map([
  ['text', 'im'],
  ['voice', 'audio'],
  ['video', 'video'],
  ['applicationsharing', 'sharing'],
]);

/** Reads a `services` element. Whatever can be shown or recorded there counts; what is not named is not there. */
export function readServices(services: XmlElement): Capabilities {
  const can = { im: false, audio: false, video: false, sharing: false };
  for (const service of children(services, 'service')) {
    for (const element of child(service, 'capabilities')?.children ?? []) {
      const kind = KINDS.get(element.local) ?? KINDS.get(element.local.toLowerCase());
      if (kind && !can[kind]) can[kind] = isOn(element, 'render') || isOn(element, 'capture');
    }
  }
  return can;
}

function isOn(element: XmlElement, name: string): boolean {
  return booleanOf(attr(element, name)) === true;
}
