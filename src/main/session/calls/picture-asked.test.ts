import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CallBench, createCallBench } from '../../../../test/fakes/call-bench.ts';
import type { SipResponse } from '../../../protocol/sip/message.ts';

const type = 'application/media_control+xml';
const wish = (word: string) =>
  `<?xml version="1.0"?><media_control><vc_primitive><to_encoder><${word}/></to_encoder></vc_primitive></media_control>`;

let bench: CallBench;
let toTag: string;

beforeEach(async () => {
  bench = createCallBench();
  ({ toTag } = await bench.taken());
});

afterEach(() => bench.bench.agent.close());

async function told(body: string, contentType = type): Promise<number> {
  bench.deliver('INFO', { body, type: contentType, toTag, cseq: 2 });
  return ((await bench.bench.peer.next('SIP/2.0 ')) as SipResponse).status;
}

const isAsked = () => bench.media.newest.steps.includes('picture asked');

it('a far end that sees no whole picture is given one', async () => {
  expect([await told(wish('picture_fast_update')), isAsked()]).toEqual([200, true]);
});

it.each([
  ['another wish', wish('picture_freeze'), type],
  ['the words in another body', wish('picture_fast_update'), 'text/plain'],
  ['no body', '', type],
  ['a body without an end', `<picture_fast_update${' '.repeat(5000)}`, type],
])('%s is taken as heard, and no more', async (_name, body, contentType) => {
  expect([await told(body, contentType), isAsked()]).toEqual([200, false]);
});
