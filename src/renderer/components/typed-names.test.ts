import { describe, expect, it } from 'vitest';
import { readFullName, readServerName, readServerPlace } from './typed-names.ts';

describe('names as people type them', () => {
  it.each([
    [' SIP.Contoso.com ', 'sip.contoso.com'],
    ['sip.contoso.com.', 'sip.contoso.com'],
    ['pool01', 'pool01'],
    ['meet.bücher.example', 'meet.xn--bcher-kva.example'],
    ['10.1.2.3', '10.1.2.3'],
  ])('%j is the server %s', (typed, name) => expect(readServerName(typed)).toBe(name));

  it.each(['a b', 'a/b', 'https://sip.contoso.com', '%41.com', 'a..b', '-a.com', '*.contoso.com', 'a@b.com'])(
    '%j is no name',
    (typed) => {
      expect(readServerName(typed)).toBeUndefined();
      expect(readFullName(typed)).toBeUndefined();
    },
  );

  it.each([
    ['proxy.contoso.com:5060 ; transport=TCP', 'proxy.contoso.com:5060;transport=tcp'],
    ['Proxy;transport=tls', 'proxy;transport=tls'],
    ['proxy.contoso.com', 'proxy.contoso.com'],
    ['', ''],
    [';transport=tcp', undefined],
    ['proxy;transport=udp', undefined],
    ['proxy;lr', undefined],
  ])('%j is the place %s', (typed, place) => expect(readServerPlace(typed)).toBe(place));

  it('[C6] a full name has at least two parts', () => {
    expect(readFullName(' SipDir.Online.lync.com. ')).toBe('sipdir.online.lync.com');
    for (const typed of ['', 'contoso', '10.1.2.3', 'a_b.contoso.com', 'sip.contoso.com:443']) {
      expect(readFullName(typed)).toBeUndefined();
    }
  });

  it.each([
    ['', ''],
    ['  ', ''],
    ['Pool01.contoso.com', 'pool01.contoso.com'],
    ['edge.contoso.com:5061', 'edge.contoso.com:5061'],
    ['[2001:DB8::1]:443', '[2001:db8::1]:443'],
    ['[2001:db8::1]', '[2001:db8::1]'],
  ])('[B14] %j is the server %j', (typed, name) => expect(readServerName(typed)).toBe(name));

  it.each(['a b', 'pool01:port', 'pool01:', 'pool01:0', 'pool01:65536', '2001:db8::1', '[::g]', 'sip:pool01', ':5061'])(
    '[B14] %j is no server',
    (typed) => expect(readServerName(typed)).toBeUndefined(),
  );
});
