import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NaptrRecord, readNaptr } from './naptr.ts';

const secure: NaptrRecord = {
  order: 50,
  preference: 50,
  flags: 's',
  service: 'SIPS+D2T',
  regexp: '',
  replacement: '_sips._tcp.contoso.com',
};
const clear: NaptrRecord = { ...secure, service: 'SIP+D2T', replacement: '_sip._tcp.contoso.com' };
const toAscii = (name: string) => name;
const read = (records: readonly NaptrRecord[], allowTcp = true) => readNaptr(records, { allowTcp, toAscii });
const names = (records: readonly NaptrRecord[], allowTcp?: boolean) =>
  read(records, allowTcp).services.map(({ name, transport }) => `${transport} ${name}`);
const faults = (records: readonly NaptrRecord[], allowTcp?: boolean) =>
  read(records, allowTcp).passedOver.map(({ fault }) => fault);

describe('the transports that a domain names', () => {
  it('are TLS and, where it is allowed, TCP, in the order of preference', () => {
    const records = [{ ...secure, preference: 60 }, clear];
    expect(names(records)).toEqual(['tcp _sip._tcp.contoso.com', 'tls _sips._tcp.contoso.com']);
    expect(names(records, false)).toEqual(['tls _sips._tcp.contoso.com']);
    expect(faults(records, false)).toEqual(['clear-text']);
  });

  it('are those of the lowest order that can be used, whatever stands behind them', () => {
    const udp = { ...secure, order: 10, service: 'SIP+D2U', replacement: '_sip._udp.contoso.com' };
    const records = [{ ...clear, order: 90 }, udp, secure];
    expect(names(records)).toEqual(['tls _sips._tcp.contoso.com']);
    expect(faults(records)).toEqual(['service', 'order']);
  });

  it('may be written in any case, end in a dot, and be named twice', () => {
    const records = [{ ...secure, flags: 'S', service: 'sips+d2t', replacement: '_SIPS._tcp.Contoso.com.' }, secure];
    expect(names(records)).toEqual(['tls _sips._tcp.contoso.com']);
  });

  it.each<[string, Partial<NaptrRecord>]>([
    ['service', { service: 'SIP+D2U' }],
    ['service', { service: 'E2U+sip' }],
    ['service', { service: '' }],
    ['flags', { flags: 'u' }],
    ['flags', { flags: '' }],
    ['regexp', { regexp: '!^.*$!sip:info@contoso.com!' }],
    ['replacement', { replacement: '' }],
    ['replacement', { replacement: '.' }],
    ['replacement', { replacement: 'not a name' }],
  ])('are none where the %s is wrong: %j', (fault, change) => {
    expect(read([{ ...secure, ...change }])).toMatchObject({ services: [], passedOver: [{ fault }] });
  });

  it('are no more than anybody follows', () => {
    const many = Array.from({ length: 9 }, (_, index) => ({
      ...secure,
      replacement: `_sips._tcp.s${index}.contoso.com`,
    }));
    expect(names(many)).toHaveLength(4);
    expect(faults(many)).toEqual(['too-many', 'too-many', 'too-many', 'too-many', 'too-many']);
  });

  it('are read from anything without a throw: each record counts, repeats one that does, or is passed over', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('s', 'SIPS+D2T', 'SIP+D2T', '', 'a.example'));
    const record = fc.record({
      order: fc.nat(3),
      preference: fc.nat(3),
      flags: text,
      service: text,
      regexp: text,
      replacement: text,
    });
    fc.assert(
      fc.property(fc.array(record, { maxLength: 12 }), fc.boolean(), (records, allowTcp) => {
        const { services, passedOver } = read(records, allowTcp);
        expect(services.length + passedOver.length).toBeLessThanOrEqual(records.length);
        expect(services.length).toBeLessThanOrEqual(4);
        if (!allowTcp) expect(services.filter(({ transport }) => transport === 'tcp')).toEqual([]);
      }),
    );
  });
});
