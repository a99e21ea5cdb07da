/** Readers of what servers send while we prove who we are, with sound inputs to damage. */
import assert from 'node:assert/strict';
import { decodeBase64, encodeBase64 } from '../../src/protocol/auth/base64.ts';
import { readNtlmChallenge } from '../../src/protocol/auth/ntlm/read-challenge.ts';
import { maxGssapiBytes, readAuthenticationInfo, readGssChallenge } from '../../src/protocol/auth/read-gss.ts';
import { signatureInput } from '../../src/protocol/auth/signature-input.ts';
import { readTlsFlight } from '../../src/protocol/auth/tls-flight.ts';
import { readAuthValues } from '../../src/protocol/sip/auth-header.ts';
import { readMessage } from '../../src/protocol/sip/read.ts';
import { dskRecordings, ntlmRecordings } from '../fixtures/auth/load.ts';
import { type FuzzTarget, textTarget } from './fuzz.ts';

const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));

const names = 'realm="SIP Communications Service", targetname="server.lab.test", version=4';
const headers = [
  `NTLM ${names}, TLS-DSK ${names}, sts-uri="https://pool01.lab.test/CertProv/CertProvisioningService.svc"`,
  ...ntlmRecordings().map(({ challenge }) => `NTLM opaque="9D521A7E", gssapi-data="${challenge}", ${names}`),
  ...dskRecordings().map(
    ({ serverFlights: [flight] }) => `TLS-DSK opaque="9D521A7E", gssapi-data="${flight}", ${names}`,
  ),
  `NTLM qop="auth", opaque="9D521A7E", srand="77316DD2", snum="1", rspauth="01000000daeaa667bfbab25064000000", ${names}`,
];

const messages = [...ntlmRecordings(), ...dskRecordings()].flatMap(({ signed }) =>
  signed.map(({ message }) => message),
);

export const authTargets: readonly FuzzTarget[] = [
  textTarget('gss-header', headers, (text) => {
    for (const value of readAuthValues(text)) {
      const challenge = readGssChallenge(value);
      if (challenge?.gssapiData?.kind === 'token') assert.ok(challenge.gssapiData.bytes.length <= maxGssapiBytes + 2);
      readAuthenticationInfo(value);
    }
  }),
  textTarget('base64', [...ntlmRecordings().map(({ challenge }) => challenge), 'AA==', 'AAA='], (text) => {
    const bytes = decodeBase64(text);
    if (bytes) assert.equal(encodeBase64(bytes), Buffer.from(text, 'base64').toString('base64'));
  }),
  {
    name: 'ntlm-challenge',
    corpus: ntlmRecordings().map(({ challenge }) => bytesOf(challenge)),
    run: (input) => {
      const read = readNtlmChallenge(input, []);
      if (!read.ok) return;
      const total = read.challenge.targetInfo.reduce((sum, { value }) => sum + value.length, 0);
      assert.ok(total <= input.length && read.challenge.serverChallenge.length === 8);
    },
  },
  {
    name: 'tls-flight',
    corpus: dskRecordings().flatMap(({ clientFlights, serverFlights }) =>
      [...clientFlights, ...serverFlights].map(bytesOf),
    ),
    run: (input) => {
      const flight = readTlsFlight(input);
      if (flight.kind === 'plain') assert.ok(flight.messages.length <= input.length);
    },
  },
  {
    name: 'signature-input',
    corpus: messages.map((message) => new TextEncoder().encode(message)),
    run: (input) => {
      const read = readMessage(input);
      if (!read.ok) return;
      const stamp = { scheme: 'NTLM', random: '', count: '', realm: '', targetName: '' };
      for (const version of [2, 3, 4]) assert.ok(signatureInput(stamp, read.message, version).startsWith('<NTLM><>'));
    },
  },
];
