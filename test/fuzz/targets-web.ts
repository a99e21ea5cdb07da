/** Readers of web services and of what discovery is given, with sound inputs to damage. */
import assert from 'node:assert/strict';
import { domainToASCII } from 'node:url';
import { typedServers } from '../../src/main/discovery/candidate.ts';
import { readWebUrl, redirectOf } from '../../src/main/web/web-url.ts';
import { readAutodiscover, sipServersOf } from '../../src/protocol/autodiscover/read.ts';
import { readPublishAnswer } from '../../src/protocol/cert-prov/read.ts';
import { readDomain, readSignInAddress } from '../../src/protocol/discovery/address.ts';
import { isTrustedName } from '../../src/protocol/discovery/name-trust.ts';
import { isTrustedWebHost } from '../../src/protocol/discovery/web-trust.ts';
import { readWebOffers } from '../../src/protocol/http/www-authenticate.ts';
import { judgeFault } from '../../src/protocol/soap/judge-fault.ts';
import { certificatePort, readMex, ticketPort } from '../../src/protocol/soap/mex.ts';
import { readSoap } from '../../src/protocol/soap/read.ts';
import { readTicketAnswer } from '../../src/protocol/web-ticket/read.ts';
import {
  certificateMex,
  faultAnswer,
  publishAnswer,
  rootDocument,
  ticketAnswer,
  ticketMex,
  userDocument,
} from '../fixtures/web/answers.ts';
import { type FuzzTarget, textTarget, xmlTarget } from './fuzz.ts';

const base = 'https://pool01.contoso.com';

const documents = [
  rootDocument({ Domain: `${base}/d`, User: `${base}/u` }, 'Internal'),
  rootDocument({ Redirect: `${base}/` }),
  userDocument({ internal: 'pool01.contoso.com:5061', external: 'sip.contoso.com:443' }, 'External'),
  `{"_links":{"self":{"href":"${base}/"},"user":{"href":"${base}/u"},"redirect":{"href":"${base}/r"}}}`,
];

const tickets = [
  ticketAnswer({
    assertionId: 'SamlSecurityToken-1',
    created: '2026-11-21T03:22:57Z',
    expires: '2026-11-21T11:22:57.5Z',
    entropy: 'AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=',
  }),
  faultAnswer('FailedAuthentication', 'No valid security token.'),
];

const offers = [
  'Negotiate',
  'NTLM TlRMTVNTUAACAAAA',
  'Basic realm="a, b"',
  'Negotiate, NTLM,Basic realm=x',
  'Bearer a="b", NTLM',
];

const names = [
  'karen@contoso.com',
  'sip:kim@bücher.example',
  'sip.contoso.com',
  'evilcontoso.com',
  '[::1]:5061',
  'pool01.corp.local.',
];

const urls = [
  `${base}/a/b.svc?c=d#e`,
  'https://[2001:db8::1]:8443/',
  'https://u:p@a/',
  '../x/y?z',
  '//evil.example/',
  'http://a/',
];

export const webTargets: readonly FuzzTarget[] = [
  xmlTarget('autodiscover', documents, (text) => {
    const read = readAutodiscover(text);
    if (!read.ok) return;
    assert.ok(read.value.links.length <= 64);
    for (const { host, port } of sipServersOf(read.value)) assert.ok(host !== '' && port > 0 && port < 65_536);
  }),
  xmlTarget(
    'mex',
    [certificateMex(base), ticketMex(base, ['NegotiateAuthentication', 'BasicAuthentication'])],
    (text) => {
      const read = readMex(text);
      if (!read.ok) return;
      assert.ok(read.ports.length <= 64);
      assert.notEqual(certificatePort(read.ports)?.ticket?.needsProof, false);
      ticketPort(read.ports);
    },
  ),
  xmlTarget('web-ticket', tickets, (text) => {
    const read = readTicketAnswer(text);
    if (read.kind === 'fault') judgeFault(read.fault);
    if (read.kind !== 'ticket') return;
    // Whatever was damaged: what goes into our own message is the server's bytes, and nothing in it can break out.
    assert.ok(text.includes(read.ticket.assertion) && read.ticket.assertion.endsWith('>'));
    assert.match(`${read.ticket.created} ${read.ticket.expires} ${read.ticket.assertionId}`, /^[\w.: -]+$/);
  }),
  xmlTarget('soap', [...tickets, publishAnswer('MIICtTCCAZ0CFGS2')], (text) => {
    readSoap(text);
    const read = readPublishAnswer(text);
    if (read.kind === 'certificate') assert.match(read.base64, /^[A-Za-z0-9+/]+=*$/);
  }),
  textTarget('web-offers', offers, (text) => {
    assert.ok(readWebOffers([text, text]).length <= 3);
  }),
  textTarget('web-url', urls, (text) => {
    const url = readWebUrl(text);
    if (url)
      assert.ok(!url.authority.includes('@') && url.path.startsWith('/') && !/[\r\n ]/.test(url.path + url.authority));
    redirectOf('GET', { status: 302, headers: { location: [text] }, text: '' }, `${base}/`);
  }),
  textTarget('sign-in-address', names, (text) => {
    const read = readSignInAddress(text, domainToASCII);
    if (read.ok) assert.match(read.value.sipUri, /^sip:[^\s@"<>]+@[a-z0-9._-]+$/);
    const domain = readDomain(text, domainToASCII);
    if (domain !== undefined) assert.match(domain, /^[a-z0-9_]([a-z0-9._-]*[a-z0-9_])?$/);
  }),
  textTarget('name-trust', names, (text) => {
    const rule = { strict: false, trusted: [] };
    const isOwn = /^([^.]+\.)?contoso\.com\.?$/i.test(domainToASCII(text));
    if (isTrustedName(text, 'contoso.com', rule, domainToASCII)) assert.ok(isOwn, text);
    if (isTrustedWebHost(text, { domain: 'contoso.com', server: text, rule }, domainToASCII)) assert.ok(text !== '');
    typedServers({ manualInternal: text, manualExternal: '', allowTcp: true });
  }),
];
