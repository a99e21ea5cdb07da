import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDelivery } from './read-delivery.ts';

const report = (inside: string) =>
  `<?xml version="1.0" encoding="utf-8"?><imdn xmlns="http://schemas.microsoft.com/rtc/2005/08/imdn">${inside}</imdn>`;
const recipient = (uri: string, status: string, more = '') =>
  `<recipient uri="${uri}"><status>${status}</status>${more}</recipient>`;

describe('the report on a message in a meeting', () => {
  it('names who has not got it, and why the server says so', () => {
    const entry =
      '<entry><key>ms-diagnostics</key><value>6001;source="server.contoso.com"; reason="Request Timeout";component="ImMcu"</value></entry>';
    const bob = recipient('&lt;sip:Bob@contoso.com ;opaque=user:epid:d7NL6;gruu&gt;', '408', entry);
    expect(readDelivery(report(`<message-id>2</message-id>${bob}`))).toEqual({
      messageId: '2',
      misses: [
        {
          uri: 'sip:bob@contoso.com',
          status: 408,
          diagnostic: {
            code: 6001,
            source: 'server.contoso.com',
            reason: 'Request Timeout',
            params: { component: 'ImMcu' },
          },
        },
      ],
      more: 0,
    });
  });

  it('counts a status below 300 as arrived, and a person once', () => {
    const body = `<message-id>7</message-id>${recipient('sip:a@x.example', '200')}${recipient('sip:b@x.example', '480')}${recipient('sip:B@x.example', '408')}`;
    expect(readDelivery(report(body))).toEqual({
      messageId: '7',
      misses: [{ uri: 'sip:b@x.example', status: 480 }],
      more: 0,
    });
  });

  it('holds at most a hundred, and says how many more there were', () => {
    const many = Array.from({ length: 130 }, (_, at) => recipient(`sip:p${at}@x.example`, '408')).join('');
    const read = readDelivery(report(`<message-id>1</message-id>${many}`));
    expect(read?.misses).toHaveLength(100);
    expect(read?.more).toBe(30);
  });

  it.each([
    ['no XML', 'hello'],
    ['another document', '<a><message-id>1</message-id></a>'],
    ['no message', report('')],
    ['a message with an endless name', report(`<message-id>${'1'.repeat(65)}</message-id>`)],
    ['an endless document', report(`<message-id>1</message-id>${' '.repeat(300_000)}`)],
  ])('takes nothing from %s', (_what, text) => {
    expect(readDelivery(text)).toBeUndefined();
  });

  it('leaves out recipients without address or with an impossible status', () => {
    const body = `<message-id>1</message-id>${recipient('', '408')}${recipient('sip:a@x.example', '99999')}${recipient('sip:b@x.example', 'no')}`;
    expect(readDelivery(report(body))?.misses).toEqual([]);
  });

  it('never throws, and keeps to its bounds', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (uri, status, id) => {
        const read = readDelivery(report(`<message-id>${id}</message-id>${recipient(uri, status)}`));
        expect(read?.misses.length ?? 0).toBeLessThanOrEqual(1);
        readDelivery(uri);
      }),
    );
  });
});
