/** "Can I join?" against the lab: four red states with four texts, and green where a join would work (mission B15, I14). */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { JoinCheck } from '../../src/shared/model/join-check.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

let world: LabClient;
beforeAll(async () => {
  world = await startLabClient();
});
afterAll(() => world.stop());

const partner = 'tailspintoys.com';
const edge = () => {
  const server = world.lab.profile.servers.find(({ name, role }) => role === 'edge' && name.endsWith(partner));
  if (!server) throw new Error('the lab has no edge of the partner');
  return server;
};

afterEach(() => world.lab.setFaults(edge().name, {}));

async function check(text: string): Promise<JoinCheck> {
  const outcome = await world.client.joinCheck.check(text);
  if (!outcome.ok) throw new Error(outcome.failure.code);
  return outcome.value;
}

const told = ({ requirements }: JoinCheck) =>
  Object.fromEntries(requirements.map(({ requirement, verdict }) => [requirement, verdict]));
const cause = ({ requirements }: JoinCheck) =>
  requirements.flatMap(({ requirement, failure }) => (failure ? [`${requirement}: ${failure.code}`] : []));

it('[B15] [I14] says yes four times where a guest gets in, and leaves nothing open', async () => {
  const before = world.lab.openConnections();
  const found = await check(`garth@${partner}`);
  expect(told(found)).toEqual({ names: 'met', reach: 'met', trust: 'met', client: 'met' });
  expect(found.requirements[1]?.server).toMatch(new RegExp(`^sip\\.${partner}:\\d+$`));
  while (world.lab.openConnections() > before) await new Promise((resolve) => setImmediate(resolve));
  expect(world.lab.log().filter(({ text }) => text.startsWith('INVITE'))).toEqual([]);
});

it.each([
  ['a domain', () => partner],
  ['an address', () => `garth@${partner}`],
  ['a link', () => world.lab.profile.meetings.find(({ id }) => id === '2Z92HZZZ')?.links.conf ?? ''],
  ['a page', () => world.lab.profile.meetings.find(({ id }) => id === '2Z92HZZZ')?.links.https ?? ''],
])('[B15] takes %s', async (_, text) => {
  expect(await check(text())).toMatchObject({ domain: partner });
});

it('[B16] [B17] shows the records by which companies find each other', async () => {
  const { records } = await check(partner);
  expect(records.map(({ kind, lookup }) => [kind, lookup.name])).toEqual([
    ['federation', `_sipfederationtls._tcp.${partner}`],
    ['xmpp', `_xmpp-server._tcp.${partner}`],
  ]);
  expect(records[0]?.lookup).toMatchObject({ outcome: 'answered', answers: [expect.stringContaining(partner)] });
});

it('[B16] [B17] takes a record that leads nowhere for what it says: that nobody is found there', async () => {
  const name = `_sipfederationtls._tcp.${partner}`;
  world.lab.dns.behave(name, 'SRV', { kind: 'answer', srv: [{ target: '.', port: 0 }] });
  const { records } = await check(partner);
  world.lab.dns.behave(name, 'SRV', { kind: 'records' });
  expect(records[0]?.lookup).toMatchObject({ outcome: 'answered', verdict: 'no-answer' });
});

it('[B15] without names nobody can tell the rest', async () => {
  const found = await check('nobody-has-this.example');
  expect(told(found)).toEqual({ names: 'not-met', reach: 'unknown', trust: 'unknown', client: 'met' });
  expect(cause(found)).toEqual(['names: DOMAIN_UNKNOWN']);
});

it('[B15] an edge that takes no connection is out of reach', async () => {
  world.lab.setFaults(edge().name, { refuseConnections: true });
  const found = await check(partner);
  expect(told(found)).toEqual({ names: 'met', reach: 'not-met', trust: 'unknown', client: 'met' });
  expect(cause(found)).toEqual(['reach: CONNECT_REFUSED']);
});

it('[B15] a certificate that does not hold is told as such', async () => {
  world.lab.setFaults(edge().name, { certificate: 'expired' });
  const found = await check(partner);
  expect(told(found)).toEqual({ names: 'met', reach: 'met', trust: 'not-met', client: 'met' });
  expect(cause(found)).toEqual(['trust: CERTIFICATE_EXPIRED']);
});

it.each([
  ['', 'empty'],
  ['hello there', 'no-link'],
  ['http://meet.example.com/a/B2C3D4E5', 'not-https'],
])('what is none is said to be none: %j', async (text, problem) => {
  expect(await world.client.joinCheck.check(text)).toMatchObject({
    ok: false,
    failure: { code: 'LINK_INVALID', data: { problem } },
  });
});

it('ends with the client', async () => {
  world.lab.setFaults(edge().name, { silent: 'tcp' });
  const asked = check(partner);
  world.client.joinCheck.close();
  expect(told(await asked).client).toBe('met');
});
