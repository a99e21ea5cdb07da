/** An association is made anew while a call goes on, which does not notice. */
import { describe, expect, it } from 'vitest';
import { createFrontEndBench, type FrontEndBench } from '../../../test/fakes/front-end-bench.ts';
import { media } from '../../../test/fakes/sip-call-bench.ts';
import type { Seen } from '../../lab/sip/test-bench.ts';
import { signIn } from '../../lab/sip/test-people.ts';
import type { Dialog } from './agent.ts';

const jeremy = 'jeremy@contoso.com';
const opaqueIn = (text = '') => /^Authorization: .*opaque="(\w+)"/m.exec(text)?.[1];

/** Jeremy's telephone: says 200 with a description to every INVITE that comes, by hand. */
function answering(bench: FrontEndBench) {
  const comeIn = () => signIn(bench.lab, jeremy, 'pool01.contoso.com');
  let { client, gruu } = comeIn();
  const asked: Seen[] = [];
  return {
    asked,
    /** His registration is no longer than ours is between two proofs. */
    stayIn: () => ({ client, gruu } = comeIn()),
    async answer(): Promise<void> {
      let invite: Seen | undefined;
      await bench.until(() => {
        invite = client.take().find(({ startLine }) => startLine.startsWith('INVITE'));
        return invite !== undefined;
      });
      if (!invite) throw new Error('nobody called');
      asked.push(invite);
      const to = invite.header('To') ?? '';
      const copied = ['Via', 'Record-Route'].flatMap((name) =>
        (invite?.headers(name) ?? []).map((value) => `${name}: ${value}`),
      );
      client.send(
        [
          'SIP/2.0 200 OK',
          ...copied,
          `From: ${invite.header('From')}`,
          `To: ${to}${/;tag=/.test(to) ? '' : ';tag=j1'}`,
          `Call-ID: ${invite.header('Call-ID')}`,
          `CSeq: ${invite.header('CSeq')}`,
          `Contact: <${gruu}>`,
          'Content-Type: application/sdp',
        ],
        media(9).text,
      );
    },
  };
}

async function inCall(bench: FrontEndBench) {
  const registered = await bench.settled(bench.agent.register(bench.listener));
  if (!registered.ok) throw new Error(registered.failure.code);
  const far = answering(bench);
  const ends: unknown[] = [];
  const listener = { onRequest: () => 200, onEnd: (reason: object) => void ends.push(reason) };
  const invited = bench.agent.invite({ uri: `sip:${jeremy}`, body: media(1), isCall: true }, listener);
  await far.answer();
  const outcome = await bench.settled(invited);
  if (outcome.kind !== 'accepted') throw new Error(outcome.kind);
  const offer = async (dialog: Dialog, version: number) => {
    const answer = dialog.reinvite(media(version));
    await far.answer();
    return bench.settled(answer);
  };
  return { dialog: outcome.dialog, ends, far, offer };
}

describe('a call during which the association ends', () => {
  it('[E10] goes on with the new one, in the same dialog', async () => {
    const bench = createFrontEndBench({ hasCertificates: false });
    const { dialog, ends, far, offer } = await inCall(bench);
    const old = opaqueIn(bench.sent('INVITE').at(-1));
    await bench.clock.advance((8 * 3600 - 300) * 1000);
    far.stayIn();
    expect(await offer(dialog, 2)).toMatchObject({ ok: true, value: { status: 200 } });
    const renewed = opaqueIn(bench.sent('INVITE').at(-1));
    expect([typeof renewed, renewed === old, opaqueIn(bench.sent('ACK').at(-1))]).toEqual(['string', false, renewed]);
    expect(new Set(far.asked.map((each) => each.header('Call-ID'))).size).toBe(1);
    expect(far.asked.map((each) => each.header('CSeq'))).toEqual(['1 INVITE', '2 INVITE']);
    expect([ends, bench.heard.lost]).toEqual([[], []]);
    bench.agent.close();
  });

  it('[E10] is not lost when the server forgets it first: the offer is signed anew and sent again', async () => {
    const bench = createFrontEndBench({ hasCertificates: false });
    bench.fault({ auth: { associationSeconds: 60 } });
    const { dialog, ends, far, offer } = await inCall(bench);
    await bench.clock.advance(61_000);
    const before = bench.sent('INVITE').length;
    expect(await offer(dialog, 2)).toMatchObject({ ok: true, value: { status: 200 } });
    expect([bench.sent('INVITE').length - before, far.asked.length, ends]).toEqual([2, 2, []]);
    bench.agent.close();
  });
});
