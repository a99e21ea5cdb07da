/** A second machine of a person who is signed in: it publishes beside the first one, and may choose a state for both. [MS-PRES] 3.4.5.2 */
import type { XmlElement } from '../../protocol/xml/read.ts';
import type { PublicationWish } from './publications.ts';
import type { LabOtherEndpoint } from './settings.ts';

/** epid of the other machine. */
export const OTHER_EPID = '0ther00001';
const MACHINE = 0x30feed01;
const DEVICE = 0x0feed010;
const CHOICE = 0x20000000;
const SIP_2006 = 'http://schemas.microsoft.com/2006/09/sip/';
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

type Wanted = Omit<PublicationWish, 'version'>;

/** The publications it takes; versions are the server's business. */
export function otherEndpointWishes({ machine, choice }: LabOtherEndpoint): readonly Wanted[] {
  const wishes: Wanted[] = [];
  if (machine !== undefined && machine !== 'gone') {
    wishes.push(...states(MACHINE, 'endpoint', stateElement('machineState', machine)));
    wishes.push({ category: 'device', instance: DEVICE, container: 2, expireType: 'endpoint', content: device });
  }
  if (choice !== undefined) {
    wishes.push(...states(CHOICE, 'static', choice === 'none' ? undefined : stateElement('userState', choice)));
  }
  return wishes;
}

function states(instance: number, expireType: string, content: XmlElement | undefined): Wanted[] {
  return [2, 3].map((container) => ({ category: 'state', instance, container, expireType, content }));
}

function stateElement(type: string, availability: number): XmlElement {
  return node('state', 'state', [['type', XSI, type]], [node('availability', 'state', [], String(availability))]);
}

const device = node(
  'device',
  'device',
  [['endpointId', '', '00000000-0000-5000-8000-0000000feed0']],
  [
    node(
      'capabilities',
      'device',
      [],
      [node('text', 'device', [['render', '', 'true']]), node('voice', 'device', [['render', '', 'true']])],
    ),
  ],
);

function node(
  local: string,
  space: string,
  attributes: readonly (readonly [local: string, ns: string, value: string])[],
  inner: readonly XmlElement[] | string = [],
): XmlElement {
  const named = attributes.map(([name, ns, value]) => ({ local: name, ns, value }));
  const [children, text] = typeof inner === 'string' ? [[], inner] : [inner, ''];
  return { local, ns: SIP_2006 + space, attributes: named, children, text };
}
