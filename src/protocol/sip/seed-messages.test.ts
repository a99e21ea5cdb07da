/** The messages of the seed document, as the wire shows them. */
import { expect, it } from 'vitest';
import { loadSip } from '../../../test/fixtures/sip/load.ts';
import { readDiagnostics } from '../ms/diagnostics.ts';
import { readLogonLocation, readPublicAddress } from '../ms/logon.ts';
import { readAuthValue } from './auth-header.ts';
import { headerOf, headersOf, type SipMessage } from './message.ts';
import { readNameAddr } from './name-addr.ts';
import { readMessage } from './read.ts';
import { decodeUtf8 } from './text.ts';
import { readVias } from './via.ts';

const FOCUS = 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ';

function load(name: string): SipMessage {
  const read = readMessage(loadSip(name));
  if (!read.ok) throw new Error(read.problem);
  expect(read.problems).toEqual([]);
  return read.message;
}

const address = (message: SipMessage, key: string) => readNameAddr(headerOf(message, key) ?? '');

it('[J1] reads the INVITE a signed-in client sends to its own server', () => {
  const message = load('j1-invite-home');
  expect(message).toMatchObject({ kind: 'request', method: 'INVITE', uri: FOCUS });
  expect(address(message, 'from')).toMatchObject({ name: '', uri: { wire: 'sip:karen@contoso.com' } });
  expect([...(address(message, 'from')?.params ?? [])]).toEqual([
    ['tag', '9004006031'],
    ['epid', '23c6af65b1'],
  ]);
  expect(address(message, 'contact')?.uri.wire).toBe(
    'sip:karen@contoso.com;opaque=user:epid:LKHrZjUoxV66Oi8tgk1A9gAA;gruu',
  );
  expect(headersOf(message, 'supported')).toEqual([
    'ms-dialog-route-set-update',
    'timer',
    'histinfo',
    'ms-safe-transfer',
    'ms-sender',
    'ms-early-media',
  ]);
  expect(decodeUtf8(message.body)).toMatch(/^<\?xml [^>]*>\r\n<request [^>]*requestId="387792480"><addUser>/);
  expect(Number(headerOf(message, 'content-length'))).toBe(message.body.length);
});

it('[J2] reads the refusal with its diagnostic', () => {
  const message = load('j2-refusal-504');
  expect(message).toMatchObject({ kind: 'response', status: 504, reason: 'Server time-out' });
  expect(address(message, 'from')).toMatchObject({ name: 'Karen Berg', uri: { wire: 'sip:karen@contoso.com' } });
  expect(address(message, 'to')?.params.get('tag')).toBe('BA6EAB929067DF296876B3B74D35748D');
  expect(headerOf(message, 'call-id')).toBe('ab166f84d6db431c8c461da04d3c3407');
  expect(readDiagnostics(message)).toEqual([
    {
      code: 1017,
      reason: 'Cannot route From and To domains in this combination',
      source: 'sipfed.contoso.com',
      params: {
        summary: 'Cannot route between the source and destination domains because partner discovery is not enabled',
        'external-domain': 'tailspintoys.com',
        'external-type': 'domain-type-remote',
        'internal-domain': 'contoso.com',
        'internal-type': 'domain-type-local',
      },
    },
  ]);
});

it('[J2] reads the signature of the server', () => {
  const info = readAuthValue(headerOf(load('j2-refusal-504'), 'authentication-info') ?? '');
  expect(info?.scheme).toBe('TLS-DSK');
  expect(info?.params.get('rspauth')).toBe('e4e881d3db7c97b7b49d552966315c3b5d0481d6');
  expect([info?.params.get('snum'), info?.params.get('version')]).toEqual(['33', '4']);
});

it('[J2] answers the very request of J1', () => {
  const [request, response] = [load('j1-invite-home'), load('j2-refusal-504')];
  for (const key of ['call-id', 'cseq']) expect(headerOf(response, key)).toBe(headerOf(request, key));
  expect(address(response, 'from')?.params.get('tag')).toBe(address(request, 'from')?.params.get('tag'));
  const sentBy = (message: SipMessage) => readVias(headerOf(message, 'via') ?? '')?.[0];
  expect(sentBy(response)).toMatchObject({ host: sentBy(request)?.host, port: sentBy(request)?.port });
});

it('[D5] knows a remote user by the answer', () => {
  expect(readLogonLocation(load('j2-refusal-504'))).toBe('outside');
  expect(readLogonLocation(load('j1-invite-home'))).toBe('unknown');
});

it('[D6] finds the public address in the answer', () => {
  expect(readPublicAddress(load('j2-refusal-504'))).toEqual({ address: '42.157.86.172', port: 52952 });
  expect(readPublicAddress(load('j1-invite-home'))).toBeUndefined();
});

it('[J3] reads the INVITE of a guest, which names nobody real', () => {
  const message = load('j3-invite-guest');
  const guest = 'sip:36825c7a-a4ea-430b-aa85-e8aa6ee97ebc@anonymous.invalid';
  expect(message).toMatchObject({ kind: 'request', method: 'INVITE', uri: FOCUS });
  expect(address(message, 'from')).toMatchObject({ name: 'Karen Berg', uri: { wire: guest } });
  expect(address(message, 'contact')?.uri.wire).toBe(guest);
  expect(address(message, 'contact')?.params.get('proxy')).toBe('replace');
  expect(address(message, 'contact')?.params.get('+sip.instance')).toBe(
    '<urn:uuid:CC4F4797-4760-58C5-8CAB-8AB72E4546BC>',
  );
  expect(decodeUtf8(loadSip('j3-invite-guest'))).not.toContain('karen@contoso.com');
});
