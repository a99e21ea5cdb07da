import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { CompanyWeb } from '../../../test/fixtures/web/company-web.ts';
import { createWebClient } from '../../../test/fixtures/web/web-client.ts';
import { type Authority, createAuthority } from '../../lab/pki/authority.ts';
import { WebVisit } from './web-visit.ts';

let authority: Authority;
beforeAll(() => {
  authority = createAuthority(Date.now(), createFakeRandom(7));
});

/** A server that writes down the headers of each request and answers as told. */
async function server(name: string, answer: (path: string) => { status: number; headers?: { location: string } }) {
  const web = await new CompanyWeb(name, authority).start();
  const asked: string[] = [];
  web.behaviour.override = ({ path, headers }) => {
    asked.push(`${path} ${JSON.stringify(headers)}`);
    return answer(path);
  };
  onTestFinished(() => web.stop());
  return { asked, base: web.base };
}

function visit() {
  const parts = createWebClient(authority.rootPem);
  const made = new WebVisit({
    ...parts,
    signal: new AbortController().signal,
    isTrusted: (host) => host.endsWith('.contoso.com'),
  });
  onTestFinished(() => made.close());
  return made;
}

const proofs = { Authorization: 'Basic c2VjcmV0', 'X-MS-WebTicket': 'opaque=c2VjcmV0', Accept: 'text/xml' };

it('[E2] a proof for one server does not follow a redirect to another', async () => {
  const other = await server('web.contoso.com', () => ({ status: 200 }));
  const first = await server('pool01.contoso.com', (path) => ({
    status: 302,
    headers: { location: path === '/a' ? '/b' : `${other.base}/c` },
  }));
  const answer = await visit().send({ method: 'GET', url: `${first.base}/a`, headers: proofs });
  expect(answer).toMatchObject({ ok: true, value: { status: 200, url: `${other.base}/c` } });
  expect(first.asked.map((text) => text.includes('c2VjcmV0'))).toEqual([true, true]);
  expect(other.asked.join()).toContain('text/xml');
  expect(other.asked.join()).not.toMatch(/c2VjcmV0|authorization|webticket/i);
});

it('[E2] a failure names the host, and of an address that is none of ours nothing more', async () => {
  for (const url of [
    'https://karen:Pw-1@pool01.contoso.com/x?sipuri=karen',
    'http://pool01.contoso.com/?sipuri=karen',
  ]) {
    const outcome = await visit().send({ method: 'GET', url });
    expect(outcome).toMatchObject({ failure: { code: 'WEB_SERVICE_UNREADABLE', server: 'pool01.contoso.com' } });
    expect(JSON.stringify(outcome)).not.toMatch(/karen|Pw-1/);
  }
  const junk = await visit().send({ method: 'GET', url: `junk karen ${'x'.repeat(5000)}` });
  expect(JSON.stringify(junk)).not.toMatch(/karen|xxx|host|server/);
});
