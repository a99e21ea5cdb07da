import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { assertionText, faultAnswer, ticketAnswer } from '../../../test/fixtures/web/answers.ts';
import recorded from '../../../test/fixtures/web/recorded.json' with { type: 'json' };
import { readXml } from '../xml/read.ts';
import { type HmacSha1, proofKey } from './proof-key.ts';
import { readTicketAnswer, type WebTicket } from './read.ts';
import { writeTicketRequest } from './write.ts';
import { type SecurityHashes, signedInfo, writeSecurity } from './write-security.ts';

const hmac: HmacSha1 = (key, data) => createHmac('sha1', key).update(data).digest();
const hashes: SecurityHashes = {
  sha1: (text) => createHash('sha1').update(text).digest('base64'),
  hmacSha1: (key, text) => createHmac('sha1', key).update(text).digest('base64'),
};
const bytes = (base64: string) => Buffer.from(base64, 'base64');
const facts = {
  assertionId: 'SamlSecurityToken-50463b0c-bffc-4b10-b24e-7acbdc75a395',
  created: '2026-11-21T03:22:57.1234567Z',
  expires: '2026-11-21T11:22:57Z',
  entropy: 'AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=',
};

function ticket(text: string): WebTicket {
  const read = readTicketAnswer(text);
  if (read.kind !== 'ticket') throw new Error(JSON.stringify(read));
  return read.ticket;
}

describe('[E7] the proof key', () => {
  it.each(recorded)('is the one of the recorded client and server: $name', (each) => {
    const key = proofKey(bytes(each.clientEntropy), bytes(each.serverEntropy), 32, hmac);
    expect(Buffer.from(key).toString('base64')).toBe(each.proofKey);
  });

  it('is as long as asked for, block by block', () => {
    const of = (length: number) =>
      Buffer.from(proofKey(new Uint8Array(32).fill(1), new Uint8Array(32).fill(2), length, hmac));
    expect(of(32).toString('hex')).toBe('e7dee695899af2c5b5603c57cc0bbfb1cef01b0c5b4c1f113a95b064cebd65ed');
    expect(of(0)).toHaveLength(0);
    expect(of(100).subarray(0, 32)).toEqual(of(32));
  });
});

describe('[E7] the proof', () => {
  it.each(recorded)('signs what the recorded client signed, with its result: $name', (each) => {
    expect(hashes.sha1(each.timestamp)).toBe(each.digest);
    const info = signedInfo(each.digest);
    expect(info).toBe(each.signedInfo);
    expect(hashes.hmacSha1(bytes(each.proofKey), info)).toBe(each.signature);
  });

  it('covers the timestamp that is sent and names the ticket that is sent', () => {
    const held = ticket(ticketAnswer(facts));
    const key = new Uint8Array(32).fill(9);
    const security = writeSecurity(held, key, hashes);
    const timestamp = /<wsu:Timestamp.*<\/wsu:Timestamp>/.exec(security)?.[0] ?? '';
    expect(timestamp).toContain(`<wsu:Created>${facts.created}</wsu:Created>`);
    expect(security).toContain(signedInfo(hashes.sha1(timestamp)));
    expect(security).toContain(`<SignatureValue>${hashes.hmacSha1(key, signedInfo(hashes.sha1(timestamp)))}<`);
    expect(security).toContain(`#SAMLAssertionID">${facts.assertionId}</wsse:KeyIdentifier>`);
    expect(security).toContain(assertionText(facts.assertionId, facts.created, facts.expires));
    expect(readXml(security).ok).toBe(true);
  });
});

describe('the answer', () => {
  it.each([
    ['in a processing instruction', (text: string) => text.replace('<s:Body>', '<?x <saml:Assertion>?><s:Body>')],
    [
      'in the header',
      (text: string) =>
        text.replace('<s:Body>', '<s:Header><saml:Assertion AssertionID="other"></saml:Assertion></s:Header><s:Body>'),
    ],
  ])('whose ticket may be taken for another is refused: %s', (_, damage) => {
    const text = damage(ticketAnswer(facts));
    expect(text).not.toBe(ticketAnswer(facts));
    expect(readTicketAnswer(text)).toEqual({ kind: 'unreadable', problem: 'an assertion that cannot be cut out' });
  });

  it('[E7] gives the assertion byte for byte, and what the key is made from', () => {
    expect(ticket(ticketAnswer(facts))).toEqual({
      assertion: assertionText(facts.assertionId, facts.created, facts.expires),
      assertionId: facts.assertionId,
      created: facts.created,
      expires: facts.expires,
      proof: { kind: 'server-entropy', base64: facts.entropy },
    });
  });

  it('may hold one response without a collection, a key of the server alone, or no key', () => {
    const single = ticketAnswer(facts)
      .replace(/<(\/?)RequestSecurityTokenResponseCollection/g, '<$1x')
      .replace(/<\/?x[^>]*>/g, '');
    expect(ticket(single).assertionId).toBe(facts.assertionId);
    const given = ticketAnswer(facts).replace(
      /<ComputedKey>.*<\/ComputedKey>/,
      `<BinarySecret>${facts.entropy}</BinarySecret>`,
    );
    expect(ticket(given).proof).toEqual({ kind: 'key', base64: facts.entropy });
    expect(ticket(ticketAnswer({ ...facts, entropy: 'not base64!' })).proof).toBeUndefined();
  });

  it('may be a fault', () => {
    expect(readTicketAnswer(faultAnswer('FailedAuthentication', 'no'))).toMatchObject({ kind: 'fault' });
  });

  it.each([
    ['a web page', '<html/>', 'a document <html>'],
    ['another body', '<Envelope><Body/></Envelope>', 'no RequestSecurityTokenResponse'],
    ['no assertion', ticketAnswer(facts).replaceAll('Assertion', 'Token'), 'no assertion with an ID'],
    ['an ID that would break out', ticketAnswer({ ...facts, assertionId: 'a&quot;&lt;b' }), 'no assertion with an ID'],
    [
      'a time that would break out',
      ticketAnswer({ ...facts, created: '2026-11-21T03:22:57Z&lt;x/&gt;' }),
      'no lifetime',
    ],
    ['no lifetime', ticketAnswer({ ...facts, expires: '' }), 'no lifetime'],
    [
      'comments',
      ticketAnswer(facts).replace('<Lifetime>', '<!-- <saml:Assertion> --><Lifetime>'),
      'an assertion that cannot be cut out',
    ],
    ['half of it', ticketAnswer(facts).slice(0, 900), 'not-well-formed'],
  ])('is unreadable with %s', (_, text, problem) => {
    expect(readTicketAnswer(text)).toEqual({ kind: 'unreadable', problem });
  });
});

it('[E7] the request claims the address and brings entropy', () => {
  const request = {
    sipUri: "sip:o'h&a@contoso.com",
    appliesTo: 'https://a/?b&c',
    context: 'c',
    entropy: facts.entropy,
  };
  const text = writeTicketRequest(request);
  expect(readXml(text).ok).toBe(true);
  expect(text).toContain('<auth:Value>sip:o&#39;h&#38;a@contoso.com</auth:Value>');
  expect(text).toContain(`<wst:Entropy><wst:BinarySecret>${facts.entropy}</wst:BinarySecret></wst:Entropy>`);
});
