import { describe, expect, it } from 'vitest';
import type { SipRequest } from '../../protocol/sip/message.ts';
import { readMessage } from '../../protocol/sip/read.ts';
import { isRegistrationNotice, noticeReason } from './registration-notice.ts';

interface Notice {
  readonly method?: string;
  readonly from?: string;
  readonly event?: string;
  readonly body?: string;
}

function notice({ method = 'BENOTIFY', from, event = 'registration-notify', body = '' }: Notice): SipRequest {
  const lines = [
    `${method} sip:192.0.2.10:50230;transport=tls SIP/2.0`,
    'Via: SIP/2.0/TLS 192.0.2.1:443',
    `From: ${from ?? '<sip:karen@contoso.com>;tag=1'}`,
    'To: <sip:karen@contoso.com>;epid=23c6af65b1',
    'Call-ID: 1',
    `CSeq: 1 ${method}`,
    ...(event ? [`Event: ${event}`] : []),
    `Content-Length: ${body.length}`,
  ];
  const read = readMessage(new TextEncoder().encode(`${lines.join('\r\n')}\r\n\r\n${body}`));
  if (!read.ok || read.message.kind !== 'request') throw new Error('not a request');
  return read.message;
}

const isNotice = (given: Notice) => isRegistrationNotice(notice(given), 'sip:karen@Contoso.com');

describe('a notice that the registration is over', () => {
  it.each<Notice>([
    {},
    { method: 'NOTIFY' },
    { event: 'Registration-Notify;id=2' },
    { from: '<sip:pool01.contoso.com>' },
    { from: '<sip:CONTOSO.COM>' },
  ])('is one when the own company sends it: %j', (given) => {
    expect(isNotice(given)).toBe(true);
  });

  it.each<Notice>([
    { from: '<sip:eve@tailspintoys.com>' },
    { from: '<sip:eve@notcontoso.com>' },
    { from: '<sip:eve@contoso.com.tailspintoys.com>' },
    { from: '"contoso.com" <sip:contoso.com@tailspintoys.com>' },
    { from: '<tel:+441785123456>' },
    { method: 'MESSAGE' },
    { method: 'SUBSCRIBE' },
    { event: 'presence' },
    { event: 'x;registration-notify' },
    { event: '' },
  ])('is none from others, nor anything else: %j', (given) => {
    expect(isNotice(given)).toBe(false);
  });

  it.each([
    ['deregistered;event=rejected\r\n', 'rejected'],
    ['Deregistered;Event=DEACTIVATED', 'deactivated'],
    ['', 'unknown'],
    ['registered;event=rejected', 'unknown'],
    ['deregistered;event=', 'unknown'],
    [`deregistered;event=${'x'.repeat(41)}`, 'x'.repeat(40)],
  ])('says in %j: %s', (body, reason) => {
    expect(noticeReason(notice({ body }))).toBe(reason);
  });
});
