import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { createBench } from '../sip/test-bench.ts';
import { signIn } from '../sip/test-people.ts';

const ANU = 'anu@contoso.com';
const KAREN = 'karen@contoso.com';

it('somebody who writes acknowledges a refusal, in the transaction of the invitation', () => {
  const bench = createBench(createFakeClock(), createFakeRandom());
  const { client } = signIn(bench, KAREN, 'sip.contoso.com');
  bench.side.write(ANU, KAREN, 'Lunch?');
  const [invited] = client.take();
  const copied = ['Via', 'From', 'Call-ID', 'CSeq'].map((name) => `${name}: ${invited?.header(name)}`);
  const [ack, ...more] = client.send(['SIP/2.0 486 Busy Here', ...copied, `To: ${invited?.header('To')};tag=karen`]);
  expect(ack?.startLine).toMatch(/^ACK /);
  expect([ack?.header('Via'), ack?.header('CSeq'), ack?.header('To')]).toEqual([
    invited?.header('Via'),
    '1 ACK',
    `${invited?.header('To')};tag=karen`,
  ]);
  expect(more).toEqual([]);
});
