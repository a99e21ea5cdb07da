/** The plain XML question for somebody's Exchange servers. [MS-OXDSCLI] 2.2.3 */
import { escapeXml } from '../xml/write-text.ts';
import { ns } from './namespaces.ts';

/** Asks in the form every generation understands. */
export function writeAutodiscover(address: string): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<Autodiscover xmlns="${ns.discoverRequest}"><Request>`,
    `<EMailAddress>${escapeXml(address)}</EMailAddress>`,
    `<AcceptableResponseSchema>${ns.discoverAnswer}</AcceptableResponseSchema>`,
    '</Request></Autodiscover>',
  ].join('');
}
