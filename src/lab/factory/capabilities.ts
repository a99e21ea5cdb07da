/** What a company's meetings can have. [MS-CONFPRO] 2.2.3.7, 2.2.3.8 */

import { xml } from '../sip/xml-text.ts';
import type { Company } from '../topologies/topology.ts';
import type { FactorySettings } from './settings.ts';

/** Inside `<getConferencingCapabilities>`. */
export function capabilities(company: Company, settings: FactorySettings, mayInviteGuests: boolean): string {
  return [
    mcuTypes(settings),
    '<conferencing-enabled>true</conferencing-enabled>',
    `<anonymous-scheduling>${mayInviteGuests}</anonymous-scheduling>`,
    phoneNumbers(company, settings),
    '<default-announcement-mode>false</default-announcement-mode>',
    `<pstn-lobby-bypass>${settings.phonesMayBypassLobby}</pstn-lobby-bypass>`,
  ].join('');
}

/** Inside `<getAvailableMcuTypes>`, and part of the capabilities. */
export function mcuTypes({ mcuTypes: types }: FactorySettings): string {
  return `<mcu-types>${types.map((type) => `<mcuType>${type}</mcuType>`).join('')}</mcu-types>`;
}

function phoneNumbers({ web }: Company, { dialIn }: FactorySettings): string {
  const [own] = dialIn;
  if (!own) return '';
  const page = `https://${web.name}/dialin`;
  const regions = dialIn.map(({ name, numbers }) => {
    const each = numbers.map((number) => `<access-number><number>${xml(number)}</number></access-number>`);
    return `<region name="${xml(name)}">${each.join('')}</region>`;
  });
  return [
    '<pstn-bridging><access-numbers>',
    ...regions,
    `<default-region>${xml(own.name)}</default-region>`,
    `<internal-url>${page}</internal-url><external-url>${page}</external-url>`,
    '</access-numbers></pstn-bridging>',
  ].join('');
}
