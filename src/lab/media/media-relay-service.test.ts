import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { systemRandom } from '../net/system.ts';
import { createBench } from '../sip/test-bench.ts';
import { service, signIn } from '../sip/test-people.ts';
import { MEDIA_RELAY_TYPE } from './media-relay-service.ts';

const asked = (identity: string, duration = '480') =>
  [
    '<request requestID="193719" version="1.0" from="sip:karen@contoso.com" to="sip:mras" ',
    'xmlns="http://schemas.microsoft.com/2006/09/sip/mrasp"><credentialsRequest credentialsRequestID="193719">',
    `<identity>${identity}</identity><location>internet</location><duration>${duration}</duration>`,
    '</credentialsRequest></request>',
  ].join('');

describe('credentials for a media relay', () => {
  it.each([
    ['a sound request', asked('sip:karen@contoso.com'), 'Not Supported'],
    ['somebody else’s', asked('sip:jeremy@contoso.com'), 'Forbidden'],
    ['no time at all', asked('sip:karen@contoso.com', '0'), 'Request Malformed'],
    ['no document', 'nonsense', 'Request Malformed'],
  ])('%s: says why there are none', (_what, body, reason) => {
    const bench = createBench(createFakeClock(), systemRandom());
    const karen = signIn(bench, 'karen@contoso.com', 'sip.contoso.com');
    const mras = 'sip:sip.contoso.com@contoso.com;gruu;opaque=srvr:MRAS:lab';
    const [answer] = service(karen, MEDIA_RELAY_TYPE, body, mras);
    expect(answer?.status).toBe(200);
    expect(answer?.body).toContain(`reasonPhrase="${reason}"`);
    expect(answer?.body).not.toContain('<credentials');
    bench.side.close();
  });
});
