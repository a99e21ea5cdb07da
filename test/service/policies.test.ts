/** What the company's rules forbid is not done, whatever a window asks: main holds to them by itself. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import { type ImPeer, startImPeer } from '../fakes/im-peer.ts';

const karen = 'karen@contoso.com';
const jeremy = 'jeremy@contoso.com';
const client = 'endpointConfiguration';

let lab: Lab;
const running: ImPeer[] = [];

beforeEach(async () => {
  lab = await startLab({ ports: 'free' });
});
afterEach(async () => {
  for (const each of running.splice(0).reverse()) await each.stop();
  await lab.stop();
});

async function under(key: string, value: string): Promise<{ readonly here: ImPeer; readonly there: ImPeer }> {
  lab.setSettings('contoso.com', { switches: [{ group: client, key, value }] });
  const [here, there] = await Promise.all([startImPeer(lab, karen), startImPeer(lab, jeremy)]);
  running.push(here, there);
  await here.world.until(({ provisioning }) => provisioning.state === 'ready');
  return { here, there };
}

/** Writes one bold word, and tells whether it came with its looks. */
async function boldArrives({ here, there }: { readonly here: ImPeer; readonly there: ImPeer }): Promise<boolean> {
  const { talks } = here;
  const sent = talks.send(here.idOf(jeremy), 'now', [[{ text: 'now', bold: true }]]);
  expect(sent.ok).toBe(true);
  await there.until(karen, ({ lastText }) => lastText === 'now');
  there.talks.accept(there.idOf(karen));
  await here.untilDelivered(jeremy);
  const [message] = there.messages(karen);
  return message?.kind === 'text' && message.body.flat().some(({ bold }) => bold === true);
}

describe('[F27] what a policy forbids', () => {
  it('formatted messages go out plain', async () => {
    expect(await boldArrives(await under('DisableHtmlIm', 'true'))).toBe(false);
  });

  it('and with their looks where it allows them', async () => {
    expect(await boldArrives(await under('DisableHtmlIm', 'false'))).toBe(true);
  });
});
