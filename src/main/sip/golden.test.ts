import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type AgentBench, createAgentBench } from '../../../test/fakes/agent-bench.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { focusUri } from '../../../test/fakes/invite-bench.ts';
import { textOf } from '../../../test/fakes/wire-peer.ts';
import { accept } from '../../../test/fixtures/sip/accept.ts';
import { loadSip } from '../../../test/fixtures/sip/load.ts';
import { headerOf, headersOf, type SipMessage } from '../../protocol/sip/message.ts';
import { joinFocus } from '../session/meetings/focus-join.ts';
import { accountIdentity, guestIdentity, uuidFrom } from './identity.ts';

const kept = (name: string) =>
  readFileSync(new URL(`../../../test/fixtures/golden/${name}`, import.meta.url), 'utf8').trimEnd();
const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** What is new in every message, by its shape; anything of another shape stays and shows. */
const masks: readonly (readonly [RegExp, string])[] = [
  [/;branch=z9hG4bK[0-9a-f]{20}/g, ';branch={branch}'],
  [/;tag=[0-9a-f]{10}(?![0-9a-f])/g, ';tag={tag}'],
  [/;epid=[0-9a-f]{10}(?![0-9a-f])/g, ';epid={epid}'],
  [/^Call-ID: [0-9a-f]{32}$/gm, 'Call-ID: {call-id}'],
  [new RegExp(`${uuid}@anonymous\\.invalid`, 'g'), '{guest}@anonymous.invalid'],
  [new RegExp(`urn:uuid:${uuid}`, 'gi'), 'urn:uuid:{instance}'],
  [new RegExp(`entity="\\{${uuid}\\}"`, 'gi'), 'entity="{endpoint}"'],
  [/requestId="\d{1,10}"/g, 'requestId="{request}"'],
  // The reader has compared it with the body; requestId has one to ten digits.
  [/^Content-Length: \d{3,4}$/gm, 'Content-Length: {length}'],
];

function masked(text: string): string {
  return masks.reduce((done, [shape, name]) => done.replace(shape, name), text.replaceAll('\r\n', '\n'));
}

/** The bytes as they leave, with the head's line ends checked: the pages of this test are kept with plain ones. */
function wireText(message: SipMessage): string {
  const head = new TextDecoder().decode(message.head);
  expect(head.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  return textOf(message);
}

async function joinOf(bench: AgentBench, displayName = 'Karen Berg') {
  const listener = { onRequest: () => undefined, onEnd: () => undefined };
  const { signal } = new AbortController();
  const random = createFakeRandom(9);
  const endpointId = uuidFrom(random.bytes(16));
  void joinFocus({ agent: bench.agent, focusUri, displayName, endpointId, listener, signal, random });
  return bench.peer.nextRequest('INVITE');
}

/** Option tags stand in one line here and in six there. RFC 3261 7.3.1 says it is the same. */
const tags = (message: SipMessage) =>
  headersOf(message, 'supported')
    .flatMap((value) => value.split(/\s*,\s*/))
    .sort();

const guest = (seed: number) =>
  createAgentBench({
    identity: guestIdentity('Karen Berg', createFakeRandom(seed)),
    random: createFakeRandom(seed + 100),
  });

describe('the INVITE of a signed-in person', () => {
  it('[J1] is the kept text', async () => {
    const bench = createAgentBench();
    await bench.signIn();
    expect(masked(wireText(await joinOf(bench)))).toBe(kept('invite-home.txt'));
    bench.agent.close();
  });

  it('[J1] has every header of the document in the same shape, and the same body', async () => {
    const bench = createAgentBench();
    await bench.signIn();
    const [ours, theirs] = [await joinOf(bench), accept(loadSip('j1-invite-home'))];
    const keys = (message: SipMessage) => new Set(message.headers.map(({ key }) => key));
    expect([...keys(theirs)].filter((key) => !keys(ours).has(key))).toEqual([]);
    for (const key of [
      'to',
      'cseq',
      'contact',
      'max-forwards',
      'user-agent',
      'ms-keep-alive',
      'allow',
      'content-type',
    ]) {
      expect([key, headerOf(ours, key)]).toEqual([key, headerOf(theirs, key)]);
    }
    expect(tags(ours)).toEqual(tags(theirs));
    expect(masked(headerOf(ours, 'from') ?? '')).toBe(masked(headerOf(theirs, 'from') ?? ''));
    expect(headerOf(ours, 'via')).toMatch(/^SIP\/2\.0\/TLS 192\.0\.2\.10:50230;branch=z9hG4bK[0-9a-f]{20}$/);
    expect(bodyOf(ours)).toBe(bodyOf(theirs));
    bench.agent.close();
  });
});

describe('the INVITE of a guest', () => {
  it('[J3] is the kept text', async () => {
    const bench = guest(1);
    expect(masked(wireText(await joinOf(bench)))).toBe(kept('invite-guest.txt'));
    bench.agent.close();
  });

  it('[J3] has every header of the document in the same shape, and the same body', async () => {
    const bench = guest(1);
    const [ours, theirs] = [await joinOf(bench), accept(loadSip('j3-invite-guest'))];
    const keys = (message: SipMessage) => new Set(message.headers.map(({ key }) => key));
    expect([...keys(theirs)].filter((key) => !keys(ours).has(key))).toEqual([]);
    for (const key of ['from', 'contact', 'to', 'user-agent', 'ms-keep-alive', 'allow', 'content-type']) {
      expect([key, masked(headerOf(ours, key) ?? '')]).toEqual([key, masked(headerOf(theirs, key) ?? '')]);
    }
    expect(tags(ours)).toEqual(tags(theirs));
    expect(bodyOf(ours)).toBe(bodyOf(theirs));
    bench.agent.close();
  });

  it('[J3] names a new person each time, has no GRUU of its own and nothing of the account', async () => {
    const account = accountIdentity('sip:karen@contoso.com', 'this machine');
    const texts: string[] = [];
    for (const seed of [1, 2, 3]) {
      const bench = guest(seed);
      texts.push(wireText(await joinOf(bench)));
      bench.agent.close();
    }
    const names = texts.map((text) => new RegExp(`(${uuid})@anonymous`).exec(text)?.[1]);
    const instances = texts.map((text) => new RegExp(`urn:uuid:(${uuid})`, 'i').exec(text)?.[1]);
    const epids = texts.map((text) => /;epid=(\w+)/.exec(text)?.[1]);
    expect(new Set([...names, ...instances, ...epids]).size).toBe(9);
    for (const text of texts) {
      expect(text).not.toMatch(/contoso\.com|karen@|user:epid/i);
      expect(text.toLowerCase()).not.toContain(account.epid);
      expect(text.toLowerCase()).not.toContain(account.instanceId.toLowerCase());
    }
  });
});

/** The body with what is new each time masked. */
function bodyOf(message: SipMessage): string {
  return masked(new TextDecoder().decode(message.body));
}
