/** Somebody's calendar as others see it: two bits for each quarter of an hour. [MS-PRES] 2.2.2.7.2, protocol notes 5.4 */
import { decodeBase64, encodeBase64 } from '../auth/base64.ts';
import { attr, child } from '../xml/find.ts';
import type { XmlElement } from '../xml/read.ts';
import { readUtc } from './read-time.ts';

export interface BusySlots {
  /** Milliseconds since 1970. */
  readonly startsAt: number;
  readonly slotMs: number;
  /** Four slots a byte, the lowest bits first: 0 free, 1 tentative, 2 busy, 3 out of office. */
  readonly bits: Uint8Array;
}

/** Five weeks of quarters are 840 bytes; nobody plans longer. */
const LONGEST_TEXT = 4096;
const FREE = 0;

/** Reads a `calendarData` element; undefined when it holds no times, such as one with working hours only. */
export function readBusySlots(calendarData: XmlElement): BusySlots | undefined {
  const element = child(calendarData, 'freeBusy');
  const startsAt = readUtc(attr(element, 'startTime'));
  const minutes = /^PT(\d{1,3})M$/.exec(attr(element, 'granularity')?.trim() ?? '')?.[1];
  const text = element?.text.replace(/\s+/g, '') ?? '';
  if (startsAt === undefined || minutes === undefined || Number(minutes) === 0 || text.length > LONGEST_TEXT)
    return undefined;
  const bits = decodeBase64(text);
  return bits && bits.length > 0 ? { startsAt, slotMs: Number(minutes) * 60_000, bits } : undefined;
}

/** How long somebody who is free at `wall` stays free; undefined when taken, or nothing is known of that time. */
export function freeUntil({ startsAt, slotMs, bits }: BusySlots, wall: number): number | undefined {
  const count = bits.length * 4;
  const slotAt = (index: number) => ((bits[index >> 2] ?? 0) >> ((index & 3) * 2)) & 3;
  const first = Math.floor((wall - startsAt) / slotMs);
  if (first < 0 || first >= count || slotAt(first) !== FREE) return undefined;
  let index = first;
  while (index < count && slotAt(index) === FREE) index += 1;
  return startsAt + index * slotMs;
}

/** The base64 text of quarters written as digits, 0 to 3; any other digit, such as Exchange's 4 for "no data", counts as free. */
export function encodeBusyDigits(digits: string): string {
  const bytes = new Uint8Array(Math.ceil(digits.length / 4));
  for (let index = 0; index < digits.length; index += 1) {
    const value = '123'.indexOf(digits.charAt(index)) + 1;
    bytes[index >> 2] = (bytes[index >> 2] ?? 0) | (value << ((index & 3) * 2));
  }
  return encodeBase64(bytes);
}
