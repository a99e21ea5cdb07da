import { describe, expect, it } from 'vitest';
import { EventListener, eventPackets } from './telephone-events.ts';

const SOURCE = 7;
/** The payloads of one digit, each with the time of its beginning. */
const pressed = (digit: string, timestamp: number) =>
  eventPackets(digit).map(({ payload }) => ({ payload, timestamp }));
type Packet = ReturnType<typeof pressed>[number];
const isEnd = ({ payload }: Packet) => ((payload[1] ?? 0) & 0x80) !== 0;

function heard(packets: readonly (Packet & { readonly source?: number })[], soundAt?: number): string {
  let digits = '';
  const listener = new EventListener((digit) => {
    digits += digit;
  });
  for (const { payload, timestamp, source = SOURCE } of packets) listener.receive(payload, timestamp, source);
  if (soundAt !== undefined) listener.sound(soundAt, SOURCE);
  return digits;
}

describe('digits in the stream (RFC 4733)', () => {
  it('count once when the network lets them overtake each other', () => {
    const [one, two] = [pressed('1', 8000), pressed('2', 9600)];
    expect(heard([...one.slice(0, -1), ...two, ...one.slice(-1)])).toBe('12');
    expect(heard([...one.slice(0, 3), two[0] as Packet, ...one.slice(3), ...two.slice(1)])).toBe('12');
  });

  it('count where all that told of their end was lost: by the next one, and by the sound behind the last', () => {
    const [one, two] = [pressed('1', 8000), pressed('2', 9600)].map((packets) =>
      packets.filter((each) => !isEnd(each)),
    );
    expect(heard([...(one ?? []), ...(two ?? [])])).toBe('1');
    expect(heard([...(one ?? []), ...(two ?? [])], 9500)).toBe('1');
    expect(heard([...(one ?? []), ...(two ?? [])], 11_200)).toBe('12');
  });

  it('count over the end of the clock, and of a far end that begins its time anew', () => {
    expect(heard([...pressed('1', 0xffff_ff00), ...pressed('2', 600)])).toBe('12');
    const again = pressed('2', 10).map((packet) => ({ ...packet, source: SOURCE + 1 }));
    expect(heard([...pressed('1', 2_000_000_000), ...again])).toBe('12');
  });

  it('that are pressed longer than a packet can say are one', () => {
    const segments = [0, 0xffff, 2 * 0xffff].flatMap((timestamp) => pressed('5', timestamp).slice(0, 2));
    expect(heard([...segments, ...pressed('5', 3 * 0xffff)])).toBe('5');
  });
});
