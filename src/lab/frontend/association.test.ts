import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import type { AuthFaults } from '../auth/settings.ts';
import { KAREN, LOGIN, POOL, signingBench, subscribeLines, VADIM } from '../auth/test-signing-bench.ts';
import { common, digestOf, register, signIn } from '../sip/test-people.ts';

const setUp = (faults?: AuthFaults, server?: string) =>
  signingBench({ clock: createFakeClock(), random: createFakeRandom() }, faults, server);

describe('an association', () => {
  it('[E8] signs every answer and every BENOTIFY, each with a number of its own', () => {
    const { karen, bench } = setUp();
    const first = karen.ntlm(LOGIN);
    const batch =
      '<batchSub xmlns="http://schemas.microsoft.com/2006/01/sip/batch-subscribe" uri="sip:karen@contoso.com"><action name="subscribe" id="1"><adhocList><resource uri="sip:vadim@contoso.com"/></adhocList></action></batchSub>';
    const seen = [
      first,
      ...karen.send(
        [...subscribeLines(karen, 'presence'), 'Content-Type: application/msrtc-adrl-categorylist+xml'],
        batch,
      ),
      ...karen.send(subscribeLines(karen, 'no-such-event')),
    ];
    bench.side.setPresence(VADIM, 6500);
    seen.push(...karen.client.take());
    expect(seen.map((each) => each?.startLine.split(' ').slice(0, 2).join(' '))).toEqual([
      'SIP/2.0 200',
      'SIP/2.0 200',
      'SIP/2.0 489',
      `BENOTIFY sip:${KAREN};opaque=user:epid:x;gruu`,
    ]);
    expect(seen.every((each) => each && karen.trusts(each))).toBe(true);
    const numbers = seen.map((each) => /snum="(\d+)"/.exec(each?.header('Authentication-Info') ?? '')?.[1]);
    expect(numbers).toEqual(['1', '2', '3', '4']);
  });

  it.each<[string, (lines: string[], credentials: string) => string[]]>([
    ['without a signature', (lines) => lines],
    [
      'signed for another text',
      (lines, credentials) => [...lines.map((line) => line.replace(/^Call-ID: .*/, 'Call-ID: another')), credentials],
    ],
    [
      'with a damaged signature',
      (lines, credentials) => [...lines, credentials.replace(/response="01/, 'response="02')],
    ],
    ['for another realm', (lines, credentials) => [...lines, credentials.replace(/realm="[^"]*"/, 'realm="x"')]],
  ])('[E8] challenges a request %s', (_title, change) => {
    const { karen } = setUp();
    karen.ntlm(LOGIN);
    const lines = subscribeLines(karen);
    const [credentials = ''] = karen.credentialLine(lines);
    const [answer] = karen.client.send(change(lines, credentials));
    expect(answer?.status).toBe(401);
    expect(answer?.header('Authentication-Info')).toBeUndefined();
    expect(karen.send(subscribeLines(karen))[0]?.status).toBe(200);
  });

  it('[E8] takes each number once, and late ones within its window', () => {
    const { karen } = setUp();
    karen.ntlm(LOGIN);
    const late = subscribeLines(karen);
    const [lateLine = ''] = karen.credentialLine(late);
    for (let count = 0; count < 300; count++) karen.send(subscribeLines(karen, 'no-such-event'));
    expect(karen.client.send([...late, lateLine])[0]?.status).toBe(401);
    const next = subscribeLines(karen);
    const [nextLine = ''] = karen.credentialLine(next);
    karen.send(subscribeLines(karen, 'no-such-event'));
    expect(karen.client.send([...next, nextLine])[0]?.status).toBe(200);
    const again = next.map((line) => line.replace(/branch=\S+/, 'branch=z9hG4bKagain'));
    expect(karen.client.send([...again, nextLine])[0]?.status).toBe(401);
  });

  it('[E8] is not good for anybody else’s requests', () => {
    const { karen } = setUp();
    karen.ntlm(LOGIN);
    const lines = subscribeLines(karen).map((line) => line.replaceAll(KAREN, VADIM));
    const [answer] = karen.send(lines);
    expect([answer?.status, answer?.header('ms-diagnostics')?.slice(0, 5)]).toEqual([403, '4004;']);
  });

  it('[E10] ends when it is over, and a bare REGISTER begins a new one while the dialogs go on', async () => {
    const { karen, clock } = setUp({ associationSeconds: 60 });
    karen.ntlm(LOGIN);
    const [opened] = karen.send(subscribeLines(karen, 'vnd-microsoft-roaming-self'));
    await clock.advance(61_000);
    expect(karen.send(subscribeLines(karen))[0]?.status).toBe(401);
    expect(karen.ntlm(LOGIN)?.status).toBe(200);
    const refresh = [
      `SUBSCRIBE sip:pool01.contoso.com SIP/2.0`,
      ...common(karen.client, 'SUBSCRIBE', KAREN, `sip:${KAREN}`).filter((line) => !/^(To|Call-ID|CSeq)/.test(line)),
      `To: ${opened?.header('To')}`,
      `Call-ID: ${opened?.header('Call-ID')}`,
      'CSeq: 2 SUBSCRIBE',
      'Event: vnd-microsoft-roaming-self',
    ];
    const [answer] = karen.send(refresh);
    expect(answer?.status).toBe(200);
    expect(answer && karen.trusts(answer)).toBe(true);
    expect(
      karen.client.send(refresh.map((line) => line.replace('CSeq: 2', 'CSeq: 3').replace(/bKtest/, 'bKother')))[0]
        ?.status,
    ).toBe(401);
  });

  it('leaves Digest as it was: nothing is signed and nothing asked for', () => {
    const { bench } = setUp();
    const { client, answer } = signIn(bench, KAREN, POOL);
    expect(answer.header('Authentication-Info')).toBeUndefined();
    expect(digestOf(register(bench.connect(POOL), KAREN)[0])).toMatch(/^Digest/);
    expect(register(client, KAREN)[0]?.status).toBe(200);
  });
});
