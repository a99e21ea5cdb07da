/** A company's content without a network, for tests: people join by SIP and connect in memory. */
import { createDecipheriv } from 'node:crypto';
import { duplexPair } from 'node:stream';
import { expect } from 'vitest';
import type { Clock, Random } from '../../shared/clock.ts';
import { createBench } from '../sip/test-bench.ts';
import { guest, type Joiner, joinerOf, signIn } from '../sip/test-people.ts';
import { createContentSide } from './content-side.ts';
import type { JsonObject } from './frames.ts';
import { ContentClient, dialIn, joined, settled } from './test-content-client.ts';

export const FOCUS = 'sip:jeremy@contoso.com;gruu;opaque=app:conf:focus:id:C0NT0S01';
export const KAREN = 'karen@contoso.com';

export function createContentBench<C extends Clock>(clock: C, random: Random) {
  const bench = createBench(clock, random);
  const side = createContentSide(bench.core, bench.side.siteOf);
  const connect = () => {
    const [near, far] = duplexPair();
    // As a socket: what breaks at one end is gone at the other.
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    side.accept({ server: 'webconf.contoso.com', stream: far, remote: '127.0.77.200:1', local: '', isSecure: true });
    return new ContentClient(near);
  };
  /** In the meeting, with the tokens that came over SIP. */
  const seat = (joiner: Joiner) => {
    const opened = joined(joiner, FOCUS);
    const ask = () => {
      const { info } = dialIn(joiner, opened, FOCUS);
      return { outer: info.get('pAuthId') ?? '', inner: info.get('sAuthId') ?? '', info };
    };
    return { joiner, ask };
  };
  const hello = (joiner: Joiner, auth: string) => ({
    auth,
    conference: FOCUS,
    user: `sip:${joiner.address}`,
    name: 'x',
  });
  /** All the way in. */
  const open = async (joiner: Joiner) => {
    const tokens = seat(joiner).ask();
    const client = connect();
    expect(await client.enter(tokens.outer)).toBe('OK');
    const seen = await client.ask('hello', hello(joiner, tokens.inner));
    return { client, seen };
  };
  const karen = () => joinerOf(signIn(bench, KAREN, 'sip.contoso.com'));
  const presenter = async () => {
    const who = karen();
    const opened = await open(who);
    bench.side.meeting('C0NT0S01').setRole(`sip:${KAREN}`, 'presenter');
    await settled();
    opened.client.take();
    return { ...opened, who };
  };
  const visitor = () => guest(bench.connect('sip.contoso.com'), 'Robin');
  return {
    clock,
    bench,
    side,
    connect,
    seat,
    hello,
    open,
    karen,
    presenter,
    visitor,
    content: side.content('C0NT0S01'),
  };
}

export const events = (seen: readonly JsonObject[]) => seen.filter(({ on }) => on !== undefined).map(({ on }) => on);
export const idOf = (answer: JsonObject, name = 'id') => String(answer[name]);
export const pen = { tool: 'pen', colour: 'red', width: 60, points: [0, 0, 10_000, 7500] };

/** The page behind a URL of the company, as a client fetches and deciphers it. */
export function pageOf({ side }: ReturnType<typeof createContentBench>, item: JsonObject, index: number): Buffer {
  const urls = item.pages as string[];
  const found = side.slidesOf('contoso.com')?.find(new URL(urls[index] ?? '').pathname.toLowerCase());
  if (found?.kind !== 'page') throw new Error(`the page is not served: ${found?.kind}`);
  const { bytes } = found.page();
  const decipher = createDecipheriv('aes-128-cbc', Buffer.from(String(item.key), 'base64'), bytes.subarray(0, 16));
  return Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]);
}

export const itemIn = (seen: readonly JsonObject[], kind: string) =>
  seen.map(({ item }) => item as JsonObject | undefined).find((item) => item?.kind === kind);
