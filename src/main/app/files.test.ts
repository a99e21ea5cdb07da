import { expect, it } from 'vitest';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { createImBench, type ImBench } from '../../../test/fakes/im-bench.ts';
import { writeOffer } from '../../protocol/file-transfer/write-invitation.ts';
import { wireFiles } from './files.ts';

const withJeremy = (state: ImBench['state']) =>
  state.get().conversations.find(({ peer }) => peer.uri === 'sip:jeremy@contoso.com');

/** What became of the files, oldest first. */
function fates({ talks, state }: ImBench): readonly string[] {
  const changes = talks.messages(withJeremy(state)?.id ?? '', 0);
  if (!changes.ok) return [];
  return changes.value.messages.flatMap((each) => {
    if (each.kind !== 'file') return [];
    const { progress } = each.transfer;
    return progress.kind === 'failed' ? `failed ${progress.failure.code}` : progress.kind;
  });
}

it('a file that is offered is past where a message finds out that the session is lost, and nobody is reached any more', async () => {
  const scene = createImBench();
  const { bench, state, talks } = scene;
  wireFiles({ clock: bench.clock, random: createFakeRandom(3) }, { state, talks });
  const toTag = await scene.session();
  const offer = writeOffer({ cookie: '7', fileName: 'a.txt', fileSize: 3, isUnreachable: false });
  scene.deliver('MESSAGE', { toTag, cseq: 2, type: 'text/x-msmsgsinvite; charset=UTF-8', body: offer });
  await bench.peer.next('SIP/2.0 200');
  talks.send(withJeremy(state)?.id ?? '', 'Thanks, I will look at it');
  bench.peer.answer(await bench.peer.nextRequest('MESSAGE'), '481 Call/Transaction Does Not Exist');
  const invite = await bench.peer.nextRequest('INVITE');
  // Nothing is known yet: a new session may carry on.
  await bench.clock.advance(1000);
  expect(fates(scene)).toEqual(['offered']);
  // News is told once a frame while more of it comes: what lasted shorter is told to nobody.
  for (const body of ['one', 'two']) {
    scene.deliver('MESSAGE', { from: 'kim@fabrikam.com', callId: body, type: 'text/plain', body });
    await bench.peer.next('SIP/2.0 200');
  }
  bench.peer.answer(invite, '480 Temporarily Unavailable');
  await bench.peer.nextRequest('ACK');
  await bench.clock.advance(1000);
  expect(withJeremy(state)?.state).toBe('failed');
  expect(fates(scene)).toEqual(['failed IM_NOT_DELIVERED']);
  bench.agent.close();
});
