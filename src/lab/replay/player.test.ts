import { describe, expect, it } from 'vitest';
import { ReplayPlayer } from './player.ts';

const SERVER = 'sip.contoso.com';

const request = (method: string, names: { callId: string; tag: string }, more: readonly string[] = []) =>
  [
    `${method} sip:karen@contoso.com SIP/2.0`,
    'Via: SIP/2.0/TLS 127.0.0.1:1;branch=z9hG4bK1',
    `From: <sip:karen@contoso.com>;tag=${names.tag}`,
    'To: <sip:karen@contoso.com>',
    `Call-ID: ${names.callId}`,
    `CSeq: 1 ${method}`,
    'Event: presence',
    ...more,
    '',
    '',
  ].join('\r\n');

const then = { callId: 'ab12cd34ef56', tag: 'f00dbeef' };
const now = { callId: 'Xy12-QQ9z', tag: 'TagOfMINE' };

const player = () =>
  new ReplayPlayer({
    offhookReplay: 1,
    name: 'a test',
    recordedAt: 0,
    servers: [{ host: SERVER, port: 5061 }],
    domains: {},
    leftOut: [],
    exchanges: [
      {
        server: SERVER,
        request: request('SUBSCRIBE', then),
        answers: [
          `SIP/2.0 200 OK\r\nFrom: <sip:karen@contoso.com>;tag=${then.tag}\r\nTo: <sip:karen@contoso.com>;tag=s1\r\n\r\n`,
        ],
        pushes: [
          `NOTIFY sip:karen@contoso.com SIP/2.0\r\nFrom: <sip:karen@contoso.com>;tag=s1\r\nTo: <sip:karen@contoso.com>;tag=${then.tag}\r\nCall-ID: ${then.callId}\r\nCSeq: 1 NOTIFY\r\n\r\n`,
        ],
      },
    ],
  });

describe('a recording that is played to a client', () => {
  it('calls it by its own names, letter by letter: Call-ID and tags are told apart by case', () => {
    const [, push] = player().take(SERVER, request('SUBSCRIBE', now));
    expect(push).toContain(`\r\nCall-ID: ${now.callId}\r\n`);
    expect(push).toContain(`;tag=${now.tag}\r\n`);
  });

  it('finds a name that the server wrote in other letters', () => {
    const upper = { ...then, tag: then.tag.toUpperCase() };
    const [answer] = new ReplayPlayer({
      offhookReplay: 1,
      name: 'a test',
      recordedAt: 0,
      servers: [{ host: SERVER, port: 5061 }],
      domains: {},
      leftOut: [],
      exchanges: [
        {
          server: SERVER,
          request: request('SUBSCRIBE', upper),
          answers: [`SIP/2.0 200 OK\r\nX-Seen: ${then.tag}\r\n\r\n`],
          pushes: [],
        },
      ],
    }).take(SERVER, request('SUBSCRIBE', now));
    expect(answer).toContain(`\r\nX-Seen: ${now.tag.toLowerCase()}\r\n`);
  });
});
