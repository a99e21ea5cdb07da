import { expect, it } from 'vitest';
import { readMessage } from '../../protocol/sip/read.ts';
import { readMove } from './moved.ts';

function answer(status: number, ...contacts: string[]) {
  const lines = [
    `SIP/2.0 ${status} Moved`,
    'Via: SIP/2.0/TLS 192.0.2.10:50230',
    'From: <sip:karen@contoso.com>;tag=1',
    'To: <sip:karen@contoso.com>;tag=2',
    'Call-ID: 1',
    'CSeq: 4 REGISTER',
    ...contacts.map((contact) => `Contact: ${contact}`),
    'Content-Length: 0',
  ];
  const read = readMessage(new TextEncoder().encode(`${lines.join('\r\n')}\r\n\r\n`));
  if (!read.ok || read.message.kind !== 'response') throw new Error('no answer');
  return read.message;
}

it.each([
  ['<sip:pool01.contoso.com:5061;transport=tls>', 'pool01.contoso.com:5061 tls'],
  ['sip:Pool01.contoso.com', 'pool01.contoso.com:5061 tls'],
  ['<sips:pool01.contoso.com>', 'pool01.contoso.com:5061 tls'],
  ['<sip:pool01.contoso.com:443;transport=TLS>;q=0.5', 'pool01.contoso.com:443 tls'],
  ['<sip:pool01.contoso.com;transport=tcp>', 'pool01.contoso.com:5060 tcp'],
  ['<tel:+441785123456>, <sip:pool02.contoso.com>', 'pool02.contoso.com:5061 tls'],
])('%s leads to %s', (contact, place) => {
  for (const status of [301, 302]) {
    const target = readMove(answer(status, contact));
    expect(`${target?.host}:${target?.port} ${target?.transport}`).toBe(place);
  }
});

it.each([
  ['no Contact', answer(301)],
  ['a telephone', answer(301, '<tel:+441785123456>')],
  ['a transport we do not have', answer(301, '<sip:pool01.contoso.com;transport=udp>')],
  ['clear text in the name of security', answer(301, '<sips:pool01.contoso.com;transport=tcp>')],
  ['another answer', answer(200, '<sip:pool01.contoso.com>')],
])('%s leads nowhere', (_, response) => {
  expect(readMove(response)).toBeUndefined();
});
