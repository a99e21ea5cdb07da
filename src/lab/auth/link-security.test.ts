import { describe, expect, it } from 'vitest';
import { readMessage } from '../../protocol/sip/read.ts';
import { Association } from './association.ts';
import { LinkSecurity } from './link-security.ts';

const KAREN = 'karen@contoso.com';
const JEREMY = 'jeremy@contoso.com';

/** Signed by whoever's letter it is: what counts here is in whose name. */
const associationOf = (address: string) =>
  new Association({
    scheme: 'TLS-DSK',
    realm: 'realm',
    targetName: 'fe01',
    version: 4,
    opaque: address,
    address,
    endsAt: 1000,
    mac: { sign: () => 'good', verify: (_text, signature) => signature === 'good' },
  });

/** A connection of Jeremy's, of whom alone it knows. */
function link(): LinkSecurity {
  const security = new LinkSecurity({ now: () => 0, randomHex: () => '00000000', faults: () => ({}) });
  security.add(associationOf(JEREMY));
  return security;
}

let count = 0;

/** A message of Jeremy's that names somebody: as its sender, or as who answers. */
function signed(startLine: string, names: { readonly from: string; readonly to: string }, callId: string) {
  count += 1;
  const credentials = `TLS-DSK opaque="${JEREMY}", realm="realm", targetname="fe01", crand="01234567", cnum="${count}", response="good"`;
  return messageOf(startLine, names, callId, [`Authorization: ${credentials}`]);
}

function messageOf(
  startLine: string,
  { from, to }: { readonly from: string; readonly to: string },
  callId: string,
  more: readonly string[] = [],
) {
  const method = startLine.startsWith('BYE') ? 'BYE' : 'INVITE';
  const lines = [startLine, 'Via: SIP/2.0/TLS 127.0.0.1;branch=z9hG4bK1', `From: <sip:${from}>;tag=1`, `To: ${to}`];
  const text = [...lines, `Call-ID: ${callId}`, `CSeq: 1 ${method}`, ...more, 'Content-Length: 0', '', ''].join('\r\n');
  const read = readMessage(Buffer.from(text));
  if (!read.ok) throw new Error(read.problem);
  return { message: read.message, text };
}

const invited = (callId: string) =>
  messageOf(`INVITE sip:${JEREMY} SIP/2.0`, { from: 'vadim@contoso.com', to: `<sip:${KAREN}>` }, callId).text;

describe('a connection on which somebody has signed in', () => {
  it('takes that name, and no other', () => {
    const security = link();
    const to = '<sip:vadim@contoso.com>;tag=2';
    const own = signed('BYE sip:vadim@contoso.com SIP/2.0', { from: JEREMY, to }, 'c1');
    expect(security.judge(own.message, JEREMY)).toBe('good');
    for (const to of ['<sip:vadim@contoso.com>', '<sip:vadim@contoso.com>;tag=2']) {
      const stranger = signed('BYE sip:vadim@contoso.com SIP/2.0', { from: KAREN, to }, 'c1');
      expect(security.judge(stranger.message, KAREN)).toBe('foreign');
    }
    const answer = signed('SIP/2.0 200 OK', { from: 'vadim@contoso.com', to: `<sip:${KAREN}>;tag=2` }, 'c1');
    expect(security.judge(answer.message, KAREN)).toBe('foreign');
  });

  it('takes the name of whom a call was meant for, in that call alone', () => {
    const security = link();
    expect(security.sealed(invited('sent-on'))).toContain('Authentication-Info: TLS-DSK');
    const names = { from: 'vadim@contoso.com', to: `<sip:${KAREN}>;tag=2` };
    expect(security.judge(signed('SIP/2.0 200 OK', names, 'sent-on').message, KAREN)).toBe('good');
    const bye = { from: KAREN, to: '<sip:vadim@contoso.com>;tag=1' };
    expect(security.judge(signed('BYE sip:vadim@contoso.com SIP/2.0', bye, 'sent-on').message, KAREN)).toBe('good');
    expect(security.judge(signed('BYE sip:vadim@contoso.com SIP/2.0', bye, 'another').message, KAREN)).toBe('foreign');
    const other = { ...bye, from: 'robin@contoso.com' };
    expect(
      security.judge(signed('BYE sip:vadim@contoso.com SIP/2.0', other, 'sent-on').message, 'robin@contoso.com'),
    ).toBe('foreign');
  });

  it('signs what follows in such a call, and nothing else for somebody who is not here', () => {
    const security = link();
    const bye = (callId: string) =>
      messageOf('BYE sip:jeremy@contoso.com SIP/2.0', { from: 'vadim@contoso.com', to: `<sip:${KAREN}>;tag=2` }, callId)
        .text;
    expect(security.sealed(bye('sent-on'))).toBe(bye('sent-on'));
    security.sealed(invited('sent-on'));
    expect(security.sealed(bye('sent-on'))).toContain('Authentication-Info');
    expect(security.sealed(bye('another'))).toBe(bye('another'));
  });
});
