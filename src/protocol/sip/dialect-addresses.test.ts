/** What Microsoft servers and their neighbours really send, and stock parsers drop or bend: addresses and Via. */
import { describe, expect, it } from 'vitest';
import { acceptRequest, acceptResponse } from '../../../test/fixtures/sip/accept.ts';
import { headerOf, headersOf, type SipMessage } from './message.ts';
import { readNameAddr, readNameAddrs } from './name-addr.ts';
import { readUri } from './uri.ts';
import { readVias } from './via.ts';

const nameAddr = (message: SipMessage, key: string) => readNameAddr(headerOf(message, key) ?? '');
const contacts = (message: SipMessage) => headersOf(message, 'contact').flatMap((value) => readNameAddrs(value) ?? []);

describe('addresses', () => {
  it('reads From without a blank before <, with epid', () => {
    const from = nameAddr(acceptResponse('200 OK', 'INVITE'), 'from');
    expect(from?.name).toBe('Karen Berg');
    expect([...(from?.params ?? [])]).toEqual([
      ['tag', '2420628112'],
      ['epid', '54392f1bbf'],
    ]);
  });

  it('keeps a GRUU in To byte exact', () => {
    const to = nameAddr(acceptResponse('200 OK', 'INVITE'), 'to');
    expect(to?.uri.wire).toBe('sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ');
  });

  it('keeps a GRUU in Contact byte exact', () => {
    const gruu = 'sip:karen@contoso.com;opaque=user:epid:-gLwenLTVVqy-Ak8TJn1ZAAA;gruu';
    const message = acceptResponse('200 OK', 'INVITE', [`Contact: <${gruu}>;text;audio;video`]);
    expect(contacts(message)[0]?.uri.wire).toBe(gruu);
    expect([...(contacts(message)[0]?.params.keys() ?? [])]).toEqual(['text', 'audio', 'video']);
  });

  it('reads proxy=replace, methods and +sip.instance of a Contact', () => {
    const [contact, ...others] = contacts(
      acceptRequest('REGISTER', [
        'Contact: <sip:10.0.0.5:50230;transport=tls;ms-opaque=d3470f2e1d>;methods="INVITE, MESSAGE, INFO, BENOTIFY";proxy=replace;+sip.instance="<urn:uuid:34D859DB-6585-5F91-A3B4-DE853C15347D>"',
      ]),
    );
    expect(others).toEqual([]);
    expect(contact?.params.get('methods')).toBe('INVITE, MESSAGE, INFO, BENOTIFY');
    expect(contact?.params.get('proxy')).toBe('replace');
    expect(contact?.params.get('+sip.instance')).toBe('<urn:uuid:34D859DB-6585-5F91-A3B4-DE853C15347D>');
  });

  it('reads the gruu parameter of a REGISTER answer', () => {
    const [contact] = contacts(
      acceptResponse('200 OK', 'REGISTER', [
        'Contact: <sip:192.168.172.6:12723;transport=tls;ms-opaque=fad3dfab32;ms-received-cid=2600>;expires=7200;+sip.instance="<urn:uuid:34d859db-6585-5f91-a3b4-de853c15347d>";gruu="sip:user@cosmo.local;opaque=user:epid:21nYNIVlkV-jtN6FPBU0fQAA;gruu"',
      ]),
    );
    expect(contact?.params.get('gruu')).toBe('sip:user@cosmo.local;opaque=user:epid:21nYNIVlkV-jtN6FPBU0fQAA;gruu');
    expect(contact?.params.get('expires')).toBe('7200');
  });

  it('reads several Contacts under differently cased names', () => {
    const message = acceptResponse('200 OK', 'REGISTER', [
      'CONTACT: <sip:1.2.3.4:1;transport=tls>;expires=1',
      'contact: <sip:1.2.3.5:1;transport=tls>;expires=1',
    ]);
    expect(contacts(message)).toHaveLength(2);
  });

  it.each([
    ['unquoted beyond ASCII', 'Jürgen Müller <sip:j@contoso.com>;tag=1', 'Jürgen Müller'],
    ['unquoted with brackets and dots', 'Berg (ext.) <sip:j@contoso.com>;tag=1', 'Berg (ext.)'],
    ['escaped quotes', '"J \\"Jo\\" Berg" <sip:j@contoso.com>;tag=1', 'J "Jo" Berg'],
    ['empty', '""<sip:j@contoso.com>;tag=1', ''],
    ['none, and no brackets', 'sip:sender@company.com;tag=1;epid=54392f1bbf01', ''],
  ])('reads a display name: %s', (_, value, name) => {
    const from = nameAddr(acceptRequest('INVITE', [], { from: `From: ${value}` }), 'from');
    expect(from?.name).toBe(name);
    expect(from?.params.get('tag')).toBe('1');
  });

  it('reads a name folded off its address', () => {
    const message = acceptRequest('INVITE', [], {
      from: 'From: "Karen Berg"\r\n  <sip:karen@contoso.com>;tag=1;epid=2',
    });
    expect(nameAddr(message, 'from')?.params.get('epid')).toBe('2');
  });

  it('reads a PSTN caller with a tel URI', () => {
    const from = nameAddr(acceptRequest('INVITE', [], { from: 'From: <tel:+4722222222>;tag=1;epid=A' }), 'from');
    expect(from?.uri).toMatchObject({ kind: 'tel', number: '+4722222222' });
  });

  it('accepts tel and other schemes as Request-URI', () => {
    expect(readUri('tel:+4722222222')).toMatchObject({ kind: 'tel' });
    expect(acceptRequest('INVITE', [], { uri: 'tel:+4722222222' })).toMatchObject({ uri: 'tel:+4722222222' });
  });

  it('keeps phone-context in the user part byte exact', () => {
    const uri = 'sip:5551234;phone-context=contoso.com@contoso.com;user=phone';
    const to = nameAddr(acceptRequest('INVITE', [], { to: `To: <${uri}>` }), 'to');
    expect(to?.uri).toMatchObject({ wire: uri, user: '5551234;phone-context=contoso.com', host: 'contoso.com' });
  });

  it('reads sips everywhere', () => {
    const message = acceptRequest('INVITE', ['Contact: <sips:a@b.c>'], {
      uri: 'sips:a@b.c',
      from: 'From: <sips:a@b.c>;tag=1',
      to: 'To: <sips:b@b.c>',
    });
    expect(nameAddr(message, 'from')?.uri).toMatchObject({ kind: 'sip', scheme: 'sips' });
  });

  it.each([
    'sip:a@[2001:db8::9:255]:5061;transport=tls',
    'sip:a@[::ffff:192.0.2.10]:5061',
    'sip:a@3com',
    'sip:a@pool.01',
    'sip:fe01',
  ])('reads the host of %s', (uri) => {
    expect(contacts(acceptRequest('INVITE', [`Contact: <${uri}>`]))[0]?.uri).toMatchObject({ kind: 'sip', wire: uri });
  });

  it('reads P-Asserted-Identity with two URIs and a comma in the name', () => {
    const message = acceptRequest('INVITE', [
      'P-Asserted-Identity: "Lunch, Lucas" <sip:llucas@cisco.com>,<tel:+420123456;ext=88463>',
    ]);
    const identities = readNameAddrs(headerOf(message, 'p-asserted-identity') ?? '');
    expect(identities?.map((identity) => identity.uri.wire)).toEqual([
      'sip:llucas@cisco.com',
      'tel:+420123456;ext=88463',
    ]);
    expect(identities?.[0]?.name).toBe('Lunch, Lucas');
  });

  it('keeps a signed Record-Route byte exact, and reads a folded list', () => {
    const signed =
      'sip:LOC-P01.COMPANY.COM:5061;transport=tls;ms-fe=LOC-FE03.COMPANY.COM;opaque=state:F:T:Eu:Ci.R37abe00;lr;ms-route-sig=gdOGgL7NiL3hv_oBc0NdrJOxZk_r-8naq-k_DtpgAA';
    const message = acceptRequest('INVITE', [`RECORD-ROUTE: <${signed}>,\r\n <sip:edge.contoso.com;lr>`]);
    const routes = readNameAddrs(headerOf(message, 'record-route') ?? '');
    expect(routes?.map((route) => route.uri.wire)).toEqual([signed, 'sip:edge.contoso.com;lr']);
  });

  it('reads Refer-To with Replaces, and Referred-By with its signature', () => {
    const message = acceptRequest('REFER', [
      'Refer-To: <sip:bob@contoso.com;gruu;opaque=user:epid:abc?REPLACES=12345%40h%3Bto-tag%3D1%3Bfrom-tag%3D2>',
      'Referred-By: <sip:a@b.c>;ms-identity="MIIB..:Thu, 01 Jan";ms-identity-info="sip:fe:5061;transport=tls";ms-identity-alg=rsa-sha1',
    ]);
    expect(nameAddr(message, 'refer-to')?.uri).toMatchObject({
      headers: 'REPLACES=12345%40h%3Bto-tag%3D1%3Bfrom-tag%3D2',
    });
    expect(nameAddr(message, 'referred-by')?.params.get('ms-identity')).toBe('MIIB..:Thu, 01 Jan');
  });
});

describe('Via', () => {
  it('[D6] reads received, ms-received-port and ms-received-cid', () => {
    const via = readVias(headerOf(acceptResponse('200 OK', 'INVITE'), 'via') ?? '')?.[0];
    expect(via).toMatchObject({ transport: 'TLS', host: '192.168.44.10', port: 50230 });
    expect(via?.params.get('received')).toBe('10.117.245.254');
    expect(via?.params.get('ms-received-port')).toBe('50230');
    expect(via?.params.get('ms-received-cid')).toBe('37ABE00');
  });

  it('does not miss a branch, in any case of the transport', () => {
    const message = acceptResponse('200 OK', 'MESSAGE', [], {
      via: 'Via: SIP/2.0/tls 192.168.44.10:50230;received=10.117.245.254',
    });
    expect(readVias(headerOf(message, 'via') ?? '')?.[0]).toMatchObject({ transport: 'TLS' });
  });

  it('takes the topmost of two in one line first', () => {
    const message = acceptResponse('200 OK', 'INVITE', [], {
      via: 'Via: SIP/2.0/TLS a.b:1;branch=z9hG4bKa, SIP/2.0/TLS b.c:1;branch=z9hG4bKb',
    });
    expect(readVias(headerOf(message, 'via') ?? '')?.map((via) => via.params.get('branch'))).toEqual([
      'z9hG4bKa',
      'z9hG4bKb',
    ]);
  });

  it.each(['2001:db8::9:255', '[2001:db8::9:255]'])('reads IPv6 sent-by and received=%s', (received) => {
    const message = acceptRequest('INVITE', [], {
      via: `Via: SIP/2.0/TLS [2001:db8::9:1]:5061;branch=z9hG4bKas3;received=${received}`,
    });
    expect(readVias(headerOf(message, 'via') ?? '')?.[0]).toMatchObject({ host: '[2001:db8::9:1]', port: 5061 });
  });
});
