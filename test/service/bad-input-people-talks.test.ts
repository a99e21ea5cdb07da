/** Peers that flood, trick and loop: what they send is bounded and harmless, and whoever talks after them is heard. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import { createFileService } from '../../src/main/session/files/file-service.ts';
import { writeOffer } from '../../src/protocol/file-transfer/write-invitation.ts';
import { mostConversations, type TextRun } from '../../src/shared/model/conversation.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { createFakeRandom } from '../fakes/fake-random.ts';
import { createImBench } from '../fakes/im-bench.ts';
import { type ImPeer, startImPeer } from '../fakes/im-peer.ts';

const fileType = 'text/x-msmsgsinvite; charset=UTF-8';
const offer = (cookie: number) =>
  writeOffer({ cookie: String(cookie), fileName: 'a', fileSize: 1, isUnreachable: false });
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** How many timers the process has. */
const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

describe('a flood', () => {
  it('of 1,000 invitations: each is answered, twenty ring, and nothing is left of it', async () => {
    const before = timers();
    const scene = createImBench();
    const senders = Array.from({ length: 1000 }, (_, at) => `flood${at}@evil.example`);
    for (const from of senders) scene.invite({ from, callId: `${from}.1`, toast: 'hi' });
    await settled();
    const answers = scene.bench.peer.startLines().filter((line) => /^SIP\/2\.0 (?!100)/.test(line));
    const ringing = answers.filter((line) => line.startsWith('SIP/2.0 180'));
    const refused = answers.filter((line) => line.startsWith('SIP/2.0 486'));
    expect([ringing.length, refused.length]).toEqual([20, 980]);
    expect(scene.state.get().conversations.length).toBeLessThanOrEqual(20);
    for (const { id } of scene.state.get().conversations) scene.talks.close(id);
    scene.invite({ toast: 'Hello' });
    await settled();
    expect(scene.said()).toEqual(['peer: Hello']);
    await scene.talks.leave();
    scene.bench.agent.close();
    expect(timers()).toBeLessThanOrEqual(before);
  });

  it('of 1,000 invitations of one peer leaves one that rings', async () => {
    const scene = createImBench();
    for (let at = 0; at < 1000; at += 1) scene.invite({ callId: `again${at}`, toast: `number ${at}` });
    await settled();
    const abandoned = scene.bench.peer.startLines().filter((line) => line.startsWith('SIP/2.0 480'));
    expect(abandoned).toHaveLength(999);
    expect(scene.state.get().conversations).toHaveLength(1);
    expect(scene.said()).toHaveLength(500);
    scene.bench.agent.close();
  });

  it('of 1,000 people who write outside any session leaves the hundred newest', async () => {
    const scene = createImBench();
    for (let at = 0; at < 1000; at += 1) {
      scene.deliver('MESSAGE', { from: `p${at}@evil.example`, callId: `page${at}`, body: 'x', type: 'text/plain' });
    }
    await settled();
    expect(scene.state.get().conversations).toHaveLength(mostConversations);
    expect(scene.said('p999@evil.example')).toEqual(['peer: x']);
    scene.bench.agent.close();
  });

  it('of offered files is taken up to 200 over all conversations, and a closed one makes room', () => {
    const clock = createFakeClock();
    const conversations = {
      peerOf: (id: string) => ({ uri: `sip:${id}@evil.example`, name: '' }),
      showFile: () => undefined,
      sendIn: async () => ({ ok: true as const, value: undefined }),
    };
    const files = createFileService({
      clock,
      random: createFakeRandom(),
      conversations,
      folder: () => '/nowhere',
      localAddress: () => '127.0.0.1',
      ownUri: () => 'sip:karen@contoso.com',
      forbidden: () => undefined,
    });
    const statuses = Array.from({ length: 1000 }, (_, at) =>
      files.receive({ conversationId: `c${at % 100}`, contentType: fileType, body: offer(at) }),
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(200);
    expect(statuses.filter((status) => status === 486)).toHaveLength(800);
    files.forget('c0');
    expect(files.receive({ conversationId: 'c0', contentType: fileType, body: offer(1) })).toBe(200);
    expect(clock.pending).toBe(0);
  });
});

describe('between two clients', () => {
  let lab: Lab;
  let karen: ImPeer;
  let jeremy: ImPeer;
  const hers = 'karen@contoso.com';
  const his = 'jeremy@contoso.com';

  beforeAll(async () => {
    lab = await startLab({ ports: 'free' });
    karen = await startImPeer(lab, hers);
    jeremy = await startImPeer(lab, his);
    jeremy.say(hers, 'first');
    await karen.until(his, ({ isIncomingWaiting }) => isIncomingWaiting);
    karen.talks.accept(karen.idOf(his));
    await jeremy.untilDelivered(hers);
  });
  afterAll(async () => {
    await jeremy.stop();
    await karen.stop();
    await lab.stop();
  });

  /** What the window is given of the newest message. */
  const newestRuns = (): readonly TextRun[] => {
    const newest = karen.messages(his).at(-1);
    return newest?.kind === 'text' ? newest.body.flat() : [];
  };

  it.each([
    ['a script', '<b>before</b><script>steal()</script>', ['before']],
    ['a handler', 'before<img src=x onerror=steal()>', ['before']],
    ['an image to fetch', 'before<img src="https://evil.example/x.png">', ['before']],
    [
      'a sheet to fetch',
      '<style>@import "https://evil.example/x.css"</style><p style="background:url(//evil)">before',
      ['before'],
    ],
    ['a javascript link', '<a href="jav&#x09;ascript:steal()">before</a>', ['before']],
    ['a link to this computer', '<a href="file:///etc/passwd">before</a>', ['before']],
    ['a link of another name', '<a href="https://contoso.com@evil.example/">before</a>', ['before']],
    ['a frame', 'before<iframe srcdoc="<script>steal()</script>"></iframe>', ['before']],
    ['SVG', 'before<svg onload=steal()><a xlink:href="javascript:steal()">x</a></svg>', ['before']],
    ['words of JavaScript for looks', '<font color="constructor" size="__proto__">before</font>', ['before']],
    ['elements without end', `before${'<b>'.repeat(5000)}`, ['before']],
  ])('%s in HTML reaches the window as words', async (_what, html, words) => {
    const before = karen.messages(his).length;
    await jeremy.talks.sendIn(jeremy.idOf(hers), { contentType: 'text/html; charset=UTF-8', body: html });
    await karen.untilMessages(his, (all) => all.length > before);
    const runs = newestRuns();
    expect(runs.map(({ text }) => text)).toEqual(words);
    for (const run of runs) {
      expect(Object.keys(run).filter((key) => !['text', 'bold', 'colour', 'size'].includes(key))).toEqual([]);
    }
    expect(JSON.stringify(karen.world.client.state.get().conversations)).not.toMatch(/steal|evil/);
  });

  it.each([
    ['words of JavaScript', '{\\rtf1 be\\constructor fore\\tostring  }'],
    ['groups without end', `{\\rtf1 before${'{'.repeat(5000)}`],
  ])('RTF with %s does so, too', async (_what, rtf) => {
    const before = karen.messages(his).length;
    await jeremy.talks.sendIn(jeremy.idOf(hers), { contentType: 'text/rtf', body: rtf });
    await karen.untilMessages(his, (all) => all.length > before);
    expect(newestRuns().map(({ text }) => text.trim())).toEqual(['before']);
  });

  it('a message to oneself is shown, and goes round no second time', async () => {
    const id = karen.idOf(hers);
    karen.talks.send(id, 'note to self');
    const ours = await karen.untilDelivered(hers);
    expect(ours.map(({ delivery }) => delivery)).toHaveLength(1);
    const sent = lab
      .log()
      .filter(({ direction, startLine }) => direction === 'received' && startLine.startsWith('MESSAGE'));
    karen.say(his, 'and to you');
    await karen.untilDelivered(his);
    const after = lab
      .log()
      .filter(({ direction, startLine }) => direction === 'received' && startLine.startsWith('MESSAGE'));
    expect(after.length - sent.length).toBe(1);
  });

  it('a conversation that is closed takes its offered files along', async () => {
    const offered = await karen.world.client.files.offer(karen.idOf(his), import.meta.filename);
    expect(offered.ok).toBe(true);
    const line = await jeremy.untilMessages(hers, (all) => all.some(({ kind }) => kind === 'file'));
    const file = line.find(({ kind }) => kind === 'file');
    const id = jeremy.idOf(hers);
    expect(file?.kind === 'file' && file.transfer.progress.kind).toBe('offered');
    jeremy.talks.close(id);
    expect(jeremy.world.client.files.accept(id, file?.id ?? '')).toMatchObject({ failure: { code: 'FILE_GONE' } });
    await karen.untilMessages(his, (all) =>
      all.some((each) => each.kind === 'file' && each.transfer.progress.kind === 'declined'),
    );
  });

  it('and the next message arrives', async () => {
    jeremy.say(hers, 'still here');
    await karen.untilMessages(his, (all) =>
      all.some((each) => each.kind === 'text' && each.body.flat().some(({ text }) => text === 'still here')),
    );
  });
});
