/**
 * By which transport a domain wants to be spoken to: its NAPTR records. Each that counts names a service record; the others are passed over, each
 * with the reason. RFC 3263 4.1, RFC 3403 4.1
 */
import { normalizeHost } from './address.ts';
import type { Question } from './plan.ts';

export interface NaptrRecord {
  readonly order: number;
  readonly preference: number;
  readonly flags: string;
  readonly service: string;
  readonly regexp: string;
  /** The name to ask next; empty or `.` for none. */
  readonly replacement: string;
}

/**
 * Why a record does not count: `service` is one that is not spoken here (UDP, SCTP, WebSocket, telephone numbers), `flags` are others than "s",
 * `regexp` is not empty, `replacement` is no name, `clear-text` is not allowed, `order` is behind that of a record that counts, `too-many` is beyond
 * what anybody follows.
 */
export type NaptrFault = 'service' | 'flags' | 'regexp' | 'replacement' | 'clear-text' | 'order' | 'too-many';

export interface NaptrReading {
  /** The service records to ask for, in the order of preference; each name once. */
  readonly services: readonly Extract<Question, { type: 'SRV' }>[];
  readonly passedOver: readonly { readonly record: NaptrRecord; readonly fault: NaptrFault }[];
}

export interface NaptrRule {
  readonly allowTcp: boolean;
  /** Turns an international name into ASCII and answers '' when it cannot. */
  readonly toAscii: (domain: string) => string;
}

type Service = NaptrReading['services'][number];

/** More than the standard knows services. */
const mostServices = 4;
const transports: ReadonlyMap<string, 'tls' | 'tcp'> = new Map([
  ['SIPS+D2T', 'tls'],
  ['SIP+D2T', 'tcp'],
]);

/** Which service records to ask for. Of the records that count only those of the lowest order do: the others are not for whoever can use these. */
export function readNaptr(records: readonly NaptrRecord[], rule: NaptrRule): NaptrReading {
  const services: Service[] = [];
  const passedOver: { record: NaptrRecord; fault: NaptrFault }[] = [];
  let order: number | undefined;
  for (const record of [...records].sort((a, b) => a.order - b.order || a.preference - b.preference)) {
    const read = serviceOf(record, rule);
    const fault = typeof read === 'string' ? read : lateFault(record, order, services);
    if (fault) passedOver.push({ record, fault });
    if (fault || typeof read === 'string') continue;
    order = record.order;
    if (!services.some(({ name }) => name === read.name)) services.push(read);
  }
  return { services, passedOver };
}

function lateFault(
  record: NaptrRecord,
  order: number | undefined,
  services: readonly Service[],
): NaptrFault | undefined {
  if (order !== undefined && record.order > order) return 'order';
  return services.length >= mostServices ? 'too-many' : undefined;
}

function serviceOf(record: NaptrRecord, { allowTcp, toAscii }: NaptrRule): Service | NaptrFault {
  const transport = transports.get(record.service.toUpperCase());
  if (!transport) return 'service';
  if (record.flags.toLowerCase() !== 's') return 'flags';
  // A record has the one or the other, and for SIP it is the replacement.
  if (record.regexp !== '') return 'regexp';
  const name = normalizeHost(record.replacement, toAscii);
  if (name === undefined) return 'replacement';
  return transport === 'tcp' && !allowTcp ? 'clear-text' : { type: 'SRV', name, transport };
}
