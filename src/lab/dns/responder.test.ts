import * as packet from 'dns-packet';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DnsAnswer } from './answers.ts';
import { readQuestion, writeAnswer } from './responder.ts';

const found: DnsAnswer = { kind: 'answer', srv: [], addresses: ['127.0.77.11'], delayMs: 0 };

function query(name: string, type: packet.RecordType, additionals: packet.Answer[] = []): Buffer {
  return packet.encode({
    type: 'query',
    id: 4711,
    flags: packet.RECURSION_DESIRED,
    questions: [{ name, type }],
    additionals,
  });
}

function ask(bytes: Uint8Array, answer: DnsAnswer, transport: 'udp' | 'tcp' = 'udp'): packet.DecodedPacket {
  const question = readQuestion(bytes);
  const written = question && writeAnswer(question, answer, transport);
  if (!written) throw new Error('no answer');
  return packet.decode(Buffer.from(written));
}

describe('answers', () => {
  it('repeats id and question with its letter case, and says that it is authoritative', () => {
    const response = ask(query('Sip.Contoso.COM', 'A'), found);
    expect(response).toMatchObject({ type: 'response', id: 4711, flag_aa: true, flag_rd: true, flag_tc: false });
    expect(response.questions).toEqual([{ name: 'Sip.Contoso.COM', type: 'A', class: 'IN' }]);
    expect(response.answers).toMatchObject([{ type: 'A', data: '127.0.77.11', ttl: 30 }]);
    expect(response.authorities).toEqual([]);
  });

  it.each([
    ['nxdomain', 'NXDOMAIN', 1],
    ['answer', 'NOERROR', 1],
    ['servfail', 'SERVFAIL', 0],
  ] as const)('an empty %s is %s, with how long to believe it where that makes sense', (kind, rcode, authorities) => {
    const response = ask(query('nobody.contoso.com', 'SRV'), { kind, srv: [], addresses: [], delayMs: 0 });
    expect(response).toMatchObject({ rcode });
    expect(response.authorities).toHaveLength(authorities);
  });

  it('gives every SRV field', () => {
    const srv = [{ target: 'sip.contoso.com', port: 5061, priority: 10, weight: 20 }];
    const response = ask(query('_sip._tls.contoso.com', 'SRV'), { ...found, srv });
    expect(response.answers).toMatchObject([{ type: 'SRV', data: srv[0] }]);
  });
});

it('gives every NAPTR field', () => {
  const record = { order: 10, preference: 20, flags: 's', regexp: '', replacement: '_sips._tcp.contoso.com' };
  const response = ask(query('contoso.com', 'NAPTR'), { ...found, naptr: [{ ...record, service: 'SIPS+D2T' }] });
  expect(response.answers).toMatchObject([{ type: 'NAPTR', data: { ...record, services: 'SIPS+D2T' } }]);
});

describe('size', () => {
  const srv = Array.from({ length: 20 }, (_, index) => ({
    target: `server-number-${index}.contoso.com`,
    port: 5061,
    priority: index,
    weight: 0,
  }));
  const name = '_sip._tls.contoso.com';

  it('sends to TCP what does not fit into 512 bytes', () => {
    const response = ask(query(name, 'SRV'), { ...found, srv });
    expect(response).toMatchObject({ flag_tc: true, answers: [] });
    expect(ask(query(name, 'SRV'), { ...found, srv }, 'tcp')).toMatchObject({ flag_tc: false });
    expect(ask(query(name, 'SRV'), { ...found, srv }, 'tcp').answers).toHaveLength(20);
  });

  it('sends more at once to who offers more', () => {
    const opt = { type: 'OPT', name: '.', udpPayloadSize: 1232, extendedRcode: 0, ednsVersion: 0, flags: 0 } as const;
    const response = ask(query(name, 'SRV', [{ ...opt, flag_do: false, options: [] }]), {
      ...found,
      srv: srv.slice(0, 10),
    });
    expect(response.flag_tc).toBe(false);
    expect(response.answers).toHaveLength(10);
    expect(response.additionals).toMatchObject([{ type: 'OPT' }]);
  });
});

describe('bad packets', () => {
  it('a response, two questions and another class are no questions', () => {
    const questions: packet.Question[] = [{ name: 'a.test', type: 'A' }];
    const twice = [...questions, ...questions];
    expect(readQuestion(packet.encode({ type: 'response', id: 1, questions }))).toBeUndefined();
    expect(readQuestion(packet.encode({ type: 'query', id: 1, questions: twice }))).toBeUndefined();
    const chaos: packet.Question[] = [{ name: 'a.test', type: 'A', class: 'CH' }];
    expect(readQuestion(packet.encode({ type: 'query', id: 1, questions: chaos }))).toBeUndefined();
  });

  it('no bytes whatever make it throw, and no name is written that it could not read', () => {
    const good = query('_sip._tls.contoso.com', 'SRV');
    const mutated = fc
      .array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 6 })
      .map((changes) => changes.reduce((bytes, [at, value]) => bytes.fill(value, at, at + 1), Buffer.from(good)));
    fc.assert(
      fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 80 })), (bytes) => {
        const question = readQuestion(bytes);
        const written = question && writeAnswer(question, found, 'udp');
        if (written) expect(written.length).toBeGreaterThanOrEqual(12);
      }),
      { seed: 2015, numRuns: 3000 },
    );
  });
});
