import { expect, it } from 'vitest';
import { responseBytes, type Variant } from '../../../test/fixtures/sip/compose.ts';
import { readMessage } from '../sip/read.ts';
import { readLogonLocation, readPublicAddress } from './logon.ts';

function response(headers: string[], variant?: Variant) {
  const read = readMessage(responseBytes('200 OK', 'REGISTER', headers, variant));
  if (!read.ok) throw new Error(read.problem);
  return read.message;
}

it.each([
  ['outside', ['MS-User-Logon-Data: RemoteUser', 'Server: RTC/5.0']],
  ['outside', ['ms-user-logon-data:  remoteuser ;x=y']],
  ['inside', ['Server: RTC/6.0']],
  ['inside', ['ms-user-logon-data: RemoteUserNot', 'Server: RTC/6.0']],
  ['unknown', ['Server: kamailio (5.6.3)']],
  ['unknown', []],
])('[D5] says %s for %j', (location, headers) => {
  expect(readLogonLocation(response(headers))).toBe(location);
});

it.each([
  [
    'Via: SIP/2.0/TLS 10.0.0.5:5061;received=198.51.100.7;ms-received-port=4711',
    { address: '198.51.100.7', port: 4711 },
  ],
  ['Via: SIP/2.0/TLS 10.0.0.5:5061;received=198.51.100.7;rport=4712', { address: '198.51.100.7', port: 4712 }],
  ['Via: SIP/2.0/TLS 10.0.0.5:5061;received=[2001:db8::7];rport', { address: '2001:db8::7' }],
  ['Via: SIP/2.0/TLS 10.0.0.5:5061;received=198.51.100.7;rport=99999', { address: '198.51.100.7' }],
  ['Via: SIP/2.0/TLS 10.0.0.5:5061', undefined],
])('[D6] reads the public address of %s', (via, expected) => {
  expect(readPublicAddress(response([], { via }))).toEqual(expected);
});
