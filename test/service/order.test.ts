/** The whole sign-in on the wire, from the lab's log: what comes before what, what goes side by side, and answers in any order. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LabLogEntry } from '../../src/lab/api.ts';
import { type HeldAnswers, holdAnswers } from '../fakes/held-answers.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

const KAREN = 'karen@contoso.com';

let world: LabClient;
let held: HeldAnswers | undefined;
beforeEach(async () => {
  world = await startLabClient();
});
afterEach(async () => {
  held?.stop();
  held = undefined;
  await world.stop();
});

const headerIn = (text: string, name: string) => new RegExp(`^${name}: (.*)\\r$`, 'mi').exec(text)?.[1] ?? '';

/** What a message of the sign-in is about, whichever way it goes: both ways name their event, or their address. */
function topicOf(text: string): string {
  const method = /^\d+ (\w+)/.exec(headerIn(text, 'CSeq'))?.[1] ?? /^\S+/.exec(text)?.[0] ?? '';
  if (method === 'SUBSCRIBE') return headerIn(text, 'Event').replace(/^vnd-microsoft-/, '');
  if (method !== 'SERVICE') return method;
  return headerIn(text, 'To').includes('app:locationprofile:get') ? 'location-profile' : 'publication';
}

/** Requests of this machine that reached a server, in order, as topics; and answers, as `topic STATUS`. */
function wire(direction: LabLogEntry['direction']): string[] {
  return world.lab
    .log()
    .filter((entry) => entry.direction === direction && (entry.peer.startsWith('127.') || entry.callId === ''))
    .filter(({ startLine }) => direction === 'received' || startLine.startsWith('SIP/2.0 '))
    .map(({ text, startLine }) =>
      direction === 'sent' ? `${topicOf(text)} ${startLine.split(' ')[1]}` : httpPath(startLine) || topicOf(text),
    );
}

/** `POST /EWS/Exchange.asmx`; empty for SIP. */
const httpPath = (startLine: string) => /^(?:GET|POST) .*(?= HTTP\/1\.1$)/.exec(startLine)?.[0] ?? '';

/** Everything has come that the server and the mailbox have to tell. */
const settled = () =>
  world.until(
    ({ journey, calendar, missed, presence, provisioning }) =>
      Boolean(journey?.stages.every(({ endedMs }) => endedMs !== undefined)) &&
      calendar.state === 'ready' &&
      missed.items.length > 0 &&
      provisioning.lines.length > 0 &&
      presence['sip:jeremy@contoso.com']?.value !== undefined,
  );

/** The first wave: nothing of it waits for anything but the registration. */
const firstWave = ['provisioning-v2', 'location-profile', 'roaming-contacts', 'roaming-self', 'publication'] as const;

describe('the sign-in on the wire', () => {
  it('[F9] registers by four REGISTERs, the first without a word of who it is, and says nothing else before the 200', async () => {
    await world.signIn(KAREN);
    await settled();
    const log = world.lab.log().filter(({ callId }) => callId !== '');
    const registered = log.findIndex(
      ({ direction, startLine, text }) =>
        direction === 'sent' && startLine === 'SIP/2.0 200 OK' && topicOf(text) === 'REGISTER',
    );
    const before = log.slice(0, registered + 1);
    expect(before.map(({ direction, startLine }) => `${direction} ${startLine}`)).toEqual(
      ['401 Unauthorized', '401 Unauthorized', '401 Unauthorized', '200 OK'].flatMap((status) => [
        'received REGISTER sip:contoso.com SIP/2.0',
        `sent SIP/2.0 ${status}`,
      ]),
    );
    const [first, challenge, second] = before.map(({ text }) => text);
    expect(headerIn(first ?? '', 'Authorization')).toBe('');
    expect(challenge).toMatch(/^WWW-Authenticate: TLS-DSK /m);
    expect(headerIn(second ?? '', 'Authorization')).toMatch(/^TLS-DSK /);
    const told = world.client.tracing.list(0, 5000).entries.find((entry) => entry.kind === 'journey');
    expect(told).toBeDefined();
  });
});
