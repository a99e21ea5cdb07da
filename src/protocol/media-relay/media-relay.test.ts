import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readXml } from '../xml/read.ts';
import { readCredentialsResponse } from './read-response.ts';
import { writeCredentialsRequest } from './write-request.ts';

const relay =
  '<mediaRelay><location>internet</location><hostName>av.contoso.com</hostName><udpPort>3478</udpPort><tcpPort>443</tcpPort></mediaRelay>';

const response = (parts: { reason?: string; credentials?: string; relays?: string } = {}) =>
  `<response requestID="1" version="1.0" reasonPhrase="${parts.reason ?? 'OK'}" xmlns="http://schemas.microsoft.com/2006/09/sip/mrasp">
    <credentialsResponse credentialsRequestID="1">
      <credentials>${parts.credentials ?? '<username>AgAAJD==</username><password>8DTl0Z9=</password><duration>60</duration>'}</credentials>
      <mediaRelayList>${parts.relays ?? relay}</mediaRelayList>
    </credentialsResponse></response>`;

it('reads a name, a password, the servers and how long they hold', () => {
  expect(readCredentialsResponse(response())).toEqual({
    ok: true,
    credentials: {
      userName: 'AgAAJD==',
      password: '8DTl0Z9=',
      minutes: 60,
      servers: [{ host: 'av.contoso.com', udpPort: 3478, tcpPort: 443 }],
    },
  });
});

it('tells a refusal from what it cannot read', () => {
  expect(readCredentialsResponse(response({ reason: 'Request Malformed' }))).toEqual({
    ok: false,
    problem: 'refused',
    reason: 'Request Malformed',
  });
  const strange = { ok: false, problem: 'strange' };
  expect(readCredentialsResponse('<other/>')).toEqual(strange);
  expect(readCredentialsResponse(response({ credentials: '<username>a</username>' }))).toEqual(strange);
  expect(readCredentialsResponse(response({ credentials: '<username>a b</username><password>c</password>' }))).toEqual(
    strange,
  );
  expect(readCredentialsResponse(response({ relays: '' }))).toEqual(strange);
  expect(readCredentialsResponse(`<!DOCTYPE a>${response()}`)).toEqual({ ok: false, problem: 'doctype' });
});

it('passes over servers without a port, with a port that is none, and with a name that is none', () => {
  const relays = [
    '<mediaRelay><hostName>a.contoso.com</hostName></mediaRelay>',
    '<mediaRelay><hostName>b.contoso.com</hostName><udpPort>99999</udpPort></mediaRelay>',
    '<mediaRelay><hostName>c contoso</hostName><udpPort>3478</udpPort></mediaRelay>',
    '<mediaRelay><hostName>d.contoso.com</hostName><tcpPort>443</tcpPort></mediaRelay>',
  ].join('');
  const reading = readCredentialsResponse(response({ relays }));
  expect(reading).toMatchObject({ ok: true, credentials: { servers: [{ host: 'd.contoso.com', tcpPort: 443 }] } });
});

it('keeps to a day however long the server says, and to eight hours where it says nothing', () => {
  const minutes = (duration: string) =>
    readCredentialsResponse(response({ credentials: `<username>a</username><password>b</password>${duration}` }));
  expect(minutes('<duration>999999</duration>')).toMatchObject({ credentials: { minutes: 1440 } });
  expect(minutes('<duration>0</duration>')).toMatchObject({ credentials: { minutes: 480 } });
  expect(minutes('')).toMatchObject({ credentials: { minutes: 480 } });
});

it('reads or refuses any text, and never throws', () => {
  fc.assert(fc.property(fc.string(), (text) => typeof readCredentialsResponse(text).ok === 'boolean'));
  fc.assert(
    fc.property(fc.string(), (name) => {
      const credentials = `<username>${name}</username><password>b</password>`;
      return typeof readCredentialsResponse(response({ credentials })).ok === 'boolean';
    }),
  );
});

it('asks in well-formed words, whatever the addresses hold', () => {
  const text = writeCredentialsRequest({
    requestId: '42',
    from: 'sip:karen@contoso.com',
    to: 'sip:edge@contoso.com;gruu;opaque=srvr:MRAS:"<&',
    location: 'internet',
    minutes: 480,
  });
  const reading = readXml(text);
  if (!reading.ok) throw new Error(reading.problem);
  const [request] = reading.root.children;
  expect(request?.children.map(({ local, text: words }) => [local, words])).toEqual([
    ['identity', 'sip:karen@contoso.com'],
    ['location', 'internet'],
    ['duration', '480'],
  ]);
});
