/** In-band provisioning: what a Front End tells each client about the deployment. [MS-SIPREGE] 2.2.2.5 (mission F27) */
import { xml } from '../sip/xml-text.ts';
import type { Company, LabPerson } from '../topologies/topology.ts';
import type { HandoutDamage, PolicySwitch } from './handout-settings.ts';

export const PROVISIONING_TYPE = 'application/vnd-microsoft-roaming-provisioning-v2+xml';

export interface ProvisioningOrder {
  readonly company: Company;
  readonly person: LabPerson;
  /** `https://host[:port]` of the web services on either side. */
  readonly origins: { readonly inside: string; readonly outside: string };
  readonly anonymousInPolicy: boolean;
  readonly profileName: string;
}

/** A template filled in for one person. A place that nobody knows stays as it stands. */
export function provisioningDocument(template: string, order: ProvisioningOrder): string {
  const { company, person, origins, anonymousInPolicy, profileName } = order;
  const places: Readonly<Record<string, string>> = {
    self: `sip:${person.address}`,
    address: person.address,
    domain: company.domain,
    organisation: company.displayName,
    inside: origins.inside,
    outside: origins.outside,
    profile: profileName,
    anonymous: String(anonymousInPolicy),
    line: lineOf(person),
    edge: company.edge.name,
  };
  return template.replace(/\{(\w+)\}/g, (written, name: string) => {
    const value = Object.hasOwn(places, name) ? places[name] : undefined;
    return value === undefined ? written : xml(value);
  });
}

/** `tel:+441785123456;ext=3456`: the extension is the number's end, as most companies have it. */
function lineOf({ phone }: LabPerson): string {
  const digits = phone?.replace(/[^\d+]/g, '') ?? '';
  return digits === '' ? '' : `tel:${digits};ext=${digits.slice(-4)}`;
}

/**
 * Switches put into a document: the last setting of that name in that group gets the value, a missing one is added to the group's
 * end, a missing group to the document's.
 */
export function withSwitches(template: string, switches: readonly PolicySwitch[]): string {
  return switches.reduce(withSwitch, template);
}

function withSwitch(template: string, { group, key, value }: PolicySwitch): string {
  const groupText = new RegExp(`<provisionGroup name="${group}">[\\s\\S]*?</provisionGroup>`, 'i').exec(template)?.[0];
  if (groupText === undefined) {
    const added = `  <provisionGroup name="${group}"><propertyEntryList>${property(key, value)}</propertyEntryList></provisionGroup>\n`;
    return template.replace('</provisionGroupList>', () => `${added}</provisionGroupList>`);
  }
  const written = new RegExp(`(<property name="${key}">|<${key}>)[^<]*(?=<)`, 'i');
  const changed = written.test(groupText)
    ? groupText.replace(written, (_, open: string) => `${open}${xml(value)}`)
    : groupText.replace('</provisionGroup>', () => `${property(key, value)}</provisionGroup>`);
  return template.replace(groupText, () => changed);
}

function property(key: string, value: string): string {
  return `<property name="${key}">${xml(value)}</property>`;
}

/** The document as it goes out under a damage. */
export function damagedProvisioning(document: string, damage: HandoutDamage | undefined): string {
  switch (damage) {
    case 'one-group':
      return document.replace('<property name="AllowIPVideo">', '<property name="AllowIPVideo"&gt;');
    case 'not-xml':
      return '<html><body>Service Unavailable</body>';
    case 'other-document':
      return '<contactList deltaNum="1"/>';
    case 'doctype':
      return `<!DOCTYPE provisionGroupList [<!ENTITY a "ha">]>${document}`;
    case 'endless':
      return document.replace('</provisionGroupList>', () => `${ENDLESS_GROUP}</provisionGroupList>`);
    case 'empty':
      return '';
    default:
      return document;
  }
}

const ENDLESS_GROUP = `<provisionGroup name="endless"><propertyEntryList>${Array.from(
  { length: 5000 },
  (_, index) => `<property name="Setting${index}">${'x'.repeat(50)}</property>`,
).join('')}</propertyEntryList></provisionGroup>`;
