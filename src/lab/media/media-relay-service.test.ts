import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { readCredentialsResponse } from '../../protocol/media-relay/read-response.ts';
import { systemRandom } from '../net/system.ts';
import { type Bench, createBench, type Seen } from '../sip/test-bench.ts';
import { service, signIn } from '../sip/test-people.ts';
import { MEDIA_RELAY_TYPE } from './media-relay-service.ts';

let bench: Bench;

beforeEach(() => {
  bench = createBench(createFakeClock(), systemRandom());
});

afterEach(() => bench.side.close());

const asked = (identity: string, duration = '480') =>
  [
    '<request requestID="193719" version="1.0" from="sip:karen@contoso.com" to="sip:mras" ',
    'xmlns="http://schemas.microsoft.com/2006/09/sip/mrasp"><credentialsRequest credentialsRequestID="193719">',
    `<identity>${identity}</identity><location>internet</location><duration>${duration}</duration>`,
    '</credentialsRequest></request>',
  ].join('');

/** What the service answers Karen. */
async function answerTo(body: string): Promise<Seen> {
  const karen = signIn(bench, 'karen@contoso.com', 'sip.contoso.com');
  const mras = 'sip:sip.contoso.com@contoso.com;gruu;opaque=srvr:MRAS:lab';
  const [answer] = service(karen, MEDIA_RELAY_TYPE, body, mras);
  return answer ?? (await karen.client.next());
}

describe('credentials for a media relay', () => {
  it.each([
    ['a sound request, where there is no relay', asked('sip:karen@contoso.com'), 'Not Supported'],
    ['somebody else’s', asked('sip:jeremy@contoso.com'), 'Forbidden'],
    ['no time at all', asked('sip:karen@contoso.com', '0'), 'Request Malformed'],
    ['no document', 'nonsense', 'Request Malformed'],
  ])('%s: says why there are none', async (_what, body, reason) => {
    const answer = await answerTo(body);
    expect(answer.status).toBe(200);
    expect(answer.body).toContain(`reasonPhrase="${reason}"`);
    expect(answer.body).not.toContain('<credentials');
  });

  it('are given where the company has one, for no longer than eight hours', async () => {
    bench.side.calls.setMediaRelay('contoso.com', true);
    const read = readCredentialsResponse((await answerTo(asked('sip:karen@contoso.com', '9000'))).body);
    const { address } = bench.topology.companies[0]?.edge ?? {};
    expect(read).toMatchObject({ ok: true, credentials: { minutes: 480, servers: [{ host: address }] } });
  });
});
