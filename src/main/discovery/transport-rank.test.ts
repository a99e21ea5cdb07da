/** Where a domain's own word on its transport stands among the other names. RFC 3263 4, mission B2, B7, B8 */
import { beforeEach, describe, expect, it } from 'vitest';
import { external, FinderBench, internal } from '../../../test/fakes/finder-bench.ts';
import type { NaptrRecord } from '../../protocol/discovery/naptr.ts';
import { failed } from '../../shared/outcome.ts';

const naptr = 'NAPTR contoso.com';
const secure: NaptrRecord = {
  order: 50,
  preference: 50,
  flags: 's',
  service: 'SIPS+D2T',
  regexp: '',
  replacement: '_sips._tcp.voice.contoso.com',
};
const clear: NaptrRecord = {
  ...secure,
  preference: 60,
  service: 'SIP+D2T',
  replacement: '_sip._tcp.voice.contoso.com',
};

let bench: FinderBench;
beforeEach(() => {
  bench = new FinderBench();
  bench.resolver.zone = {
    [naptr]: { naptr: [clear, secure] },
    'SRV _sips._tcp.voice.contoso.com': { srv: ['10 one.contoso.com:5061', '20 two.contoso.com:5071'] },
    'SRV _sip._tcp.voice.contoso.com': { srv: ['one.contoso.com:5060'] },
    'A one.contoso.com': { addresses: ['10.0.0.1'] },
    'A two.contoso.com': { addresses: ['10.0.0.2'] },
  };
  bench.servers = { '10.0.0.1:5061': 'opens', '10.0.0.2:5071': 'opens', '10.0.0.1:5060': 'opens' };
});

describe('a NAPTR record', () => {
  it('leads to a service record, that to a host, and that to an address', async () => {
    expect(await bench.find()).toBe('tls one.contoso.com:5061');
    expect(bench.resolver.asked).not.toContain('SRV _sips._tcp.contoso.com');
  });

  it('chooses clear text only where it is allowed', async () => {
    bench.resolver.zone[naptr] = { naptr: [{ ...clear, preference: 10 }, secure] };
    expect(await bench.find()).toBe('tls one.contoso.com:5061');
    expect(bench.resolver.asked).not.toContain('SRV _sip._tcp.voice.contoso.com');
    expect(await bench.find({ allowTcp: true })).toBe('tcp one.contoso.com:5060');
  });

  it('is not asked on a guest’s way, nor beside a server that was typed', async () => {
    await bench.find({}, { purpose: 'guest-join' });
    await bench.find({ manualInternal: 'one.contoso.com' });
    expect(bench.resolver.asked.filter((question) => question.startsWith('NAPTR'))).toEqual([]);
  });

  it('comes before host names, which are only guessed', async () => {
    bench.resolver.zone['A sip.contoso.com'] = { addresses: ['192.0.2.1'] };
    bench.servers['192.0.2.1:443'] = 'opens';
    expect(await bench.find()).toBe('tls one.contoso.com:5061');
    expect(bench.attempts).toEqual(['tls one.contoso.com 10.0.0.1:5061']);
  });

  it('[B8] keeps nobody waiting who has a service record of Microsoft’s', async () => {
    bench.contoso();
    for (const found of [internal, external]) {
      bench.resolver.zone[naptr] = { delayMs: Number.POSITIVE_INFINITY };
      bench.resolver.zone[found === internal ? external : internal] = { outcome: 'no-name' };
      const startMs = bench.clock.now();
      const outcome = bench.start();
      await bench.clock.advance(0);
      expect((await outcome).ok).toBe(true);
      expect(bench.clock.now()).toBe(startMs);
      bench.contoso();
    }
  });

  it('[B8] holds host names up for 50 ms at most, and counts in the end all the same', async () => {
    bench.resolver.zone[naptr] = { naptr: [secure], delayMs: 1900 };
    bench.resolver.zone['A sip.contoso.com'] = { addresses: ['192.0.2.1'] };
    const outcome = bench.start();
    await bench.clock.advance(49);
    expect(bench.attempts).toEqual([]);
    await bench.clock.advance(1);
    expect(bench.attempts).toContain('tls sip.contoso.com 192.0.2.1:443');
    await bench.clock.advance(60_000);
    expect((await outcome).ok && bench.attempts.at(-1)).toBe('tls one.contoso.com 10.0.0.1:5061');
  });

  it('that says nothing leaves the standard’s own names, and does not change what a failure is called', async () => {
    bench.resolver.zone = {
      [naptr]: { delayMs: Number.POSITIVE_INFINITY },
      'SRV _sips._tcp.contoso.com': { srv: ['one.contoso.com:5061'] },
      'A one.contoso.com': { addresses: ['10.0.0.1'] },
    };
    expect(await bench.find()).toBe('tls one.contoso.com:5061');
    bench.resolver.zone = { [naptr]: { delayMs: Number.POSITIVE_INFINITY } };
    expect(await bench.find()).toBe('DOMAIN_UNKNOWN');
  });

  it('that leads nowhere leaves the standard’s own names', async () => {
    bench.resolver.zone[naptr] = { naptr: [{ ...secure, replacement: '_sips._tcp.gone.contoso.com' }] };
    bench.resolver.zone['SRV _sips._tcp.contoso.com'] = { srv: ['one.contoso.com:5061'] };
    expect(await bench.find()).toBe('tls one.contoso.com:5061');
    expect((await bench.verdicts())[naptr]).toBe('no-answer');
  });

  it('leads nobody to a server whose name is not the company’s', async () => {
    bench.resolver.zone['SRV _sips._tcp.voice.contoso.com'] = { srv: ['sip.attacker.test:5061'] };
    bench.resolver.zone['A sip.attacker.test'] = { addresses: ['10.0.0.1'] };
    expect(await bench.find()).toBe('SERVER_NAME_UNTRUSTED');
    expect(bench.attempts).toEqual([]);
    expect((await bench.verdicts())[naptr]).toBe('untrusted');
  });
});

describe('when a server of it fails', () => {
  it.each(['CONNECT_REFUSED', 'TLS_FAILED', 'CERTIFICATE_EXPIRED', 'silent'] as const)(
    'with %s, the next target of the service record is tried',
    async (failure) => {
      bench.servers['10.0.0.1:5061'] = failure;
      expect(await bench.find()).toBe('tls two.contoso.com:5071');
    },
  );

  it('another transport of the same order follows, but clear text never after a bad certificate', async () => {
    bench.servers['10.0.0.1:5061'] = 'CONNECT_REFUSED';
    bench.servers['10.0.0.2:5071'] = 'CONNECT_REFUSED';
    expect(await bench.find({ allowTcp: true })).toBe('tcp one.contoso.com:5060');
    bench.servers['10.0.0.1:5061'] = 'CERTIFICATE_EXPIRED';
    expect(await bench.find({ allowTcp: true })).toBe('CERTIFICATE_EXPIRED');
  });
});

describe('clear text is never spoken because', () => {
  const own = { 'SRV _sip._tcp.contoso.com': { srv: ['one.contoso.com:5060'] } };
  const inClear = () => bench.attempts.filter((attempt) => attempt.startsWith('tcp '));

  it.each([0, 49, 51, 1900])('the answer that says TLS only came after %i ms', async (delayMs) => {
    bench.resolver.zone = { ...bench.resolver.zone, ...own, [naptr]: { naptr: [secure], delayMs } };
    bench.servers = { '10.0.0.2:5071': 'opens', '10.0.0.1:5060': 'opens' };
    expect(await bench.find({ allowTcp: true })).toBe('tls two.contoso.com:5071');
    bench.servers = { '10.0.0.1:5060': 'opens' };
    expect(await bench.find({ allowTcp: true })).toBe('CONNECT_REFUSED');
    expect(inClear()).toEqual([]);
    expect(bench.resolver.asked).not.toContain('SRV _sip._tcp.contoso.com');
  });

  it.each([0, 1900])(
    'TLS stands before it in another order, told after %i ms, and leads to no record',
    async (delayMs) => {
      const last = { ...clear, order: 60 };
      const gone = { ...secure, replacement: '_sips._tcp.gone.contoso.com' };
      bench.resolver.zone = { ...bench.resolver.zone, ...own, [naptr]: { naptr: [last, gone], delayMs } };
      bench.resolver.zone['A contoso.com'] = { addresses: ['10.0.0.9'] };
      bench.servers = { '10.0.0.1:5060': 'opens', '10.0.0.9:5060': 'opens' };
      expect(await bench.find({ allowTcp: true })).toBe('DOMAIN_UNKNOWN');
      expect(bench.attempts).toEqual(['tls contoso.com 10.0.0.9:5061']);
    },
  );

  it('the service record for TLS came later than the one for clear text', async () => {
    const secureName = 'SRV _sips._tcp.voice.contoso.com';
    bench.resolver.zone[secureName] = { srv: ['one.contoso.com:5061'], delayMs: 1500 };
    expect(await bench.find({ allowTcp: true })).toBe('tls one.contoso.com:5061');
    expect(inClear()).toEqual([]);
  });

  it.each(['TLS_FAILED', 'TLS_TIMEOUT', 'CERTIFICATE_EXPIRED'] as const)(
    'the handshake ended with %s',
    async (failure) => {
      bench.servers = { '10.0.0.1:5061': failure, '10.0.0.1:5060': 'opens' };
      expect(await bench.find({ allowTcp: true })).toBe(failure);
      bench.resolver.zone = {
        ...own,
        'SRV _sips._tcp.contoso.com': { srv: ['one.contoso.com:5061'] },
        'A one.contoso.com': { addresses: ['10.0.0.1'] },
      };
      expect(await bench.find({ allowTcp: true })).toBe(failure);
      bench.resolver.zone = { 'A contoso.com': { addresses: ['10.0.0.1'] } };
      expect(await bench.find({ allowTcp: true })).toBe(failure);
      expect(inClear()).toEqual([]);
    },
  );

  it('a domain that is late with its word may still prefer it', async () => {
    bench.resolver.zone[naptr] = { naptr: [clear], delayMs: 1900 };
    expect(await bench.find({ allowTcp: true })).toBe('tcp one.contoso.com:5060');
  });
});

describe('the diagnosis', () => {
  it('shows the record, what became of it, and why others do not count', async () => {
    const udp: NaptrRecord = { ...secure, service: 'SIP+D2U', replacement: '_sip._udp.contoso.com' };
    bench.resolver.zone[naptr] = { naptr: [secure, clear, udp] };
    const outcome = bench.start();
    await bench.clock.advance(60_000);
    const found = await outcome;
    const lookup = found.ok ? found.value.report.lookups.find(({ type }) => type === 'NAPTR') : undefined;
    const rest = '(order 50, preference 50, flags "s")';
    expect(lookup).toMatchObject({
      name: 'contoso.com',
      verdict: 'used',
      passedOver: [
        { answer: `SIP+D2U _sip._udp.contoso.com ${rest}`, fault: 'service' },
        { answer: 'SIP+D2T _sip._tcp.voice.contoso.com (order 50, preference 60, flags "s")', fault: 'clear-text' },
      ],
    });
    expect(lookup?.answers[0]).toBe(`SIPS+D2T _sips._tcp.voice.contoso.com ${rest}`);
    expect(bench.traced).toContainEqual(expect.objectContaining({ kind: 'dns-answer', type: 'NAPTR' }));
  });
});

describe('a domain without any of these records', () => {
  beforeEach(() => {
    bench.resolver.zone = { 'A contoso.com': { addresses: ['10.0.0.9'] } };
  });

  it('is its server itself, by TLS on 5061, or in clear text on 5060 where that is allowed', async () => {
    bench.servers = { '10.0.0.9:5060': 'opens' };
    expect(await bench.find({ allowTcp: true })).toBe('tcp contoso.com:5060');
    bench.servers = { '10.0.0.9:5060': 'opens', '10.0.0.9:5061': 'opens' };
    expect(await bench.find({ allowTcp: true })).toBe('tls contoso.com:5061');
  });

  it.each(['sip', 'lyncdiscover'])(
    'is not knocked at where %s has an address, though nobody answers there',
    async (label) => {
      bench.resolver.zone[`A ${label}.contoso.com`] = { addresses: ['192.0.2.1'] };
      bench.servers = { '10.0.0.9:5061': 'opens', '10.0.0.9:5060': 'opens' };
      const askLyncdiscover = () => Promise.resolve(failed({ code: 'WEB_SERVICE_UNREACHABLE', at: 0 }));
      expect(await bench.find({ allowTcp: true }, { askLyncdiscover })).toBe(
        label === 'sip' ? 'CONNECT_REFUSED' : 'WEB_SERVICE_UNREACHABLE',
      );
      expect(bench.resolver.asked).not.toContain('A contoso.com');
    },
  );

  it('is mostly a website: that nothing answers there says nothing, a bad certificate does', async () => {
    expect(await bench.find()).toBe('DOMAIN_UNKNOWN');
    bench.servers = { '10.0.0.9:5061': 'CERTIFICATE_EXPIRED', '10.0.0.9:5060': 'opens' };
    expect(await bench.find({ allowTcp: true })).toBe('CERTIFICATE_EXPIRED');
  });
});
