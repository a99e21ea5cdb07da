/** The client's web services against the lab's, which were written by their own readings of the specifications. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Lab, LabServerFacts } from '../../src/lab/api.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import type { WebFaults } from '../../src/lab/web/settings.ts';
import { createLabWeb, webServersOf } from '../fakes/lab-web.ts';

const address = 'karen@contoso.com';
let lab: Lab;
let frontEnd: LabServerFacts;

beforeAll(async () => {
  lab = await startLab({ ports: 'free' });
  frontEnd = webServersOf(lab).frontEnd;
  // As the company's own DNS answers inside.
  lab.dns.behave('lyncdiscoverinternal.contoso.com', 'A', { kind: 'answer', addresses: [frontEnd.address] });
});
afterAll(() => lab.stop());
afterEach(() => lab.setFaults(frontEnd.name, {}));

const client = (password?: string, userName?: string) => createLabWeb({ lab, address, password, userName });

async function code(): Promise<string> {
  const outcome = await client().obtain();
  return outcome.ok ? 'a certificate' : outcome.failure.code;
}

describe('[E7] a certificate from the lab', () => {
  it('comes once and is used again', async () => {
    const { obtain } = client();
    expect(await obtain()).toMatchObject({ ok: true, value: { isNew: true } });
    expect(await obtain()).toMatchObject({ ok: true, value: { isNew: false } });
  });

  it.each([
    ['NTLM', ['NTLM'], address],
    ['NTLM as the domain knows her', ['NTLM', 'Basic'], 'CONTOSO\\karen'],
    ['NTLM inside Negotiate', ['Negotiate'], address],
    ['Basic', ['Basic'], address],
  ] as const)('[E1] comes by %s, and for a wrong password by none', async (_, httpSchemes, userName) => {
    lab.setWebServices('contoso.com', { httpSchemes });
    expect(await client(undefined, userName).obtain()).toMatchObject({ ok: true });
    expect(await client('wrong', userName).obtain()).toMatchObject({ failure: { code: 'CREDENTIALS_WRONG' } });
  });

  it.each([
    ['CERTIFICATE_SERVICE_REFUSED', { certificate: 'refused' }],
    ['CLIENT_CERTIFICATE_FOREIGN', { certificate: 'other-user' }],
    ['CLIENT_CERTIFICATE_FOREIGN', { certificate: 'other-key' }],
    ['CERTIFICATE_SERVICE_REFUSED', { certificate: 'expired' }],
    ['CERTIFICATE_SERVICE_REFUSED', { certificate: 'missing' }],
    ['WEB_SERVICE_UNREADABLE', { certificate: 'damaged' }],
    ['a certificate', { certificate: 'short' }],
    ['CERTIFICATE_SERVICE_REFUSED', { ticket: 'wrong-entropy' }],
    ['WEB_SERVICE_UNREADABLE', { ticket: 'no-entropy' }],
    ['CERTIFICATE_SERVICE_REFUSED', { ticket: 'expired' }],
    ['WEB_SERVICE_UNREADABLE', { mex: 'no-ports' }],
    ['WEB_REDIRECT_UNTRUSTED', { mex: 'foreign-hosts' }],
    ['CERTIFICATE_SERVICE_UNAVAILABLE', { answer: { service: 'mex', fault: 'unavailable' } }],
    ['CERTIFICATE_SERVICE_UNAVAILABLE', { answer: { service: 'mex', fault: 'not-found' } }],
    ['WEB_SERVICE_UNREADABLE', { answer: { service: 'ticket', fault: 'html' } }],
    ['CERTIFICATE_SERVICE_UNAVAILABLE', { answer: { service: 'ticket', fault: 'soap-fault', code: 'soap:Server' } }],
    ['CLOCK_OFF', { answer: { service: 'certificate', fault: 'soap-fault', code: 'wsu:MessageExpired' } }],
    ['WEB_REDIRECT_UNTRUSTED', { answer: { service: 'mex', fault: 'foreign-redirect' } }],
    ['WEB_SERVICE_UNREADABLE', { answer: { service: 'mex', fault: 'redirect-loop' } }],
    ['WEB_SERVICE_UNREADABLE', { answer: { service: 'ticket', fault: 'oversize' } }],
    ['WEB_SERVICE_UNREADABLE', { answer: { service: 'certificate', fault: 'damaged' } }],
    ['WEB_SERVICE_UNREADABLE', { answer: { service: 'certificate', fault: 'empty' } }],
  ] as const satisfies readonly (readonly [string, WebFaults])[])('is %s under %j', async (expected, faults) => {
    lab.setFaults(frontEnd.name, { web: faults });
    expect(await code()).toBe(expected);
  });

  it('is not kept from anybody by a clock that is off alone; with a refusal the clock is named', async () => {
    lab.setFaults(frontEnd.name, { web: { clockMinutes: 10 } });
    expect(await code()).toBe('a certificate');
    expect(await client('wrong').obtain()).toMatchObject({ failure: { code: 'CLOCK_OFF', data: { minutes: '10' } } });
  });
});

describe('[B5] lyncdiscover of the lab', () => {
  it.each(['lyncdiscoverinternal', 'lyncdiscover'])(
    'names the servers of the place it is asked from: %s',
    async (name) => {
      const outcome = await client().ask(name);
      const isInside = name === 'lyncdiscoverinternal';
      const expected = lab.profile.servers.find(
        (server) => server.role === (isInside ? 'front-end' : 'edge') && server.name.endsWith('.contoso.com'),
      );
      expect(outcome).toEqual({ ok: true, value: [{ host: expected?.name, port: expected?.ports[0] }] });
    },
  );

  it.each([
    ['WEB_REDIRECT_UNTRUSTED', 'foreign-redirect'],
    ['WEB_SERVICE_UNREADABLE', 'redirect-loop'],
    ['WEB_SERVICE_UNREADABLE', 'no-links'],
    ['WEB_SERVICE_UNREADABLE', 'no-servers'],
    ['USER_UNKNOWN', 'unknown-user'],
  ] as const)('%s under %s', async (expected, autodiscover) => {
    lab.setFaults(frontEnd.name, { web: { autodiscover } });
    expect(await client().ask('lyncdiscoverinternal')).toMatchObject({ failure: { code: expected } });
  });
});
