/** The instance numbers of our publications: fixed where all endpoints of a person share one, else made from the endpoint. [LYNCDOC] instance ids */

/** A manual state that lasts, and one that ends by itself (busy, do not disturb): of one person each, whichever endpoint wrote it. */
export const userInstance = 0x20000000;
export const timedUserInstance = 0x24000000;
export const noteInstance = 0;

/** Instances that belong to one endpoint alone: no other endpoint of the person writes to them. */
export interface OwnInstances {
  readonly device: number;
  readonly machine: number;
  readonly calendar: number;
  readonly outOfOffice: number;
  readonly call: number;
  readonly calendarData: number;
  readonly outOfOfficeNote: number;
}

/** From the first eight hex digits of the epid. */
export function instancesOf(epid: string): OwnInstances {
  const digits = /^[0-9a-f]{8}/i.exec(epid)?.[0] ?? '0';
  const device = Number.parseInt(digits, 16);
  const kind = (mark: number) => ((device >>> 4) | mark) >>> 0;
  return {
    device,
    machine: kind(0x30000000),
    calendar: kind(0x40000000),
    outOfOffice: kind(0x50000000),
    call: kind(0x80000000),
    calendarData: kind(0x40000000),
    outOfOfficeNote: kind(0x40000000),
  };
}
