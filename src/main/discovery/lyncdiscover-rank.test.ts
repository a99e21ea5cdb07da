import { beforeEach, describe, expect, it } from 'vitest';
import { external, FinderBench, short } from '../../../test/fakes/finder-bench.ts';
import type { SipAccess } from '../../protocol/autodiscover/read.ts';
import type { FailureCode } from '../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';

const web = 'lyncdiscover.contoso.com';

let bench: FinderBench;
/** The names lyncdiscover was asked at, one line per question. */
let asked: string[];
let answer: Outcome<readonly SipAccess[]>;

beforeEach(() => {
  bench = new FinderBench();
  asked = [];
  answer = done([{ host: 'pool01.contoso.com', port: 5061 }]);
  bench.resolver.zone = {
    [`A ${web}`]: { addresses: ['192.0.2.9'] },
    'A pool01.contoso.com': { addresses: ['10.0.0.1'] },
    'A sip.contoso.com': { addresses: ['192.0.2.1'] },
  };
  bench.servers = { '10.0.0.1:5061': 'opens', '192.0.2.1:443': 'opens' };
});

const askLyncdiscover = (names: readonly string[]) => {
  asked.push(names.join(' '));
  return Promise.resolve(answer);
};
const find = () => bench.find({}, { askLyncdiscover });
const refuse = (code: FailureCode) => failed({ code, server: web, at: 0 });

describe('[B5] lyncdiscover among the ways to a server', () => {
  it('is used where there is no service record, before host records, at the names that exist', async () => {
    expect(await find()).toBe('tls pool01.contoso.com:5061');
    expect(asked).toEqual([web]);
  });

  it('is looked up in the same wave as everything else', async () => {
    const outcome = bench.start({}, { askLyncdiscover });
    expect(bench.resolver.asked).toContain(`A ${web}`);
    expect(bench.resolver.asked).toContain(`AAAA lyncdiscoverinternal.contoso.com`);
    await bench.clock.advance(60_000);
    await outcome;
  });

  it('is not asked when a service record leads somewhere, and does not hold it up', async () => {
    bench.resolver.zone = {
      ...bench.resolver.zone,
      [external]: { srv: ['sip.contoso.com:443'] },
      [`A ${web}`]: { addresses: ['192.0.2.9'], delayMs: 1500 },
    };
    const outcome = bench.start({}, { askLyncdiscover });
    await bench.clock.advance(0);
    expect(short(await outcome)).toBe('tls sip.contoso.com:443');
    expect(asked).toEqual([]);
    expect(bench.clock.pending).toBe(0);
  });

  it('[B9] is not asked when service records exist and none can be used, unless told to go on', async () => {
    bench.resolver.zone = { ...bench.resolver.zone, [external]: { srv: ['sip.contoso.com:1234'] } };
    expect(await find()).toBe('CONNECT_REFUSED');
    expect(asked).toEqual([]);
    expect(await bench.find({ lenientFallback: true }, { askLyncdiscover })).toBe('tls pool01.contoso.com:5061');
  });

  it('is never asked, nor looked up, without an account', async () => {
    expect(await bench.find({}, { purpose: 'guest-join' })).toBe('tls sip.contoso.com:443');
    expect(bench.resolver.asked.join()).not.toContain('lyncdiscover');
  });

  it('gives way to host records when it fails or its servers do', async () => {
    answer = refuse('WEB_SERVICE_UNREACHABLE');
    expect(await find()).toBe('tls sip.contoso.com:443');
    answer = done([{ host: 'gone.contoso.com', port: 5061 }]);
    expect(await find()).toBe('tls sip.contoso.com:443');
    answer = done([]);
    expect(await find()).toBe('tls sip.contoso.com:443');
  });

  it('is told of only when nothing else is: the name may lead to any web server', async () => {
    answer = refuse('CERTIFICATE_WRONG_NAME');
    bench.servers = {};
    expect(await find()).toBe('CONNECT_REFUSED');
    delete bench.resolver.zone['A sip.contoso.com'];
    expect(await find()).toBe('CERTIFICATE_WRONG_NAME');
  });

  it('[E3] ends the search when it refuses the person: the password is not carried on to others', async () => {
    for (const code of ['CREDENTIALS_WRONG', 'ACCOUNT_MISMATCH', 'USER_UNKNOWN', 'CLOCK_OFF'] as const) {
      answer = refuse(code);
      bench.attempts = [];
      expect(await find()).toBe(code);
      expect(bench.attempts).toEqual([]);
    }
  });

  it('[C4] names servers under the same rule as service records', async () => {
    answer = done([{ host: 'sipdir.online.lync.com', port: 443 }]);
    bench.servers = {};
    expect(await find()).toBe('SERVER_NAME_UNTRUSTED');
    expect(bench.attempts.join()).not.toContain('sipdir');
  });
});
