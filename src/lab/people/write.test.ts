import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { createBench } from '../sip/test-bench.ts';
import { common, inside, joinerOf, signIn } from '../sip/test-people.ts';

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

const hello = { type: 'text/plain', body: 'Hello' };
const plainSdp = [
  'v=0',
  'o=- 0 0 IN IP4 0.0.0.0',
  's=-',
  'c=IN IP4 0.0.0.0',
  't=0 0',
  'm=message 5060 sip null',
  '',
].join('\r\n');

it('refuses a message that is numbered no higher than the invitation', () => {
  const bench = createBench(createFakeClock(), createFakeRandom());
  const karen = signIn(bench, KAREN, 'sip.contoso.com');
  const uri = `sip:${ANU}`;
  const lines = [`INVITE ${uri} SIP/2.0`, ...common(karen.client, 'INVITE', KAREN, uri), `Contact: <${karen.gruu}>`];
  const answers = karen.client.send([...lines, 'Content-Type: application/sdp'], plainSdp);
  const opened = answers.find(({ status }) => status === 200);
  if (!opened) throw new Error(answers.map(({ startLine }) => startLine).join());
  const say = (cseq: number) => inside(joinerOf(karen), opened, 'MESSAGE', { cseq, ...hello })[0]?.status;
  expect([say(1), say(2), say(2)]).toEqual([500, 200, 500]);
});

it('takes whatever number whoever was written to begins with', () => {
  const bench = createBench(createFakeClock(), createFakeRandom());
  const karen = signIn(bench, KAREN, 'sip.contoso.com');
  bench.side.write(ANU, KAREN, 'Lunch?');
  const [invited] = karen.client.take();
  const copied = ['Via', 'From', 'Call-ID', 'CSeq'].map((name) => `${name}: ${invited?.header(name)}`);
  const to = `${invited?.header('To')};tag=karen`;
  const [, said] = karen.client.send(['SIP/2.0 200 OK', ...copied, `To: ${to}`, `Contact: <${karen.gruu}>`]);
  expect(said?.startLine).toMatch(/^MESSAGE /);
  const [via, forwards] = common(karen.client, 'MESSAGE', KAREN, `sip:${ANU}`);
  const [answer] = karen.client.send(
    [
      `MESSAGE sip:${ANU};opaque=user:epid:simulated;gruu SIP/2.0`,
      via ?? '',
      forwards ?? '',
      `From: ${to}`,
      `To: ${invited?.header('From')}`,
      `Call-ID: ${invited?.header('Call-ID')}`,
      'CSeq: 0 MESSAGE',
      'Content-Type: text/plain',
    ],
    'Yes',
  );
  expect(answer?.status).toBe(200);
});
