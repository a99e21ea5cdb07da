/** From launch to the first message without a window: one log tells all of it in the workflow's order, and not a word of what was said. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import { formsOf, missingStages } from '../fakes/first-message-log.ts';
import { type ImPeer, startImPeer } from '../fakes/im-peer.ts';

const ECHO = 'echo@contoso.com';
const said = 'The marmalade is in the blue cupboard, dear Zoë';

let lab: Lab;
let karen: ImPeer;
beforeEach(async () => {
  lab = await startLab({ ports: 'free' });
  karen = await startImPeer(lab, 'karen@contoso.com');
});
afterEach(async () => {
  await karen.stop();
  await lab.stop();
});

/** What stands on the wire; the outcome of the session has a file of its own. */
function logs(): Map<string, string> {
  const folder = join(karen.world.folder, 'traces');
  const names = readdirSync(folder).filter((name) => !name.endsWith('.txt'));
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

async function firstMessage(): Promise<void> {
  await karen.world.until(({ presence }) => presence['sip:jeremy@contoso.com']?.value !== undefined);
  karen.say(ECHO, said);
  await karen.untilDelivered(ECHO);
  await karen.until(ECHO, () => karen.said(ECHO).length === 2);
}

it('[F28] [X2] one log holds the stages of the workflow in order, from the interface to the message that arrived', async () => {
  await firstMessage();
  await karen.world.client.tracing.close();
  const files = [...logs().keys()];
  expect(files.map((name) => name.replace(/^.*\./, '')).sort()).toEqual(['jsonl', 'uccapilog']);
  const log = [...logs()].find(([name]) => name.endsWith('.uccapilog'))?.[1] ?? '';
  expect(missingStages(log)).toEqual([]);
});

it('[X4] the log tells that a message was sent and answered, and nothing of what it said', async () => {
  await firstMessage();
  expect(karen.said(ECHO)[1]).toContain(said);
  await karen.world.client.tracing.close();
  for (const [name, text] of logs()) {
    expect(text, name).toContain('MESSAGE sip:');
    for (const form of formsOf(said)) expect(text.includes(form), `${form} in ${name}`).toBe(false);
  }
});

it('tells a log apart in which a stage is missing or comes too early', () => {
  expect(missingStages('')).toContain('registered');
  const early =
    'a :: Certificate of sip.contoso.com: trusted\r\nb :: Network interface [eth0] is used: default-route\r\n';
  expect(missingStages(early)).toContain('the certificate');
});
