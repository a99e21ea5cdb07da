import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { passwordKey, proofOf } from '../auth/ntlm-keys.ts';
import { Directory } from '../frontend/directory.ts';
import * as der from '../pki/der.ts';
import { defaultTopology } from '../topologies/default-topology.ts';
import type { Company } from '../topologies/topology.ts';
import type { WebRequest } from './http.ts';
import { HttpAuth } from './http-auth.ts';
import type { HttpScheme } from './settings.ts';
import { readNegotiate } from './spnego.ts';
import { httpNtlmRecordings, RECORDED_PASSWORD } from './test-ntlm-recordings.ts';

const [found] = defaultTopology('127.0.77').companies;
if (!found) throw new Error('no company');
const contoso = found;
const lab: Company = {
  ...contoso,
  domain: 'lab.test',
  netbios: 'LAB',
  people: contoso.people.slice(0, 1).map((person) => ({
    ...person,
    address: 'alice@lab.test',
    userName: 'LAB\\alice',
    password: RECORDED_PASSWORD,
  })),
};

interface Bench {
  /** The person proven, or the values of WWW-Authenticate. */
  say(authorization?: string, connection?: object): string | readonly string[];
}

function bench(schemes: readonly HttpScheme[], company = contoso, challenge?: Uint8Array): Bench {
  const random = challenge ? { bytes: () => challenge } : createFakeRandom();
  const parts = {
    clock: createFakeClock(),
    random,
    company,
    directory: new Directory(company, new Set()),
    schemes: () => schemes,
  };
  const auth = new HttpAuth(parts);
  const usual = {};
  return {
    say(authorization, connection = usual) {
      const headers = authorization === undefined ? {} : { authorization };
      const request: WebRequest = {
        method: 'POST',
        target: '/',
        path: '/',
        headers,
        body: '',
        host: 'web.contoso.com',
        server: company.web,
        isSecure: true,
        connection,
      };
      const verdict = auth.judge(request);
      if (verdict.kind === 'proven') return verdict.person.address;
      expect(verdict.answer.status).toBe(401);
      return [verdict.answer.headers?.['WWW-Authenticate'] ?? []].flat();
    },
  };
}

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

describe('without credentials', () => {
  it('offers what is switched on, in its order', () => {
    expect(bench(['Negotiate', 'NTLM']).say()).toEqual(['Negotiate', 'NTLM']);
    expect(bench(['Basic']).say()).toEqual(['Basic realm="Offhook Lab"']);
  });

  it('takes no scheme that is switched off', () => {
    expect(bench(['NTLM']).say(basic('karen@contoso.com:lab-karen-2015'))).toEqual(['NTLM']);
    expect(bench(['Basic']).say('NTLM TlRMTVNTUAABAAAA')).toEqual(['Basic realm="Offhook Lab"']);
  });
});

describe('Basic', () => {
  it.each(['karen@contoso.com', 'KAREN@Contoso.com', 'CONTOSO\\karen', 'contoso\\Karen', 'karen'])(
    'takes %s',
    (login) => {
      expect(bench(['Basic']).say(basic(`${login}:lab-karen-2015`))).toBe('karen@contoso.com');
    },
  );

  it.each(['karen@contoso.com:lab-vadim-2015', 'nobody@contoso.com:x', 'karen@contoso.com', ':', ''])(
    'refuses "%s"',
    (text) => {
      expect(bench(['Basic']).say(basic(text))).toEqual(['Basic realm="Offhook Lab"']);
    },
  );
});

describe('NTLM', () => {
  const challengeIn = (value: string) => Buffer.from(value.split(' ')[1] ?? '', 'base64').subarray(24, 32);

  it.each(httpNtlmRecordings)('believes another client, recorded $title', ({ negotiate, challenge, authenticate }) => {
    const auth = bench(['Negotiate', 'NTLM'], lab, Buffer.from(challenge, 'base64').subarray(24, 32));
    const [offered = ''] = auth.say(`NTLM ${negotiate}`);
    expect(challengeIn(offered)).toEqual(Buffer.from(challenge, 'base64').subarray(24, 32));
    expect(auth.say(`NTLM ${authenticate}`)).toBe('alice@lab.test');
    // The connection is proven now; another one is not.
    expect(auth.say()).toBe('alice@lab.test');
    expect(auth.say(undefined, {})).toEqual(['Negotiate', 'NTLM']);
    expect(auth.say(`NTLM ${authenticate}`, {})).toEqual(['Negotiate', 'NTLM']);
  });

  it('takes one answer to one challenge, and the recorded one fits no other', () => {
    const [recording] = httpNtlmRecordings;
    const auth = bench(['NTLM'], lab);
    auth.say(`NTLM ${recording?.negotiate}`);
    expect(auth.say(`NTLM ${recording?.authenticate}`)).toEqual(['NTLM']);
    expect(auth.say()).toEqual(['NTLM']);
  });

  it.each(['NTLM', 'NTLM !!!', `NTLM ${'A'.repeat(100_000)}`, 'NTLM TlRMTVNTUAADAAAA', 'NTLM TlRMTVNTUAACAAAA', ' '])(
    'offers anew after %.40s',
    (authorization) => {
      expect(bench(['NTLM']).say(authorization)).toEqual(['NTLM']);
    },
  );
});

describe('Negotiate', () => {
  const ntlm = der.objectId('1.3.6.1.4.1.311.2.2.10');
  const kerberos = der.objectId('1.2.840.113554.1.2.2');
  const negotiate = Buffer.from(httpNtlmRecordings[0]?.negotiate ?? '', 'base64');

  /** The first token of a client, written by hand after RFC 4178. */
  function first(mechanisms: readonly Uint8Array[], inner?: Uint8Array): string {
    const fields = [der.context(0, der.sequence(...mechanisms))];
    if (inner) fields.push(der.context(2, der.octetString(inner)));
    const token = der.element(0x60, der.objectId('1.3.6.1.5.5.2'), der.context(0, der.sequence(...fields)));
    return `Negotiate ${base64(token)}`;
  }
  const next = (inner: Uint8Array) =>
    `Negotiate ${base64(der.context(1, der.sequence(der.context(2, der.octetString(inner)))))}`;

  /** An AUTHENTICATE_MESSAGE that answers the challenge, with no session key. */
  function answerTo(challenge: Uint8Array, password: string, domain = 'CONTOSO'): Uint8Array {
    const [user, target] = [Buffer.from('karen', 'utf16le'), Buffer.from(domain, 'utf16le')];
    const blob = Buffer.alloc(48);
    blob.writeUInt16LE(0x0101, 0);
    const proof = proofOf(passwordKey(password, 'karen', domain), challenge, blob);
    const head = Buffer.alloc(72);
    head.write('NTLMSSP\0', 'latin1');
    head.writeUInt32LE(3, 8);
    const parts: [number, Buffer][] = [
      [12, Buffer.alloc(24)],
      [20, Buffer.concat([proof, blob])],
      [28, target],
      [36, user],
      [44, Buffer.alloc(0)],
      [52, Buffer.alloc(0)],
    ];
    let offset = head.length;
    for (const [at, bytes] of parts) {
      head.writeUInt16LE(bytes.length, at);
      head.writeUInt16LE(bytes.length, at + 2);
      head.writeUInt32LE(offset, at + 4);
      offset += bytes.length;
    }
    head.writeUInt32LE(0xa0880205, 60);
    return Buffer.concat([head, ...parts.map(([, bytes]) => bytes)]);
  }

  const innerOf = ([value = '']: string | readonly string[]) =>
    readNegotiate(Buffer.from(value.split(' ')[1] ?? '', 'base64'))?.inner;

  it.each(['CONTOSO', 'contoso.com'])('takes NTLM wrapped in SPNEGO, domain %s', (domain) => {
    const auth = bench(['Negotiate', 'NTLM']);
    const challenge = innerOf(auth.say(first([ntlm], negotiate)))?.subarray(24, 32) ?? new Uint8Array();
    expect(auth.say(next(answerTo(challenge, 'lab-karen-2015', domain)))).toBe('karen@contoso.com');
  });

  it('refuses the wrong password in it', () => {
    const auth = bench(['Negotiate']);
    const challenge = innerOf(auth.say(first([ntlm], negotiate)))?.subarray(24, 32) ?? new Uint8Array();
    expect(auth.say(next(answerTo(challenge, 'lab-vadim-2015')))).toEqual(['Negotiate']);
  });

  it('takes bare NTLM under its name', () => {
    const auth = bench(['Negotiate']);
    const [offered = ''] = auth.say(`Negotiate ${base64(negotiate)}`);
    const challenge = Buffer.from(offered.split(' ')[1] ?? '', 'base64').subarray(24, 32);
    expect(auth.say(`Negotiate ${base64(answerTo(challenge, 'lab-karen-2015'))}`)).toBe('karen@contoso.com');
  });

  it('asks a client that came with Kerberos to go on with NTLM, if it can', () => {
    const auth = bench(['Negotiate']);
    const [value = ''] = auth.say(first([kerberos, ntlm], Buffer.from('a ticket')));
    // accept-incomplete, and NTLM chosen. RFC 4178 4.2.2
    expect(Buffer.from(value.split(' ')[1] ?? '', 'base64')).toEqual(
      der.context(1, der.sequence(der.context(0, der.element(0x0a, Uint8Array.of(1))), der.context(1, ntlm))),
    );
    expect(innerOf(auth.say(next(negotiate)))?.subarray(0, 7)).toEqual(Buffer.from('NTLMSSP'));
    expect(bench(['Negotiate']).say(first([kerberos], Buffer.from('a ticket')))).toEqual(['Negotiate']);
  });

  it('does not take an unwrapped answer to a wrapped challenge', () => {
    const auth = bench(['Negotiate']);
    const challenge = innerOf(auth.say(first([ntlm], negotiate)))?.subarray(24, 32) ?? new Uint8Array();
    expect(auth.say(`Negotiate ${base64(answerTo(challenge, 'lab-karen-2015'))}`)).toEqual(['Negotiate']);
  });

  it('survives every truncation of a token', () => {
    const token = Buffer.from(first([ntlm], negotiate).slice(10), 'base64');
    for (let length = 0; length < token.length; length += 1) {
      expect(bench(['Negotiate']).say(`Negotiate ${base64(token.subarray(0, length))}`)).toEqual(['Negotiate']);
    }
  });
});
