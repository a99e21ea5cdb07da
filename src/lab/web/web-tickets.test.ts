import { describe, expect, it } from 'vitest';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import recordings from '../../../test/fixtures/web/recorded.json' with { type: 'json' };
import { readXml } from '../../protocol/xml/read.ts';
import { defaultTopology } from '../topologies/default-topology.ts';
import { proofKey, type TicketOrder, WebTickets } from './web-tickets.ts';

const [company] = defaultTopology('127.0.77').companies;
const person = company?.people.find(({ address }) => address === 'yuki@contoso.com');
if (!person) throw new Error('nobody');
const order: TicketOrder = {
  person,
  appliesTo: 'https://web.contoso.com/',
  issuer: 'https://web.contoso.com/WebTicket/WebTicketService.svc',
  from: Date.UTC(2015, 2, 12, 10, 15),
  until: Date.UTC(2015, 2, 12, 18, 15),
  proofKey: undefined,
};

describe('the key of a ticket', () => {
  it.each(recordings)('is what another client computed: $name', (recorded) => {
    const [client, server] = [recorded.clientEntropy, recorded.serverEntropy].map((text) =>
      Buffer.from(text, 'base64'),
    );
    const key = proofKey(client ?? Buffer.alloc(0), server ?? Buffer.alloc(0), 32);
    expect(Buffer.from(key).toString('base64')).toBe(recorded.proofKey);
  });

  it('has as many bytes as asked for', () => {
    const key = (length: number) => Buffer.from(proofKey(Buffer.alloc(32, 1), Buffer.alloc(32, 2), length));
    expect(key(32).toString('hex')).toBe('e7dee695899af2c5b5603c57cc0bbfb1cef01b0c5b4c1f113a95b064cebd65ed');
    expect([key(1), key(20), key(64)].map(({ length }) => length)).toEqual([1, 20, 64]);
    expect(key(64).subarray(0, 32)).toEqual(key(32));
  });
});

describe('tickets', () => {
  it('are assertions that stand for themselves, with names beyond ASCII in them', () => {
    const { assertion, id } = new WebTickets(createFakeRandom()).issue(order);
    const reading = readXml(assertion);
    expect(reading.ok && reading.root).toMatchObject({
      local: 'Assertion',
      ns: 'urn:oasis:names:tc:SAML:1.0:assertion',
    });
    expect(assertion).toContain(`AssertionID="${id}"`);
    expect(assertion).toContain('NotBefore="2015-03-12T10:15:00Z" NotOnOrAfter="2015-03-12T18:15:00Z"');
    expect(assertion).toContain('Yuki Ōkawa');
  });

  it('are found by their id, the last thousand of them', () => {
    const tickets = new WebTickets(createFakeRandom());
    const issued = Array.from({ length: 1001 }, () => tickets.issue(order).id);
    expect(new Set(issued).size).toBe(1001);
    expect(tickets.find(issued[0] ?? '')).toBeUndefined();
    expect(tickets.find(issued[1] ?? '')?.person).toBe(person);
    expect(tickets.find('SamlSecurityToken-0')).toBeUndefined();
  });
});
