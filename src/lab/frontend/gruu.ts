/** The address of one endpoint, computed from its instance id. [MS-SIPRE] 3.3 */

const INSTANCE = /^<?(?:urn:uuid:)?([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})>?$/i;

/** Lower-case UUID of a `+sip.instance` value, with or without `<urn:uuid:…>`; undefined when it is none. */
export function instanceId(value: string | undefined): string | undefined {
  const match = INSTANCE.exec(value?.trim() ?? '');
  return match ? match.slice(1).join('-').toLowerCase() : undefined;
}

/**
 * `sip:karen@contoso.com;opaque=user:epid:<24 characters>;gruu`: the UUID's bytes in GUID order (the first three groups
 * little-endian), two zero bytes, base64url.
 */
export function gruuOf(address: string, instance: string): string {
  const [a = '', b = '', c = '', d = '', e = ''] = instance.split('-');
  const guid = [a, b, c].map((group) => Buffer.from(group, 'hex').reverse());
  const bytes = Buffer.concat([...guid, Buffer.from(d + e, 'hex'), Buffer.alloc(2)]);
  return `sip:${address};opaque=user:epid:${bytes.toString('base64url')};gruu`;
}
